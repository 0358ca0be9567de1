// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "screens/paint/layout/layout.hpp"

namespace anju::paint::layout {

void night(Stage& stage, const Scene& scene) {
    const double middle = theme::kWidth / 2.0;
    const auto size = [&](int standard) { return stage.text_size() == model::TextSize::Standard ? standard : stage.text_size() == model::TextSize::Large ? standard * 5 / 4 : standard * 3 / 2; };
    const Style words{size(60), Weight::Regular, theme::kNightText}, second{stage.at({52, 58, 62}), Weight::Regular, theme::kNightText};
    const Style clock{400, Weight::Bold, theme::kNightText};
    stage.tint(theme::kNightText);
    stage.owner("title");
    const double icon = scene.icon.empty() ? 0 : 64 + 28;
    const double width = icon + stage.measure(stage.clean(scene.title, words.weight), words);
    if (width <= theme::kRight - theme::kSafeX) {
        if (icon > 0) {
            stage.icon("title", scene.icon, middle - width / 2, 222, 64, theme::kNightText);
        }
        stage.text(scene.title, middle - width / 2 + icon, 210, 88, words);
    } else {
        stage.paragraph(scene.title, {theme::kSafeX, 130, theme::kRight - theme::kSafeX, 180}, 90, words, 2, Align::Centre);
    }
    stage.owner("clock");
    stage.text(scene.clock.figures, middle, 300, 430, clock, Align::Centre);
    stage.owner("text");
    const bool standard = stage.text_size() == model::TextSize::Standard;
    double y = standard ? 752 : 736;
    for (std::size_t i = 0; i < scene.text.size() && i < 2; ++i) {
        const double line = second.size * (standard ? 1.38 : 1.26);
        y += line * stage.paragraph(scene.text[i], {theme::kSafeX, y, theme::kRight - theme::kSafeX, line}, line, second, 1, Align::Centre);
    }
    // Keys in outline: at night nothing shines.
    const Style key{stage.at(theme::kHintKey), Weight::Bold, theme::kNightText}, word{stage.at(theme::kSecond42), Weight::Regular, theme::kNightText};
    const double height = stage.text_size() == model::TextSize::Standard ? 68 : stage.text_size() == model::TextSize::Large ? 84 : 104;
    double total = -96;
    for (const auto& hint : scene.shortcuts) {
        total += stage.measure(stage.clean(hint.key_label, key.weight), key) + 52 + 20 + stage.measure(stage.clean(hint.label, word.weight), word) + 96;
    }
    // Too long: the last stays, which is the red key where there is one.
    std::size_t first = 0;
    for (; first + 1 < scene.shortcuts.size() && total > theme::kRight - theme::kSafeX; ++first) {
        const auto& hint = scene.shortcuts[first];
        total -= stage.measure(stage.clean(hint.key_label, key.weight), key) + 52 + 20 + stage.measure(stage.clean(hint.label, word.weight), word) + 96;
    }
    double x = middle - total / 2;
    const double top = 1014 - height;
    for (std::size_t i = first; i < scene.shortcuts.size() && total <= theme::kRight - theme::kSafeX; ++i) {
        const auto& hint = scene.shortcuts[i];
        const std::string id = fmt::format("hint:{}", i);
        const bool red = !hint.keys.empty() && hint.keys.front() == keys::Key::Red;
        Style on = key;
        on.colour = red ? theme::kNightOnRed : theme::kNightText;
        stage.owner(id);
        const double key_width = stage.measure(stage.clean(hint.key_label, key.weight), key) + 52;
        stage.plate(id, {x, top, key_width, height}, static_cast<int>(height / 2), {red ? theme::kNightRed : 0, red ? theme::kNightRed : 0}, red ? 0 : theme::kNightEdge);
        stage.text(hint.key_label, x + key_width / 2, top, height, on, Align::Centre);
        x += key_width + 20;
        const double width_of_words = stage.text(hint.label, x, top, height, word);
        stage.spot(id, {x - key_width - 20, top, key_width + 20 + width_of_words, height}, static_cast<int>(height / 2), false);
        x += width_of_words + 96;
    }
    stage.owner({});
}

}  // namespace anju::paint::layout
