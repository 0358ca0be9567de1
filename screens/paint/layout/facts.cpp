// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "screens/paint/layout/layout.hpp"

namespace anju::paint::layout {

namespace {

const char* mark(screens::Tone tone) { return tone == screens::Tone::Bad || tone == screens::Tone::Caution ? "error" : "check_circle"; }

void rows(Stage& stage, const Scene& scene, const Rect& panel) {
    stage.owner("facts");
    stage.plate("facts", panel, theme::kPanelRadius, theme::kSurface, with_opacity(theme::kWhite, 8));
    if (scene.facts.empty()) {
        return;
    }
    const auto count = static_cast<double>(scene.facts.size());
    const double height = std::min(128.0, (panel.h - 24) / count);
    const double top = panel.y + (panel.h - height * count) / 2;
    const Style label{stage.at({42, 48, 56}), Weight::Regular, theme::kText2};
    Style value{stage.at({44, 50, 56}), Weight::Medium, theme::kText};
    double column = 0;
    for (const auto& fact : scene.facts) {
        column = std::max(column, stage.measure(stage.clean(fact.label, label.weight), label));
    }
    column = std::max(stage.text_size() == model::TextSize::Standard ? 190.0 : 0.0, column);
    // One size for all, as large as lets each stand on one line.
    const double room = panel.w - 40 - 52 - 28 - column - 28 - 40 - 48 - 20;
    Style smaller = value;
    const auto too_wide = [&](const screens::Fact& fact) { return !stage.fits(fact.value, smaller, room); };
    while (smaller.size > 42 && std::any_of(scene.facts.begin(), scene.facts.end(), too_wide)) {
        smaller.size -= 2;
    }
    if (std::none_of(scene.facts.begin(), scene.facts.end(), too_wide)) {
        value = smaller;
    }
    for (std::size_t i = 0; i < scene.facts.size(); ++i) {
        const auto& fact = scene.facts[i];
        const double y = top + height * static_cast<double>(i);
        const bool bad = fact.tone == screens::Tone::Bad || fact.tone == screens::Tone::Caution;
        const std::string name = fmt::format("fact{}", i);
        if (i > 0) {
            stage.line(name + "/line", {panel.x + 40, y, panel.w - 80, 2}, with_opacity(theme::kWhite, 10));
        }
        Style l = label, v = value;
        if (bad) {
            l.colour = v.colour = theme::tone(fact.tone);
        }
        double x = panel.x + 40;
        stage.icon(name, fact.icon, x, y + (height - 52) / 2, 52, bad ? theme::tone(fact.tone) : theme::kText3);
        x += 52 + 28;
        stage.text(fact.label, x, y, height, l);
        x += column + 28;
        const double width = panel.right() - 40 - 48 - 20 - x;
        const auto lines = stage.wrap(fact.value, v, width, 2);
        if (lines.lines.size() <= 1) {
            stage.text(fact.value, x, y, height, v);
        } else {
            const Style two{std::max(theme::kSmallest, std::min(v.size, static_cast<int>(height / 3))), v.weight, v.colour};
            const double step = two.size * 1.22;
            const auto count_of_lines = static_cast<double>(stage.wrap(fact.value, two, width, 2).lines.size());
            stage.paragraph(fact.value, {x, y + (height - count_of_lines * step) / 2, width, step}, step, two, 2);
        }
        if (fact.tone != screens::Tone::Plain) {
            stage.icon(name + "/mark", mark(fact.tone), panel.right() - 40 - 48, y + (height - 48) / 2, 48, theme::tone(fact.tone));
        }
    }
}

}  // namespace

void facts(Stage& stage, const Scene& scene) {
    const double top = head(stage, scene, true);
    const double bottom = std::min<double>(theme::kContentBottom, hints_top(stage) - 24);
    rows(stage, scene, {theme::kSafeX, top, 1144, bottom - top});

    // One button is as tall as in the design; two share a little more of the height.
    const auto buttons = static_cast<double>(scene.items.size());
    const double button_height = buttons > 1 ? 112 : 136, between = 24;
    const double figures_bottom = bottom - (scene.items.empty() ? 0 : buttons * button_height + (buttons - 1) * between + 36);
    const Rect panel{1288, top, 536, figures_bottom - top};
    stage.owner("figures");
    stage.plate("figures", panel, theme::kPanelRadius, theme::kSurface, with_opacity(theme::kWhite, 8));
    const auto count = std::max<std::size_t>(1, scene.figures.size());
    const double part = panel.h / static_cast<double>(count);
    const Style label{stage.at({44, 50, 56}), Weight::Regular, theme::kText2};
    for (std::size_t i = 0; i < scene.figures.size(); ++i) {
        const double y = panel.y + part * static_cast<double>(i);
        Style figure{i == 0 ? 116 : 104, Weight::Bold, i == 0 ? theme::kText : theme::kWarm};
        const double label_line = label.size * 1.2;
        while (figure.size > 56 && (!stage.fits(scene.figures[i][1], figure, panel.w - 40) || label_line + figure.size * 1.2 > part - 40)) {
            figure.size -= 4;  // as large as the panel allows
        }
        if (i > 0) {
            stage.line(fmt::format("figure{}/line", i), {panel.x + 40, y, panel.w - 80, 2}, with_opacity(theme::kWhite, 14));
        }
        const double figure_line = figure.size * 1.2;
        const double from = y + (part - label_line - figure_line) / 2;
        stage.text(scene.figures[i][0], panel.x + panel.w / 2, from, label_line, label, Align::Centre);
        stage.text(scene.figures[i][1], panel.x + panel.w / 2, from + label_line, figure_line, figure, Align::Centre);
    }
    stage.owner({});
    double y = figures_bottom + 36;
    for (const Item& item : scene.items) {
        button(stage, item, {panel.x, y, panel.w, button_height});
        y += button_height + between;
    }
    hints(stage, scene);
}

}  // namespace anju::paint::layout
