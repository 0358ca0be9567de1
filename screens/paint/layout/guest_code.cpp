// SPDX-License-Identifier: Apache-2.0
// Six figures for a guest, how long they hold, and what to say on the telephone.
#include <algorithm>

#include <fmt/format.h>

#include "screens/paint/layout/takeover.hpp"

namespace anju::paint::layout {

namespace {

constexpr double kLeftWidth = 1012;  // of the left side, as wide as the code

void figures(Stage& stage, const std::string& code, double y) {
    const Style figure{132, Weight::Bold, theme::kText};
    double x = theme::kSafeX;
    stage.owner("code");
    for (std::size_t i = 0; i < code.size() && i < 6; ++i) {
        if (i == 3) {
            stage.plate("code/dash", {x + 6, y + 93, 30, 10}, 5, {theme::kText3, theme::kText3});
            x += 30 + 12 + 14;
        }
        stage.plate(fmt::format("code/{}", i), {x, y, 148, 196}, 28, theme::kRaised, with_opacity(theme::kWhite, 14));
        stage.text(std::string_view(code).substr(i, 1), x + 74, y, 196, figure, Align::Centre);
        x += 148 + 14;
    }
    stage.owner({});
}

void steps(Stage& stage, const Scene& scene, const Rect& panel) {
    stage.owner("steps");
    stage.plate("steps", panel, theme::kPanelRadius, theme::kSurface, with_opacity(theme::kWhite, 8));
    const Style title{stage.at({48, 54, 60}), Weight::Bold, theme::kText};
    const double title_line = title.size * 1.33, left = panel.x + 36;
    double y = panel.y + stage.at({32, 24, 18});
    if (!scene.text.empty()) {
        stage.text(scene.text.front(), left, y, title_line, title);
        y += title_line + stage.at({16, 12, 8});
        stage.line("steps/line", {left, y, panel.w - 72, 2}, with_opacity(theme::kWhite, 14));
        y += 2;
    }
    const auto count = static_cast<double>(std::max<std::size_t>(1, scene.facts.size()));
    const double height = (panel.bottom() - 12 - y) / count, disc = 72, x = left + disc + 24, width = panel.right() - 20 - x;
    for (std::size_t i = 0; i < scene.facts.size(); ++i) {
        const auto& fact = scene.facts[i];
        const Style number{44, Weight::Bold, theme::kWarm};
        const Rect circle{left, y + (height - disc) / 2, disc, disc};
        stage.plate(fmt::format("step{}", i), circle, 36, {0, 0}, theme::kWarm, kInner, 0, 4);
        stage.text(std::to_string(i + 1), circle.x + disc / 2, circle.y, disc, number, Align::Centre);
        const Style label{stage.at({42, 46, 52}), Weight::Regular, theme::kText2};
        Style value{stage.at({48, 54, 60}), Weight::Bold, theme::kText};
        while (value.size > theme::kSmallest && !stage.fits(fact.value, value, width)) {
            value.size -= 2;
        }
        const double label_line = label.size * 1.3, value_line = value.size * 1.34;
        const bool both = stage.fits(fact.label, label, width) && label_line + value_line <= height;
        const double from = y + (height - value_line - (both ? label_line : 0)) / 2;
        if (both) {
            stage.text(fact.label, x, from, label_line, label);
        }
        if (stage.fits(fact.value, value, width)) {
            stage.text(fact.value, x, from + (both ? label_line : 0), value_line, value);
        } else {
            const double step = value.size * 1.14;
            stage.paragraph(fact.value, {x, y + (height - 2 * step) / 2 + (both ? label_line / 2 : 0), width, step}, step, value, 2);
        }
        y += height;
    }
    stage.owner({});
}

}  // namespace

void guest_code(Stage& stage, const Scene& scene) {
    const double head_foot = head(stage, scene, true);
    const double top = scene.banner ? head_foot : stage.at({236, 196, 184});
    const double bottom = std::min<double>(theme::kContentBottom, hints_top(stage) - 26);
    const double button_height = stage.at({144, 136, 136}), button_top = bottom - button_height;
    if (scene.code) {
        figures(stage, scene.code->letters, top);
        stage.owner("left");
        const Style plain{stage.at(theme::kFact), Weight::Regular, theme::kText2};
        Style strong = plain;
        strong.weight = Weight::Bold;
        strong.colour = theme::kText;
        const double line_height = plain.size * 1.4;
        double y = top + 196 + stage.at({42, 22, 16});
        stage.icon("left", "timer", theme::kSafeX, y + (line_height - 52) / 2, 52, theme::kWarm);
        double x = theme::kSafeX + 72;
        const double space = stage.measure(U" ", plain);
        x += stage.text(scene.code->left_before, x, y, line_height, plain) + (scene.code->left_before.ends_with(' ') ? space : 0);
        x += stage.text(scene.code->left_time, x, y, line_height, strong);
        const std::string& after = scene.code->left_after;
        if (stage.fits(after, plain, theme::kSafeX + kLeftWidth - x)) {
            stage.text(after, x + (after.starts_with(' ') ? space : 0), y, line_height, plain);
        }
        y += line_height + stage.at({24, 12, 8});
        bar(stage, "left", {theme::kSafeX, y, kLeftWidth, 16}, scene.code->left, theme::kRaised.top);
        y += 16;
        LineLook look = line_look(mood(scene.form));
        look.size = theme::kFact;
        look.icon = 52;
        look.icons = theme::kGood;
        const double free = button_top - 28 - y, step = stage.at(look.size) * (stage.text_size() == model::TextSize::Standard ? 1.42 : 1.3);
        look.most = std::clamp(static_cast<int>((free - 8) / step), 0, 2);
        if (!scene.lines.empty() && look.most > 0) {
            const auto lines = stage.wrap(scene.lines.front().text, {stage.at(look.size), look.weight, look.words}, kLeftWidth - 90, look.most);
            if (!lines.clipped) {
                line(stage, "line0", scene.lines.front(), theme::kSafeX, y + (free + 8 - step * static_cast<double>(lines.lines.size())) / 2, kLeftWidth, look);
            }
        }
    }
    stage.owner({});
    steps(stage, scene, {1164, top, theme::kRight - 1164, bottom - top});
    double x = theme::kSafeX;
    const auto count = static_cast<double>(std::max<std::size_t>(1, scene.items.size()));
    const double width = (kLeftWidth - theme::kGap * (count - 1)) / count;
    for (const Item& item : scene.items) {
        big_choice(stage, item, {x, button_top, width, button_height}, mood(scene.form), {60, 68, 76}, 76);
        x += width + theme::kGap;
    }
    hints(stage, scene);
}

}  // namespace anju::paint::layout
