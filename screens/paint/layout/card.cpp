// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "screens/paint/layout/home_parts.hpp"

namespace anju::paint::layout {

namespace {

constexpr Colour kEdge = with_opacity(theme::kWhite, 10);

// Face, name and a line in warm, at the foot of the card. Returns the y at which it begins.
double caption(Stage& stage, const Item& item, const Rect& place) {
    const bool wide = place.w > 600;
    const double pad = wide ? 42 : 30, gap = wide ? 28 : 22;
    const Style name{stage.at(wide ? theme::kCard : theme::kTile), Weight::Bold, theme::kText};
    const Style what{stage.at(wide ? theme::kSecond42 : theme::kSecond), Weight::Medium, theme::kWarm};
    const bool with_face = !item.faces.empty() && place.w > 430;
    const double face = wide ? 132 : 104, left = place.x + pad + (with_face ? face + gap : 0), width = place.right() - pad + 12 - left;
    const Wrapped names = stage.wrap(stage.fits(item.label, name, width) || item.short_label.empty() ? item.label : item.short_label, name, width, 2);
    // Under a letter stands when it came: its words are above.
    const Wrapped whats = stage.wrap(item.photo.empty() ? item.aside : item.sub, what, width, 2);
    const double name_line = name.size * 1.29, what_line = what.size * 1.37;
    const double height = name_line * static_cast<double>(names.lines.size()) + what_line * static_cast<double>(whats.lines.size());
    const double block = std::max(height, with_face ? face : 0.0), top = place.bottom() - pad - block;
    if (with_face) {
        stage.face("item:" + item.id + "/face", item.faces.front().photo, place.x + pad, top + (block - face) / 2, face, theme::kWhite);
    }
    double y = top + (block - height) / 2;
    for (const auto& line : names.lines) {
        stage.text(line, left, y, name_line, name, Align::Left, names.clipped);
        y += name_line;
    }
    for (const auto& line : whats.lines) {
        stage.text(line, left, y, what_line, what, Align::Left, whats.clipped);
        y += what_line;
    }
    return top;
}

// No message yet: the faces of those who could send one.
void nobody_yet(Stage& stage, const Item& item, const Rect& place) {
    const std::string name = "item:" + item.id;
    const Style title{stage.at(place.w > 900 ? theme::kTitle : theme::kCard), Weight::Bold, theme::kText};
    const Style second{stage.at(theme::kBody), Weight::Regular, theme::kText2};
    const double width = place.w - 80, line = title.size * 1.35, second_line = second.size * 1.42;
    const Wrapped titles = stage.wrap(item.label, title, width, 3), seconds = stage.wrap(item.sub, second, width, 4);
    double face = place.w > 900 ? 216 : place.w > 600 ? 168 : 112, gap = place.w > 900 ? 48 : 24;
    const double words = line * static_cast<double>(titles.lines.size()) + second_line * static_cast<double>(seconds.lines.size());
    const Style below{stage.at(theme::kFact), Weight::Medium, theme::kText2};
    const bool named = place.w > 900 && std::all_of(item.faces.begin(), item.faces.end(), [&](const screens::Face& one) { return stage.fits(one.name, below, face + gap - 12); });
    const double name_line = named ? below.size * 1.32 + 14 : 0;
    const double spare = place.h - words - face - name_line;
    double y = place.y + std::max(24.0, spare * 0.42);
    if (spare < 60) {
        face = std::max(0.0, face + spare - 60);
        y = place.y + 24;
    }
    const auto fitting = std::min<std::size_t>(item.faces.size(), static_cast<std::size_t>(std::max(0.0, (width + gap) / (face + gap))));
    double x = place.x + (place.w - static_cast<double>(fitting) * (face + gap) + gap) / 2;
    for (std::size_t i = 0; i < fitting && face >= 60; ++i, x += face + gap) {
        stage.face(fmt::format("{}/face{}", name, i), item.faces[i].photo, x, y, face, theme::kWhite, 6);
        if (named) {
            stage.text(item.faces[i].name, x + face / 2, y + face + 14, name_line - 14, below, Align::Centre);
        }
    }
    if (fitting == 0 && !item.icon.empty()) {
        stage.icon(name, item.icon, place.x + (place.w - 160) / 2, y, 160, theme::kWarm);
        face = 160;
    }
    y += face + name_line + std::max(12.0, spare * 0.16);
    for (const auto& text : titles.lines) {
        stage.text(text, place.x + place.w / 2, y, line, title, Align::Centre, titles.clipped);
        y += line;
    }
    for (const auto& text : seconds.lines) {
        stage.text(text, place.x + place.w / 2, y, second_line, second, Align::Centre, seconds.clipped);
        y += second_line;
    }
}

// Somebody who rang, or asks something: the person large, and what it is about.
void somebody(Stage& stage, const Item& item, const Rect& place) {
    const std::string name = "item:" + item.id;
    const bool wide = place.w > 600;
    const double pad = wide ? 56 : 30;
    const Style who{stage.at(wide ? theme::kTitle : theme::kTile), Weight::Bold, theme::kText}, what{stage.at(wide ? theme::Sizes{52, 60, 68} : theme::kSecond), Weight::Medium, theme::kText};
    const double who_line = who.size * 1.3, what_line = what.size * 1.36;
    const double side = wide ? std::min(place.h - 2 * pad, place.w * 0.42) : std::min(place.w - 4 * pad, place.h * 0.46);
    const double width = wide ? place.w - side - 2.75 * pad : place.w - 2 * pad;
    const std::string& label = stage.fits(item.label, who, width) || item.short_label.empty() ? item.label : item.short_label;
    const auto names = stage.wrap(label, who, width, 2), words = stage.wrap(item.sub, what, width, 3);
    const double icon = wide ? 92 : 0, height = (wide ? icon + 28 : 0) + who_line * static_cast<double>(names.lines.size()) + what_line * static_cast<double>(words.lines.size());
    const double x = wide ? place.x + pad * 1.75 + side : place.x + pad;
    double y = wide ? place.y + (place.h - height) / 2 : place.bottom() - pad - height;
    const double face_y = wide ? place.y + (place.h - side) / 2 : place.y + (y - place.y - side) / 2;
    stage.portrait(name, item.faces.empty() ? std::string{} : item.faces.front().photo, {wide ? place.x + pad : place.x + (place.w - side) / 2, face_y, side, side},
                   wide ? theme::kPortraitRadius : static_cast<int>(side / 2), with_opacity(theme::kWhite, 90), kInner, 0, 5);
    if (wide) {
        stage.icon(name, item.icon, x, y, icon, theme::kWhite);
        y += icon + 28;
    }
    for (const auto& line : names.lines) {
        stage.text(line, x, y, who_line, who, Align::Left, names.clipped);
        y += who_line;
    }
    for (const auto& line : words.lines) {
        stage.text(line, x, y, what_line, what, Align::Left, words.clipped);
        y += what_line;
    }
}

}  // namespace

void message_card(Stage& stage, const Item& item, const Rect& place) {
    const int grown = stage.grown(item.id);
    const std::string name = "item:" + item.id;
    stage.owner(item.id);
    stage.spot(item.id, place, theme::kTileRadius, true);
    stage.shadow(name, place, theme::kTileRadius, grown);
    if (!item.ok) {
        stage.plate(name, place, theme::kTileRadius, theme::kSurface, with_opacity(theme::kWhite, 8), kCard, grown);
        nobody_yet(stage, item, place);
        stage.owner({});
        return;
    }
    if (item.kind == screens::Kind::Family) {
        stage.plate(name, place, theme::kTileRadius, theme::kind(item.kind), kEdge, kCard, grown);
        somebody(stage, item, place);
        stage.owner({});
        return;
    }
    const double top = caption(stage, item, place);
    if (!item.photo.empty()) {
        // Dark enough for white words on a white photo where they begin, darkest a little below.
        const double fade = std::min(180.0, place.h / 4);  // a low card keeps its photo
        const double to = std::max(60.0, top - place.y + fade * 0.3);
        const Veil veil{0, std::max(0.0, to - fade), to, with_opacity(theme::kCardShade, 94)};
        if (!stage.photo(name, item.photo, place, theme::kTileRadius, veil, kEdge, kCard, grown)) {
            stage.plate(name, place, theme::kTileRadius, {theme::kPhotoGround, 0xFF0B141D}, kEdge, kCard, grown);
            const double side = 160, middle = place.y + (top - place.y - side) / 2;
            stage.icon(name + "/photo", "image", place.x + (place.w - side) / 2, middle, side, with_opacity(theme::kText3, 60));
        }
    } else {  // a letter: its words are the picture
        stage.plate(name, place, theme::kTileRadius, theme::kind(item.kind), kEdge, kCard, grown);
        const Style words{stage.at(place.w > 600 ? theme::kPhotoWords : theme::kTile), Weight::Bold, theme::kText};
        const double pad = place.w > 600 ? 48 : 28, line = words.size * 1.4;
        const int room = std::max(1, static_cast<int>((top - place.y - pad - 32) / line));
        const Wrapped lines = stage.wrap(stage.said(item.sub, words.weight), words, place.w - 2 * pad, 40);
        // The beginning of a long one; all of it stands behind OK.
        double y = place.y + pad;
        for (const auto& text : std::span(lines.lines).first(std::min(lines.lines.size(), static_cast<std::size_t>(room)))) {
            stage.text(text, place.x + pad, y, line, words);
            y += line;
        }
    }
    stage.owner({});
}

}  // namespace anju::paint::layout
