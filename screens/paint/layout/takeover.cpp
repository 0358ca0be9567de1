// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/layout/takeover.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace anju::paint::layout {

namespace {

constexpr Mood kNormal{theme::kNeutralButton, theme::kind(screens::Kind::Family), theme::kText2, theme::kText3, theme::kRaised.top, theme::kGood, theme::kGood};
constexpr Mood kCall{theme::kCallNeutral, theme::kAccept, theme::kOnCall, theme::kCallWord, theme::kCallTrack, theme::kGoodOnKind, theme::kGood};
constexpr Mood kAuto{theme::kAutoNeutral, theme::kAccept, theme::kOnAuto, theme::kGood, theme::kAutoTrack, theme::kGoodOnKind, theme::kGood};

bool is_figure(char c) { return c >= '0' && c <= '9'; }

}  // namespace

const Mood& mood(screens::Form form) {
    using screens::Form;
    if (form == Form::Countdown) {
        return kAuto;
    }
    return form == Form::Ringing || form == Form::Calling || form == Form::Ended || form == Form::Call ? kCall : kNormal;
}

Fill ground(const Scene& scene) {
    using screens::Form;
    switch (scene.form) {
        case Form::Night: return theme::kNight;
        case Form::Ringing:
        case Form::Calling:
        case Form::Ended: return theme::kCall;
        case Form::Countdown: return theme::kAuto;
        case Form::Call:
        case Form::Recording: return scene.videos.empty() || scene.videos.front().w < theme::kWidth ? theme::kCall : theme::kVideoGround;
        case Form::Alarm: return scene.kind == screens::Kind::Help ? theme::kAlarm : theme::kBackground;
        case Form::Pairing:
        case Form::Home:
        case Form::List:
        case Form::Choices:
        case Form::Facts:
        case Form::Gauges:
        case Form::Words:
        case Form::Photo:
        case Form::Empty:
        case Form::People:
        case Form::GuestCode:
        case Form::Question: return theme::kBackground;
    }
    return theme::kBackground;
}

void portrait(Stage& stage, const Scene& scene, const Rect& place, int radius, int edge) {
    stage.owner("portrait");
    stage.shadow("portrait", place, radius, 0, 45);
    const std::string photo = scene.faces.empty() ? std::string{} : scene.faces.front().photo;
    stage.portrait("portrait", photo, place, radius, with_opacity(theme::kWhite, 92), kCard, 0, edge);
    stage.owner({});
}

double big_name(Stage& stage, const std::string& name, double x, double y, double width, int largest, double line_share) {
    Style style{largest, Weight::Bold, theme::kText};
    const double whole = largest * line_share;
    stage.owner("name");
    const int least = std::max(theme::at(theme::kTitle, stage.text_size()), largest * 55 / 100);
    while (style.size > least && !stage.fits(name, style, width)) {
        style.size -= 4;
    }
    if (stage.fits(name, style, width)) {
        stage.text(name, x, y, whole, style);
    } else {
        style.size = std::max(theme::kTile[1], largest / 2);
        auto lines = stage.wrap(name, style, width, 2);
        while ((lines.torn || lines.clipped) && style.size > theme::kTile[0]) {
            style.size -= 4;
            lines = stage.wrap(name, style, width, 2);
        }
        const double step = style.size * 1.16;
        stage.paragraph(name, {x, y + (whole - step * static_cast<double>(lines.lines.size())) / 2, width, step}, step, style, 2);
    }
    stage.owner({});
    return whole;
}

LineLook line_look(const Mood& mood) {
    LineLook look;
    look.words = mood.words;
    look.icons = mood.icons;
    return look;
}

double line(Stage& stage, const std::string& name, const screens::Line& line, double x, double y, double width, const LineLook& look) {
    if (line.text.empty()) {
        return 0;
    }
    Style style{stage.at(look.size), look.weight, look.words};
    Colour icons = look.icons;
    if (line.tone != screens::Tone::Plain) {
        style.colour = line.tone == screens::Tone::Good ? theme::kGoodOnKind : theme::tone(line.tone);
        icons = theme::tone(line.tone);
    }
    const double icon = line.icon.empty() ? 0 : look.icon * (stage.text_size() == model::TextSize::Standard ? 1.0 : 1.15);
    const double from = x + (icon > 0 ? icon + look.gap : 0), room = x + width - from;
    const double step = style.size * (stage.text_size() == model::TextSize::Standard ? 1.42 : 1.3);
    const auto lines = stage.wrap(line.text, style, room, look.most);
    stage.owner(name);
    if (icon > 0) {
        stage.icon(name, line.icon, x, y + (step - icon) / 2, icon, icons);
    }
    stage.paragraph(line.text, {from, y, room, step}, step, style, look.most);
    stage.owner({});
    return step * static_cast<double>(lines.lines.size());
}

void bar(Stage& stage, const std::string& name, const Rect& place, double left, Colour track) {
    const int radius = static_cast<int>(place.h / 2);
    stage.plate(name + "/track", place, radius, {track, track});
    stage.plate(name + "/bar", {place.x, place.y, std::max(place.h, place.w * std::clamp(left, 0.0, 1.0)), place.h}, radius, {theme::kWarm, theme::kWarm}, 0, kInner);
}

void big_choice(Stage& stage, const Item& item, const Rect& place, const Mood& mood, const theme::Sizes& size, int icon) {
    const std::string name = "item:" + item.id;
    stage.owner(item.id);
    stage.spot(item.id, place, theme::kRowRadius, false);
    const Fill fill = !item.enabled ? theme::kOff : item.kind == screens::Kind::Neutral ? mood.neutral : item.kind == screens::Kind::Family ? mood.accept : theme::kind(item.kind);
    if (item.enabled) {
        stage.shadow(name, place, theme::kRowRadius, 0, 35);
    }
    stage.plate(name, place, theme::kRowRadius, fill, with_opacity(theme::kWhite, 16));
    const Colour colour = item.enabled ? theme::kText : theme::kOffText;
    constexpr double kPad = 24, kBetween = 24;
    double beside = item.icon.empty() ? 0 : icon + kBetween;
    const double inner = place.w - 2 * kPad;
    Style word{stage.at(size), Weight::Bold, colour};
    // One line beside the icon, the short words, a smaller step of type, no icon; then two lines.
    const std::string& label = !stage.fits(item.label, word, inner - beside) && !item.short_label.empty() ? item.short_label : item.label;
    const int least = theme::at(theme::kTile, stage.text_size() == model::TextSize::Standard ? model::TextSize::Standard : model::TextSize::Large) - 4;
    while (word.size > least && !stage.fits(label, word, inner - beside)) {
        word.size -= 2;
    }
    if (!stage.fits(label, word, inner - beside) && stage.fits(label, word, inner)) {
        beside = 0;
    }
    const auto lines = stage.wrap(label, word, inner - beside, 2);
    double width = 0;
    for (const auto& one : lines.lines) {
        width = std::max(width, stage.measure(one, word));
    }
    const bool why = !item.enabled && !item.reason.empty();
    const Style reason{stage.at(theme::kSecond), Weight::Regular, theme::kOffReason};
    const double step = lines.lines.size() > 1 ? word.size * 1.1 : word.size * 1.24, below = why ? reason.size * 1.3 : 0;
    const double x = place.x + (place.w - beside - width) / 2;
    double y = place.y + (place.h - step * static_cast<double>(lines.lines.size()) - below) / 2;
    if (beside > 0) {
        stage.icon(name, item.icon, x, y + (step * static_cast<double>(lines.lines.size()) - icon) / 2, icon, colour);
    }
    for (const auto& one : lines.lines) {
        stage.text(one, x + beside, y, step, word, Align::Left, lines.clipped);
        y += step;
    }
    if (why) {
        stage.text(item.reason, place.x + place.w / 2, y, below, reason, Align::Centre);
    }
    stage.owner({});
}

double figured(Stage& stage, const std::string& words, double x, double top, double height, const Style& style, const Style& figures) {
    const double from = x;
    const std::string_view all = words;
    const double space = stage.measure(U" ", style);
    for (std::size_t at = 0; at < all.size();) {
        const bool figure = is_figure(all[at]);
        auto end = at;
        while (end < all.size() && is_figure(all[end]) == figure) {
            ++end;
        }
        const auto part = all.substr(at, end - at);
        x += part.starts_with(' ') ? space : 0;
        x += stage.text(part, x, top, height, figure ? figures : style);
        x += part.size() > 1 && part.ends_with(' ') ? space : 0;
        at = end;
    }
    return x - from;
}

namespace {

constexpr double kChipPad = 32, kChipGap = 18;

double chip_icon(const Stage& stage) { return stage.text_size() == model::TextSize::Standard ? 52 : 58; }

}  // namespace

double chip_height(const Stage& stage) { return stage.at({88, 100, 116}); }

double chip_width(Stage& stage, const Chip& chip) {
    const Style words{stage.at(theme::kChipWords), chip.weight, theme::kText};
    return 2 * kChipPad + (chip.icon.empty() ? 0 : chip_icon(stage) + kChipGap) + stage.measure(stage.clean(chip.text, words.weight), words);
}

double chip(Stage& stage, const std::string& name, const Chip& chip, double x, double y) {
    const Style words{stage.at(theme::kChipWords), chip.weight, theme::kText};
    const double width = chip_width(stage, chip), height = chip_height(stage), icon = chip_icon(stage);
    stage.owner(name);
    stage.plate(name, {x, y, width, height}, static_cast<int>(height / 2), {chip.fill, chip.fill}, chip.edge, kCard, 0, chip.edge_width);
    double from = x + kChipPad;
    if (!chip.icon.empty()) {
        stage.icon(name, chip.icon, from, y + (height - icon) / 2, icon, chip.icons);
        from += icon + kChipGap;
    }
    stage.text(chip.text, from, y, height, words);
    stage.owner({});
    return width;
}

void live_frame(Stage& stage, const Scene& scene) {
    if (!scene.live.camera && !scene.live.microphone) {
        return;
    }
    constexpr double kIn = theme::kLiveInset;
    stage.plate("live/frame", {kIn, kIn, theme::kWidth - 2 * kIn, theme::kHeight - 2 * kIn}, theme::kLiveRadius, {0, 0}, theme::kLive, kTouch, 0, theme::kLiveWidth);
}

double live(Stage& stage, const Scene& scene) {
    live_frame(stage, scene);
    if (scene.live.label.empty()) {
        return theme::kRight;
    }
    Chip words{scene.live.icon, scene.live.label, theme::kLiveChip, theme::kLiveEdge, theme::kWhite, 3, Weight::Bold};
    const double from = theme::kRight - chip_width(stage, words);
    chip(stage, "live", words, from, theme::kSafeY);
    return from;
}

}  // namespace anju::paint::layout
