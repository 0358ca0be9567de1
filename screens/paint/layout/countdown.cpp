// SPDX-License-Identifier: Apache-2.0
// A call that answers itself: who, in how many seconds, and that it can be refused.
#include <algorithm>

#include <fmt/format.h>

#include "screens/paint/layout/takeover.hpp"

namespace anju::paint::layout {

void countdown(Stage& stage, const Scene& scene) {
    const Mood& m = mood(scene.form);
    const bool crowded = scene.lines.size() > 1;
    const double side = stage.at({400, 380, 352}), top = stage.at({crowded ? 74 : 110, crowded ? 60 : 80, 60});
    portrait(stage, scene, {theme::kSafeX, top, side, side}, static_cast<int>(side / 2), 8);

    constexpr double kBox = 560, kBoxLeft = theme::kRight - kBox;
    const double x = theme::kSafeX + side + 56, width = kBoxLeft - 40 - x;
    const Style second{stage.at({56, 60, 64}), Weight::Regular, m.words};
    const double line_height = second.size * 1.36, name_height = stage.at({164, 150, 140});
    const std::string asks = stage.fits(scene.aside, second, width) ? scene.aside : std::string{};
    double y = top + (side - name_height - line_height * (scene.text.empty() ? 0 : 1) - (asks.empty() ? 0 : line_height)) / 2;
    stage.owner("relation");
    if (!scene.text.empty()) {
        stage.paragraph(scene.text.front(), {x, y, width, line_height}, line_height, second, 1);
        y += line_height;
    }
    y += big_name(stage, scene.from, x, y, width, stage.at({136, 128, 120}), name_height / stage.at({136, 128, 120}));
    stage.owner("asks");
    stage.text(asks, x, y, line_height, second);

    double bar_top = top + side + stage.at({crowded ? 44 : 56, crowded ? 28 : 36, 28});
    if (scene.countdown) {
        stage.owner("countdown");
        const Rect box{kBoxLeft, top, kBox, side};
        stage.plate("countdown/box", box, 48, theme::kAutoBox, with_opacity(theme::kWhite, 14));
        const Style figure{theme::kBigNumber, Weight::Bold, theme::kCountdown}, word{stage.at({48, 56, 60}), Weight::Medium, theme::kText};
        const double figure_height = stage.at({270, 250, 222}), word_height = word.size * 1.34, from = box.y + (side - figure_height - word_height) / 2 + 6;
        stage.text(scene.countdown->figures, box.x + kBox / 2, from, figure_height, figure, Align::Centre);
        stage.text(scene.countdown->after, box.x + kBox / 2, from + figure_height, word_height, word, Align::Centre);
        bar(stage, "countdown", {theme::kSafeX, bar_top, theme::kRight - theme::kSafeX, 28}, scene.countdown->left, m.track);
        bar_top += 28;
    }
    const double buttons = bar_top + stage.at({crowded ? 44 : 56, crowded ? 32 : 40, 32}), height = stage.at({176, 160, 152});
    const auto count = static_cast<double>(std::max<std::size_t>(1, scene.items.size()));
    const double wide = (theme::kRight - theme::kSafeX - 48 * (count - 1)) / count;
    double left = theme::kSafeX;
    for (const Item& item : scene.items) {
        big_choice(stage, item, {left, buttons, wide, height}, m, {72, 76, 84}, 86);
        left += wide + 48;
    }
    double below = buttons + height + stage.at({crowded ? 28 : 36, crowded ? 20 : 26, 22});
    LineLook look = line_look(m);
    look.icon = 50;
    for (std::size_t i = 0; i < scene.lines.size(); ++i) {
        look.most = std::clamp(static_cast<int>((hints_top(stage) - 8 - below) / (stage.at(look.size) * (stage.text_size() == model::TextSize::Standard ? 1.42 : 1.3))), 0, 2);
        if (look.most > 0 && !stage.wrap(scene.lines[i].text, {stage.at(look.size), look.weight, look.words}, theme::kRight - theme::kSafeX - 90, look.most).clipped) {
            below += line(stage, fmt::format("line{}", i), scene.lines[i], theme::kSafeX, below, theme::kRight - theme::kSafeX, look);
        }
    }
    hints(stage, scene, theme::kOnAuto);
}

}  // namespace anju::paint::layout
