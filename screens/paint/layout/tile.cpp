// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "screens/paint/layout/home_parts.hpp"

namespace anju::paint::layout {

namespace {

// As many faces as there is room for, with a dot on who can be reached.
void faces(Stage& stage, const Item& item, double x, double y, double size, double gap, double right, Colour under) {
    const double opacity = item.enabled ? 90 : 45;
    for (std::size_t i = 0; i < item.faces.size() && x + size <= right; ++i, x += size + gap) {
        const std::string name = fmt::format("item:{}/face{}", item.id, i);
        stage.face(name, item.faces[i].photo, x, y, size, with_opacity(theme::kWhite, static_cast<int>(opacity)));
        if (item.faces[i].reachable && item.enabled) {
            stage.plate(name + "/dot", {x + size - 36, y + size - 38, 34, 34}, 17, {theme::kReachable, theme::kReachable}, under, kDot, 0, 5);
        }
        if (!item.enabled) {  // asleep: under the colour of the tile
            stage.plate(name + "/dim", {x, y, size, size}, static_cast<int>(size / 2), {with_opacity(theme::kOff.top, 45), 0}, 0, kDot);
        }
    }
}

}  // namespace

void tile(Stage& stage, const Item& item, const Rect& place) {
    const bool wide = item.look == Look::FamilyTile && place.w >= 400;
    const int grown = stage.grown(item.id);
    const std::string name = "item:" + item.id;
    const Fill fill = item.enabled ? theme::kind(item.kind) : theme::kOff;
    const Colour colour = item.enabled ? theme::kText : theme::kOffText;
    const bool large = stage.text_size() != model::TextSize::Standard;
    const bool low = place.h < 300;
    const double pad = large ? 26 : wide ? 34 : 30, width = place.w - 2 * pad + 14;
    stage.owner(item.id);
    stage.spot(item.id, place, theme::kTileRadius, true);
    if (item.enabled) {
        stage.shadow(name, place, theme::kTileRadius, grown);
    }
    stage.plate(name, place, theme::kTileRadius, fill, with_opacity(theme::kWhite, 10), kCard, grown);

    // Words from below: what is next, over it what it is.
    const bool tall = place.h > 480 && place.w > 400;  // the only tile beside the card
    Style title{stage.at(tall ? theme::kChoice : wide && !low && place.w > 500 ? theme::kCard : theme::kTile), Weight::Bold, colour};
    const Style second{stage.at(tall ? theme::kSecond42 : theme::kSecond), Weight::Regular, item.enabled ? theme::kText : theme::kOffReason};
    const std::string& below = item.enabled || item.reason.empty() ? item.sub : item.reason;
    // As far from the right edge as from the left; a shorter word before a crowded one.
    const bool roomy = stage.fits(item.label, title, place.w - 2 * pad);
    const std::string& label = !roomy && !item.short_label.empty() ? item.short_label : item.label;
    Wrapped lines = stage.wrap(label, title, width, 2);
    while (lines.torn && title.size > theme::at(theme::kTile, model::TextSize::Standard)) {
        title.size -= 2;  // better a little smaller than a word torn apart
        lines = stage.wrap(label, title, width, 2);
    }
    const double title_line = title.size * (large ? 1.28 : 1.32), second_line = second.size * (large ? 1.27 : 1.36);
    const double icons = low ? 24 + 88 : 30 + 104, margin = large ? 20 : 26;
    double foot = place.bottom() - margin;
    const double room = place.h - icons - margin;
    bool with_second = !below.empty() && (static_cast<double>(lines.lines.size()) * title_line + second_line <= room + 12);
    const Wrapped seconds = stage.wrap(below, second, width, 2);
    if (!item.enabled && !item.reason.empty()) {
        with_second = true;  // why it cannot be used is always written on it
    } else if (with_second && (seconds.clipped || (seconds.lines.size() > 1 && static_cast<double>(lines.lines.size()) * title_line + 2 * second_line > room))) {
        with_second = false;  // it has no room: rather nothing than half of it
    }
    if (with_second) {
        foot -= second_line * static_cast<double>(seconds.lines.size());
        for (std::size_t i = 0; i < seconds.lines.size(); ++i) {
            stage.text(seconds.lines[i], place.x + pad, foot + static_cast<double>(i) * second_line, second_line, second);
        }
        foot -= large ? 0 : 2;
    } else {
        foot = place.bottom() - pad + (title_line - title.size) / 2;  // alone, as far from the edge as the icon is
    }
    foot -= title_line * static_cast<double>(lines.lines.size());
    for (std::size_t i = 0; i < lines.lines.size(); ++i) {
        stage.text(lines.lines[i], place.x + pad, foot + static_cast<double>(i) * title_line, title_line, title, Align::Left, lines.clipped);
    }

    // Above them the icon on its plate, or faces and the icon at the right.
    const double plate = low ? 88 : tall ? 128 : place.w > 700 ? 112 : 104, icon = low ? 58 : tall ? 84 : place.w > 700 ? 76 : 68;
    const Colour on_plate = item.enabled ? theme::kWhite : theme::kText3;
    const double free = foot - place.y;  // above the words
    const auto badge = [&](double left, double top, double size) {
        stage.plate(name + "/icon", {left, top, size, size}, low ? 28 : 32, {with_opacity(theme::kWhite, item.enabled ? (wide ? 15 : 13) : 7), 0}, 0, kInner);
        stage.icon(name, item.icon, left + (size - icon) / 2, top + (size - icon) / 2, icon, on_plate);
    };
    if (item.look == Look::FamilyTile && !item.faces.empty()) {
        const bool with_icon = place.w >= 500;
        const double third = wide && !with_icon ? (place.w - 2 * pad - 32) / 3 : 124.0;  // three side by side
        const double size = std::min({low ? 84.0 : place.w > 700 ? 128.0 : wide ? 124.0 : 112.0, place.w > 700 ? 128.0 : third, free - 30});
        const double top = place.y + std::max(16.0, std::min(32.0, free - size - 4));
        if (size >= 56) {
            faces(stage, item, place.x + pad, top, size, place.w > 700 ? 20 : 16, place.right() - pad - (with_icon ? plate + 16 : 0) + 4, fill.top);
        }
        if (with_icon && free > plate + 24) {
            badge(place.right() - 34 - plate, place.y + std::min(low ? 24.0 : 42.0, (free - plate) / 2 + 8), plate);
        }
    } else if (free >= plate + 24 && !(large && free < plate + 60)) {
        badge(place.x + pad, place.y + (low ? 24 : 30), plate);
    } else if (free >= 60) {  // large letters: the icon alone
        const double alone = std::min(108.0, free - 32);
        stage.icon(name, item.icon, place.x + pad - 4, place.y + std::max(16.0, (free - alone) / 2 + 8), alone, on_plate);
    }
    if (tall && item.look == Look::Tile) {  // who is behind it
        constexpr double kFace = 116;
        faces(stage, item, place.x + pad, foot - kFace - 20, kFace, 18, place.right() - pad + 4, fill.top);
    }
    if (item.count > 0) {
        const Style figure{stage.at(theme::kSecond), Weight::Bold, theme::kOnWarm};
        const std::string words = std::to_string(item.count);
        const double height = figure.size * 1.47, wide_enough = std::max(height, stage.measure(stage.clean(words, figure.weight), figure) + 36);
        const Rect at{place.right() - 28 - wide_enough, place.y + 32, wide_enough, height};
        stage.plate(name + "/count", at, static_cast<int>(height / 2), {theme::kWarm, theme::kWarm}, 0, kInnerTop);
        stage.text(words, at.x + at.w / 2, at.y, height, figure, Align::Centre);
    }
    stage.owner({});
}

}  // namespace anju::paint::layout
