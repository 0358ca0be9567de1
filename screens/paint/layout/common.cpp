// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "screens/paint/layout/layout.hpp"

namespace anju::paint::layout {

void header(Stage& stage, const Scene& scene) {
    stage.owner("header");
    const Style figures{stage.at(theme::kHeaderClock), Weight::Bold, theme::kText};
    const Style half{stage.at(theme::kHalfDay), Weight::Regular, theme::kText2};
    const Style title{stage.at(theme::kTitle), Weight::Bold, theme::kText};
    constexpr double kTop = 54, kHeight = 88;
    const double clock = stage.measure(stage.clean(scene.clock.figures, figures.weight), figures);
    const bool half_after = scene.language == model::Language::English;  // 9:41 am, but 上午 9:41
    double clock_left = theme::kRight - clock;
    const double half_width = scene.clock.half_day.empty() ? 0 : stage.measure(stage.clean(scene.clock.half_day, half.weight), half) + 20;
    const double title_width = stage.measure(stage.clean(scene.title, title.weight), title);

    const bool plate = !scene.icon.empty() && theme::kSafeX + 116 + title_width <= clock_left - 40;
    double x = theme::kSafeX + (plate ? 116 : 0);
    const bool with_half = half_width > 0 && x + title_width <= clock_left - half_width - 40;
    if (plate) {
        stage.plate("header", {theme::kSafeX, kTop, 88, 88}, 28, theme::kind(scene.kind), with_opacity(theme::kWhite, 12));
        stage.icon("header", scene.icon, theme::kSafeX + 16, kTop + 16, 56, theme::kWhite);
    }
    stage.text(scene.clock.figures, theme::kRight - (with_half && half_after ? half_width : 0), kTop, kHeight, figures, Align::Right);
    if (with_half) {
        stage.text(scene.clock.half_day, half_after ? theme::kRight : clock_left - 20, kTop + 8, kHeight, half, Align::Right);
        clock_left -= half_width;
    }
    if (x + title_width <= clock_left - 40) {
        stage.text(scene.title, x, kTop, kHeight, title);
        const Style aside{stage.at(theme::kSecond40), Weight::Regular, theme::kText2};
        const double from = x + title_width + 32;
        if (!scene.aside.empty() && stage.fits(scene.aside, aside, clock_left - 40 - from)) {
            stage.text(scene.aside, from, kTop + 6, kHeight, aside);
        }
    } else {
        const double line = title.size * 1.12;
        stage.paragraph(scene.title, {x, kTop + kHeight / 2 - line, clock_left - 40 - x, 2 * line}, line, title, 2);
    }
    stage.owner({});
}

double banner(Stage& stage, const Scene& scene, double top) {
    if (!scene.banner) {
        return top;
    }
    stage.owner("banner");
    const Style title{stage.at(theme::kTile), Weight::Bold, theme::kWhite};
    const Style detail{stage.at(theme::kSecond40), Weight::Regular, theme::kOnCaution};
    const double x = theme::kSafeX + 152, width = theme::kRight - 36 - x;
    const double title_line = title.size * 1.29, detail_line = detail.size * 1.35;
    // Large letters: the detail goes where it has no line of its own.
    const bool with_detail = !scene.banner->detail.empty() && stage.fits(scene.banner->detail, detail, width) && stage.text_size() != model::TextSize::Largest;
    const double text_height = title_line + (with_detail ? detail_line : 0);
    const double height = std::max(148.0, text_height + 32);
    stage.plate("banner", {theme::kSafeX, top, theme::kRight - theme::kSafeX, height}, theme::kRowRadius, theme::kBanner, theme::kCaution);
    stage.icon("banner", scene.banner->icon, theme::kSafeX + 36, top + (height - 84) / 2, 84, theme::kCaution);
    double y = top + (height - text_height) / 2;
    if (stage.fits(scene.banner->title, title, width)) {
        stage.text(scene.banner->title, x, y, title_line, title);
    } else {
        const double line = title.size * 1.12;
        y = top + (height - 2 * line) / 2;
        stage.paragraph(scene.banner->title, {x, y, width, 2 * line}, line, title, 2);
        stage.owner({});
        return top + height + theme::kGap;
    }
    if (with_detail) {
        stage.text(scene.banner->detail, x, y + title_line, detail_line, detail);
    }
    stage.owner({});
    return top + height + theme::kGap;
}

void banner_line(Stage& stage, const Scene& scene, double right) {
    constexpr double kTop = theme::kSafeY, kHeight = 104, kIcon = 68;
    stage.owner("banner");
    const Rect place{theme::kSafeX, kTop, right - theme::kSafeX, kHeight};
    stage.plate("banner", place, theme::kRowRadius, theme::kBanner, theme::kCaution);
    stage.icon("banner", scene.banner->icon, place.x + 28, kTop + (kHeight - kIcon) / 2, kIcon, theme::kCaution);
    const double x = place.x + 28 + kIcon + 24, width = place.right() - 28 - x;
    const std::string& words = scene.banner->title;
    Style title{stage.at(theme::kTile), Weight::Bold, theme::kWhite};
    while (title.size > theme::kTile[0] && !stage.fits(words, title, width)) {
        title.size -= 2;
    }
    if (stage.fits(words, title, width)) {
        constexpr double kTails = 4;  // of a g or j, else they stand on the edge
        stage.text(words, x, kTop - kTails, kHeight, title);
    } else {
        title.size = 40;
        const double line = 46;
        const auto lines = stage.wrap(words, title, width, 2);
        stage.paragraph(words, {x, kTop + (kHeight - line * static_cast<double>(lines.lines.size())) / 2, width, line}, line, title, 2);
    }
    stage.owner({});
}

double head(Stage& stage, const Scene& scene, bool low) {
    if (!scene.banner || (stage.text_size() == model::TextSize::Standard && !low)) {
        header(stage, scene);
        return banner(stage, scene, scene.banner ? 160 : theme::kContentTop);
    }
    stage.owner("header");
    const Style figures{stage.at(theme::kHeaderClock), Weight::Bold, theme::kText};
    const double clock = stage.text(scene.clock.figures, theme::kRight, theme::kSafeY + 8, 88, figures, Align::Right);
    banner_line(stage, scene, theme::kRight - clock - 48);
    return theme::kContentTop;
}

namespace {

constexpr double kNoticeTop = 36;

double notice_height(const Stage& stage) { return stage.text_size() == model::TextSize::Standard ? 124 : 140; }

}  // namespace

double below_notice(const Stage& stage, const Scene& scene, double top) {
    return scene.notice ? std::max(top, kNoticeTop + notice_height(stage) + 24) : top;
}

void notice(Stage& stage, const Scene& scene, double right) {
    if (!scene.notice) {
        return;
    }
    stage.owner("notice");
    stage.lift(kLayers);
    const Style words{stage.at(theme::kNoticeWords), Weight::Bold, theme::kOnNotice};
    const double height = notice_height(stage);
    const Rect place{theme::kSafeX - 24, kNoticeTop, right - theme::kSafeX + 48, height};
    const Box over = stage.box(place);
    const auto inside = [](const Box& a, const Box& b) { return a.x >= b.x && a.y >= b.y && a.x + a.w <= b.x + b.w && a.y + a.h <= b.y + b.h; };
    for (const paint::Item& item : stage.list) {
        const Box at = paint::box(item);
        const bool meets = at.x < over.x + over.w && over.x < at.x + at.w && at.y < over.y + over.h && over.y < at.y + at.h;
        if (item.z >= kCard && item.z < kTouch && meets && !inside(at, over)) {
            stage.cut.push_back(at);
        }
    }
    stage.shadow("notice", place, theme::kTileRadius);
    stage.plate("notice", place, theme::kTileRadius, {theme::kNotice, theme::kNotice});
    // What lies under it is not seen.
    std::erase_if(stage.texts, [&](const Canvas::Text& text) { return inside(text.box, over); });
    double x = theme::kSafeX + 8;
    const double top = std::max<double>(kNoticeTop, theme::kSafeY - 18);
    if (scene.notice->face) {
        stage.face("notice/face", scene.notice->face->photo, x, kNoticeTop + (height - 92) / 2, 92, theme::kWhite);
        x += 92 + 28;
    }
    const double width = right - 8 - x;
    if (stage.fits(scene.notice->text, words, width)) {
        stage.text(scene.notice->text, x, top, height, words);
    } else {
        const Style small{std::min(stage.at(theme::kSecond40), 46), Weight::Bold, theme::kOnNotice};
        const double line = small.size * 1.16;
        const auto wrapped = stage.wrap(scene.notice->text, small, width, 2);
        stage.paragraph(scene.notice->text, {x, top + (height - line * static_cast<double>(wrapped.lines.size())) / 2, width, height}, line, small, 2);
    }
    stage.lift(0);
    stage.owner({});
}

void button(Stage& stage, const Item& item, const Rect& rect) {
    stage.owner(item.id);
    stage.spot(item.id, rect, theme::kRowRadius, false);
    const Fill fill = !item.enabled ? theme::kOff : item.kind == screens::Kind::Neutral ? theme::kNeutralButton : theme::kind(item.kind);
    if (item.enabled) {
        stage.shadow("item:" + item.id, rect, theme::kRowRadius, 0, 35);
    }
    stage.plate("item:" + item.id, rect, theme::kRowRadius, fill, with_opacity(theme::kWhite, 16));
    const Colour colour = item.enabled ? theme::kText : theme::kOffText;
    Style word{stage.at(theme::kChoice), Weight::Bold, colour};
    constexpr double kIcon = 68, kBetween = 24, kPad = 28;
    double icon = item.icon.empty() ? 0 : kIcon + kBetween;
    const std::string label = !stage.fits(item.label, word, rect.w - icon - 2 * kPad) && !item.short_label.empty() ? item.short_label : item.label;
    if (!stage.fits(label, word, rect.w - icon - 2 * kPad)) {  // words before the icon, then a smaller step of type
        icon = stage.fits(label, word, rect.w - 2 * kPad) ? 0 : icon;
        word.size = icon == 0 ? word.size : std::min(word.size, theme::at(theme::kTile, model::TextSize::Large));
    }
    const auto wrapped = stage.wrap(label, word, rect.w - icon - 2 * kPad, 2);
    double width = 0;
    for (const auto& line : wrapped.lines) {
        width = std::max(width, stage.measure(line, word));
    }
    const double x = rect.x + (rect.w - icon - width) / 2;
    if (icon > 0) {
        stage.icon("item:" + item.id, item.icon, x, rect.y + (rect.h - kIcon) / 2, kIcon, colour);
    }
    const double line = wrapped.lines.size() > 1 ? word.size * 1.12 : rect.h;
    double y = rect.y + (rect.h - line * static_cast<double>(wrapped.lines.size())) / 2;
    for (const auto& text : wrapped.lines) {
        stage.text(text, x + icon, y, line, word, Align::Left, wrapped.clipped);
        y += line;
    }
    stage.owner({});
}

}  // namespace anju::paint::layout
