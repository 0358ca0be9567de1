// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "screens/paint/layout/layout.hpp"

namespace anju::paint::layout {

namespace {

void segments(Stage& stage, const Item& item, const Rect& place, bool lit) {
    const auto count = static_cast<double>(item.segments.size());
    const double width = (place.w - 16 * (count - 1)) / count;
    const auto chooses_size = [](const std::optional<model::Intent>& intent) {
        const auto* choose = intent ? std::get_if<model::Choose>(&*intent) : nullptr;
        return choose != nullptr && choose->setting == model::Setting::TextSize;
    };
    const bool sizes = chooses_size(item.left) || chooses_size(item.right);
    double x = place.x;
    // One size for all words of a row, as large as the longest allows.
    int common = std::min(stage.at(theme::kBody), static_cast<int>(place.h * 0.58));
    const auto too_wide = [&](const screens::Segment& segment) { return !stage.fits(segment.label, {common, Weight::Bold, theme::kText}, width - 24); };
    while (common > 40 && std::any_of(item.segments.begin(), item.segments.end(), too_wide)) {
        common -= 2;
    }
    for (std::size_t i = 0; i < item.segments.size(); ++i, x += width + 16) {
        const auto& segment = item.segments[i];
        const std::string name = fmt::format("item:{}/segment{}", item.id, i);
        const bool warm = segment.chosen && lit;
        const Rect at{x, place.y, width, place.h};
        const Fill fill = warm ? Fill{theme::kWarm, theme::kWarm} : segment.chosen ? Fill{theme::kKey, theme::kKey} : Fill{0, 0};
        stage.plate(name, at, theme::kSegmentRadius, fill, warm ? 0 : with_opacity(theme::kWhite, segment.chosen ? 22 : 10), kInner);
        // The words of the text sizes show what they mean.
        const bool hanging = !segment.label.empty() && static_cast<unsigned char>(segment.label.front()) < 0x80;  // g, y need room below
        const int own = item.segments.size() == 3 && sizes ? std::min((hanging ? std::array{40, 48, 54} : std::array{44, 55, 70})[i], static_cast<int>(place.h * (hanging ? 0.58 : 0.76))) : common;
        const Style words{own, segment.chosen ? Weight::Bold : Weight::Medium, warm ? theme::kOnWarm : segment.chosen ? theme::kText : theme::kText2};
        const double text = stage.measure(stage.clean(segment.label, words.weight), words);
        const bool tick = segment.chosen && text + 64 + 16 <= width;
        const double all = text + (tick ? 64 : 0), from = x + (width - all) / 2;
        if (tick) {
            stage.icon(name, "check", from, place.y + (place.h - 48) / 2, 48, words.colour);
        }
        if (text <= width - 8) {
            stage.text(segment.label, from + (tick ? 64 : 0), place.y, place.h, words);
        } else {
            const Style two{std::max(theme::kSmallest, std::min(words.size, 40)), words.weight, words.colour};
            const auto lines = stage.wrap(segment.label, two, width - 16, 2);
            const double step = 44, y = place.y + (place.h - step * static_cast<double>(lines.lines.size())) / 2;
            stage.paragraph(segment.label, {x + 8, y, width - 16, step}, step, two, 2, Align::Centre);
        }
    }
}

void choice(Stage& stage, const Item& item, const Rect& place, bool lit) {
    const std::string name = "item:" + item.id;
    stage.owner(item.id);
    stage.spot(item.id, place, theme::kRowRadius, false);
    stage.plate(name, place, theme::kRowRadius, lit ? theme::kRaised : theme::kSurface, with_opacity(theme::kWhite, 8));
    const bool large = stage.text_size() != model::TextSize::Standard;
    const Style title{std::min(stage.at(theme::kTile), 60), Weight::Bold, theme::kText};
    const double height = title.size * 1.33, top = place.y + (large ? 14 : 22);
    const double segment = std::min(112.0, place.h - height - (large ? 38 : 60));
    stage.icon(name, item.icon, place.x + 38, top + (height - 52) / 2, 52, lit ? theme::kWarm : theme::kText3);
    const double width = stage.text(item.label, place.x + 110, top, height, title);
    const Style hint{stage.at(theme::kSecond), Weight::Regular, theme::kText2};
    if (!item.aside.empty() && stage.fits(item.aside, hint, place.w - 108 - width - 40 - 36)) {
        stage.text(item.aside, place.right() - 38, top, height, hint, Align::Right);
    }
    if (!item.segments.empty()) {
        segments(stage, item, {place.x + 30, place.bottom() - (large ? 18 : 22) - segment, place.w - 60, segment}, lit);
    }
    stage.owner({});
}

void sample(Stage& stage, const Item& item, const std::string& question, const Rect& place) {
    stage.owner("sample");
    stage.plate("sample", place, theme::kPanelRadius, theme::kSurface, with_opacity(theme::kWhite, 8));
    const Style asked{std::min(stage.at(theme::kTile), 60), Weight::Regular, theme::kText2};
    Style name{stage.at({48, 60, 72}), Weight::Bold, theme::kText};
    while (name.size > theme::kSmallest && !stage.fits(item.label, name, place.w - 84 - 124 - 24)) {
        name.size -= 2;  // a long name without a relation that could stand for it
    }
    const Style relation{stage.at({38, 48, 60}), Weight::Regular, theme::kText2};
    const Style words{stage.at({48, 60, 76}), Weight::Medium, theme::kText};
    constexpr double kFace = 124;
    const double width = place.w - 84, x = place.x + 42, step = asked.size * 1.33;
    const double name_line = name.size * 1.3, relation_line = relation.size * 1.33, whole_block = std::max(kFace, name_line + relation_line);
    double block = whole_block;
    double line = words.size * 1.4;
    const auto wrapped = stage.wrap(item.sub, words, width + 20, 8);
    const double needed = block + 24 + static_cast<double>(wrapped.lines.size()) * line;
    double y = place.y + 30;
    // What shows the size goes before what asks about it.
    if (!question.empty() && stage.fits(question, asked, width) && y + step + 46 + needed <= place.bottom() - 16) {
        stage.text(question, x, y, step, asked);
        y += step + 16;
        stage.line("sample/line", {x, y, width, 2}, with_opacity(theme::kWhite, 14));
        y += 28;
    } else if (y + needed > place.bottom() - 16) {
        y = place.y + 22;
        line = words.size * 1.15;
        block = kFace;  // and the relation is left out
    }
    double left = x;
    if (!item.faces.empty()) {
        stage.face("sample/face", item.faces.front().photo, x, y + (block - kFace) / 2, kFace, theme::kWhite);
        left += kFace + 24;
    }
    if (block < whole_block) {
        stage.text(item.label, left, y + (block - name_line) / 2, name_line, name);
        y += block + 12;
    } else if (item.aside.empty()) {
        stage.text(item.label, left, y + (block - name_line) / 2, name_line, name);
        y += block + 24;
    } else {
        stage.text(item.label, left, y + (block - name_line - relation_line) / 2, name_line, name);
        stage.text(item.aside, left, y + (block - name_line - relation_line) / 2 + name_line, relation_line, relation);
        y += block + 24;
    }
    stage.paragraph(item.sub, {x, y, width + 20, line}, line, words, std::max(1, static_cast<int>((place.bottom() - 8 - y) / line)));
    stage.owner({});
}

// The way on to another screen: icon, words, chevron.
void door(Stage& stage, const Item& item, const Rect& place) {
    const std::string name = "item:" + item.id;
    stage.owner(item.id);
    stage.spot(item.id, place, theme::kRowRadius, false);
    stage.plate(name, place, theme::kRowRadius, theme::kRaised, with_opacity(theme::kWhite, 12));
    stage.icon(name, item.icon, place.x + 38, place.y + (place.h - 56) / 2, 56, theme::kText3);
    stage.icon(name + "/on", "chevron_right", place.right() - 38 - 60, place.y + (place.h - 60) / 2, 60, theme::kText3);
    const double width = place.w - 38 - 56 - 22 - 38 - 60 - 8;
    Style words{stage.at(theme::kBody), Weight::Medium, theme::kText};
    const std::string& label = !stage.fits(item.label, words, width) && !item.short_label.empty() ? item.short_label : item.label;
    const auto lines = stage.wrap(label, words, width, 2);
    const double step = lines.lines.size() > 1 ? words.size * 1.1 : place.h;
    stage.paragraph(label, {place.x + 116, place.y + (place.h - step * static_cast<double>(lines.lines.size())) / 2, width, step}, step, words, 2);
    stage.owner({});
}

}  // namespace

void choices(Stage& stage, const Scene& scene) {
    const double top = head(stage, scene, true);
    const double bottom = std::min<double>(theme::kContentBottom, hints_top(stage) - 20);
    std::vector<const Item*> rows, doors;
    for (const Item& item : scene.items) {
        (item.look == Look::Choice ? rows : doors).push_back(&item);
    }
    const double gap = 20;
    const double height = rows.empty() ? 0 : std::min(216.0 + (stage.text_size() == model::TextSize::Standard ? 0 : 24), (bottom - top - gap * static_cast<double>(rows.size() - 1)) / static_cast<double>(rows.size()));
    double y = top;
    for (const Item* item : rows) {
        choice(stage, *item, {theme::kSafeX, y, 1080, height}, item->id == scene.focus);
        y += height + gap;
    }
    const double foot = rows.empty() ? bottom : y - gap;
    const double door_height = stage.text_size() == model::TextSize::Largest ? 164 : stage.text_size() == model::TextSize::Large ? 140 : 124;
    double door_top = foot - door_height * static_cast<double>(doors.size()) - theme::kGap * (static_cast<double>(doors.size()) - 1);
    if (scene.sample) {
        const double end = doors.empty() ? foot : door_top - theme::kGap;
        sample(stage, *scene.sample, scene.text.empty() ? std::string{} : scene.text.front(), {1224, top, 600, end - top});
    }
    for (const Item* item : doors) {
        door(stage, *item, {1224, door_top, 600, door_height});
        door_top += door_height + theme::kGap;
    }
    hints(stage, scene);
}

}  // namespace anju::paint::layout
