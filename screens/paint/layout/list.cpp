// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "screens/paint/layout/takeover.hpp"

namespace anju::paint::layout {

namespace {

// A note at the right: a pill when it is warm, a tick and words when all is well. Returns where it begins.
double note(Stage& stage, const Item& item, double right, const Rect& row, bool lit) {
    if (item.note.empty()) {
        return right;
    }
    const std::string name = "item:" + item.id + "/note";
    if (item.note_tone == screens::Tone::Warm) {
        const Style words{stage.at(theme::kSecond), Weight::Bold, theme::kOnWarm};
        const double height = words.size * 1.68, width = stage.measure(stage.clean(item.note, words.weight), words) + 52;
        const Rect pill{right - width, row.y + (row.h - height) / 2, width, height};
        stage.plate(name, pill, static_cast<int>(height / 2), {theme::kWarm, theme::kWarm}, 0, kInner);
        stage.text(item.note, pill.x + width / 2, pill.y, height, words, Align::Centre);
        return right - width;
    }
    const Style words{stage.at(theme::kSecond40), Weight::Regular, lit ? theme::kText : theme::tone(item.note_tone)};
    const double width = stage.measure(stage.clean(item.note, words.weight), words);
    const double icon = item.note_tone == screens::Tone::Good ? 46 + 14 : 0;
    stage.text(item.note, right, row.y, row.h, words, Align::Right);
    if (icon > 0) {
        stage.icon(name, "done_all", right - width - icon, row.y + (row.h - 46) / 2, 46, words.colour);
    }
    return right - width - icon;
}

void thumbnail(Stage& stage, const Item& item, double x, const Rect& row) {
    const Rect place{x, row.y + (row.h - 132) / 2, 176, 132};
    const std::string name = "item:" + item.id + "/thumb";
    if (!stage.photo(name, item.photo, place, 24, {}, 0, kInner)) {
        stage.plate(name, place, 24, {theme::kPhotoGround, theme::kPhotoGround}, 0, kInner);
        stage.icon(name + "/wait", "image", place.x + 56, place.y + 34, 64, theme::kText3);
    }
    if (item.count > 1) {
        const Style figure{36, Weight::Bold, theme::kWhite};
        const std::string words = std::to_string(item.count);
        const double width = stage.measure(stage.clean(words, figure.weight), figure) + 28 + 36 + 8;
        const Rect chip{place.right() - 8 - width, place.bottom() - 8 - 52, width, 52};
        stage.plate(name + "/chip", chip, 26, {with_opacity(theme::kChip, 90), 0}, 0, kInnerTop);
        stage.icon(name + "/chip", "photo_library", chip.x + 14, chip.y + 8, 36, theme::kWhite);
        stage.text(words, chip.x + 14 + 36 + 8, chip.y, 52, figure);
    }
}

// The end of a line after which there would be more.
std::u32string unfinished(Stage& stage, std::u32string line, const Style& words, double room) {
    constexpr std::u32string_view kStops = U"，。、；：,.;: ";
    while (!line.empty() && (kStops.find(line.back()) != kStops.npos || stage.measure(line + U'…', words) > room)) {
        line.pop_back();
    }
    return line + U'…';
}

void plain_row(Stage& stage, const Item& item, const Rect& place, bool lit) {
    const std::string name = "item:" + item.id;
    stage.owner(item.id);
    stage.spot(item.id, place, theme::kRowRadius, false);
    stage.plate(name, place, theme::kRowRadius, lit ? theme::kind(item.kind) : theme::kSurface, with_opacity(theme::kWhite, lit ? 14 : 8));
    const Colour second = lit ? theme::kText : theme::kText2;
    double x = place.x + 30;
    if (!item.faces.empty()) {
        const double face = 116;
        stage.face(name + "/face", item.faces.front().photo, x, place.y + (place.h - face) / 2, face, item.face_new ? theme::kWarm : with_opacity(theme::kWhite, 55));
        x += face + 32;
    } else if (!item.icon.empty()) {
        stage.plate(name + "/disc", {x, place.y + (place.h - 84) / 2, 84, 84}, 42, {with_opacity(theme::kWhite, 13), 0}, 0, kInner);
        stage.icon(name, item.icon, x + 14, place.y + (place.h - 56) / 2, 56, theme::kWhite);
        x += 84 + 32;
    }
    double right = place.right() - 22;
    const bool pictured = !item.photo.empty() || item.count > 0;
    if (pictured) {
        thumbnail(stage, item, right - 176, place);
    }
    // Rows without a picture keep its place, so that the notes stand in one line.
    right -= 176 + 32;
    const Style title{stage.at(theme::kRow), Weight::Bold, theme::kText}, beside{stage.at(theme::kSecond40), Weight::Regular, second};
    const Style words{stage.at(theme::kBody), item.note_tone == screens::Tone::Warm || lit ? Weight::Medium : Weight::Regular,
                      item.note_tone == screens::Tone::Warm || lit ? theme::kText : theme::kText2};
    const double title_line = title.size * 1.29, words_line = words.size * 1.39;
    right = note(stage, item, right, place, lit) - 32;
    const Wrapped lines = stage.wrap(stage.said(item.sub, words.weight), words, right - x, 40);
    const auto shown = std::min(lines.lines.size(), static_cast<std::size_t>(std::max(1.0, (place.h - 16 - title_line) / words_line)));
    const double y = place.y + (place.h - title_line - words_line * static_cast<double>(shown)) / 2;
    // Name, then relation and time beside it where they have room.
    const double label_width = stage.measure(stage.clean(item.label, title.weight), title);
    if (label_width <= right - x) {
        stage.text(item.label, x, y, title_line, title);
        if (!item.aside.empty() && stage.fits(item.aside, beside, right - x - label_width - 18)) {
            stage.text(item.aside, x + label_width + 18, y + 2, title_line, beside);
        }
    } else {
        const std::string& label = item.short_label.empty() ? item.label : item.short_label;
        stage.paragraph(label, {x, y, right - x, title_line}, title_line, title, 1);
    }
    if (!item.sub.empty()) {
        for (std::size_t i = 0; i < shown && i < lines.lines.size(); ++i) {  // the beginning; all of it stands behind OK
            const bool more = i + 1 == shown && shown < lines.lines.size();
            stage.text(more ? unfinished(stage, lines.lines[i], words, right - x) : lines.lines[i], x, y + title_line + static_cast<double>(i) * words_line,
                       words_line, words);
        }
    }
    stage.owner({});
}

}  // namespace

void list(Stage& stage, const Scene& scene) {
    double top = head(stage, scene, false);
    const double bottom = std::min<double>(theme::kContentBottom, hints_top(stage) - 24);
    if (!scene.text.empty()) {  // an answer over the rows
        const Style answer{stage.at(theme::kAnswer), Weight::Bold, theme::kText};
        const double line = answer.size * 1.3;
        stage.owner("text");
        Style figures = answer;
        figures.colour = theme::kWarm;
        if (stage.fits(scene.text.front(), answer, theme::kRight - theme::kSafeX)) {
            figured(stage, scene.text.front(), theme::kSafeX, top - 20, line, answer, figures);
            top += line;
        } else {
            top += line * stage.paragraph(scene.text.front(), {theme::kSafeX, top - 20, theme::kRight - theme::kSafeX, line}, line, answer, 2);
        }
        top += 12;
    }
    // Four rows, three, two: as many as the letters allow, filling the height.
    constexpr double kGap = 16;
    const double gap = kGap;
    const auto height = [&]() -> double {
        switch (stage.text_size()) {
            case model::TextSize::Standard: {
                if (!scene.text.empty()) {
                    return 136;
                }
                const double rows = scene.banner ? 3 : 4;
                return std::min(scene.banner ? 174.0 : 164.0, (bottom - top - (rows - 1) * kGap) / rows);
            }
            case model::TextSize::Large: return (bottom - top - 2 * kGap) / 3;
            case model::TextSize::Largest: return (bottom - top - kGap) / 2;
        }
        return 164;
    }();
    const auto room = std::max<std::size_t>(1, static_cast<std::size_t>((bottom - top + gap + 1) / (height + gap)));
    // The rows around the focus; the others are a step away.
    std::size_t focus = 0;
    for (std::size_t i = 0; i < scene.items.size(); ++i) {
        focus = scene.items[i].id == scene.focus ? i : focus;
    }
    std::size_t first = focus >= room ? focus - room + 1 : 0;
    if (scene.items.size() > room) {
        first = std::min(focus / room * room, scene.items.size() - room);
    }
    double y = top;
    for (std::size_t i = first; i < scene.items.size() && i < first + room; ++i, y += height + gap) {
        const Rect place{theme::kSafeX, y, theme::kRight - theme::kSafeX, height};
        (scene.items[i].look == Look::LogRow ? log_row : plain_row)(stage, scene.items[i], place, scene.items[i].id == scene.focus);
    }
    hints(stage, scene);
}

}  // namespace anju::paint::layout
