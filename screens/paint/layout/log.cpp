// SPDX-License-Identifier: Apache-2.0
// A row of a visit: who, when, how long, and how it was answered.
#include <algorithm>

#include "screens/paint/layout/layout.hpp"

namespace anju::paint::layout {

namespace {

Colour how_colour(const Item& item, bool lit) {
    if (lit) {
        return theme::kText;
    }
    return theme::tone(item.note_tone);
}

// As large as the width allows, one line.
void fitted(Stage& stage, const std::string& words, double x, double y, double step, Style style, double width) {
    while (style.size > theme::kSmallest && !stage.fits(words, style, width)) {
        style.size -= 2;
    }
    stage.text(words, x, y, step, style);
}

}  // namespace

void log_row(Stage& stage, const Item& item, const Rect& place, bool lit) {
    const std::string name = "item:" + item.id;
    const bool standard = stage.text_size() == model::TextSize::Standard;
    stage.owner(item.id);
    stage.spot(item.id, place, theme::kRowRadius, false);
    stage.plate(name, place, theme::kRowRadius, lit ? theme::kind(item.kind) : theme::kSurface, with_opacity(theme::kWhite, lit ? 14 : 8));
    const double face = stage.at({104, 116, 132});
    if (!item.faces.empty()) {
        stage.face(name + "/face", item.faces.front().photo, place.x + 24, place.y + (place.h - face) / 2, face, item.face_new ? theme::kWarm : with_opacity(theme::kWhite, 55));
    }
    const Colour second_colour = lit ? theme::kText : theme::kText2;
    const Style title{stage.at(theme::kRow), Weight::Bold, theme::kText}, second{stage.at(theme::kSecond), Weight::Regular, second_colour};
    const Style day{stage.at({44, 52, 64}), Weight::Medium, theme::kText}, how{stage.at({42, 48, 58}), Weight::Regular, how_colour(item, lit)};
    const double title_step = title.size * 1.25, second_step = second.size * 1.31;
    const double y = place.y + (place.h - title_step - second_step) / 2;

    const double name_x = place.x + 24 + face + 30, when_x = place.x + stage.at({518, 610, 640});
    const double long_x = place.x + stage.at({918, 1110, 1190}), how_x = standard ? place.right() - 520 : long_x;
    // The name; a long one gives way to the relation.
    const double name_width = when_x - name_x - 24;
    const bool whole = stage.fits(item.label, title, name_width) || item.short_label.empty();
    const std::string& label = whole ? item.label : item.short_label;
    const bool below = !item.aside.empty() && whole;
    fitted(stage, label, name_x, below ? y : place.y + (place.h - title_step) / 2, title_step, title, name_width);
    if (below) {
        fitted(stage, item.aside, name_x, y + title_step, second_step, second, name_width);
    }
    const auto column = [&](std::size_t i) { return i < item.columns.size() ? item.columns[i] : std::string{}; };
    fitted(stage, column(0), when_x, y, title_step, day, long_x - when_x - 24);
    fitted(stage, column(1), when_x, y + title_step, second_step, second, long_x - when_x - 24);

    const double icon = stage.at({52, 52, 58}), room = place.right() - 24 - how_x - icon - 18;
    const double how_y = standard || column(2).empty() ? place.y + (place.h - how.size * 1.4) / 2 : y + title_step;
    const double how_step = standard || column(2).empty() ? how.size * 1.4 : second_step;
    if (!column(2).empty()) {
        Style length = title;
        length.size = stage.at({48, 58, 70});
        fitted(stage, column(2), long_x, standard ? place.y + (place.h - title_step) / 2 : y, title_step, length, (standard ? how_x : place.right() - 24) - long_x - 24);
    }
    stage.icon(name, item.icon, how_x, how_y + (how_step - icon) / 2, icon, how.colour);
    fitted(stage, item.note, how_x + icon + 18, how_y, how_step, how, room);
    stage.owner({});
}

}  // namespace anju::paint::layout
