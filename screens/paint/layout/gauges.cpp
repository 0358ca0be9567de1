// SPDX-License-Identifier: Apache-2.0
// The technician's page: rows and a history by Dear ImGui, baked when what they say changes.
#include <algorithm>

#include <fmt/format.h>

#include "screens/paint/layout/layout.hpp"
#include "screens/paint/panel.hpp"

namespace anju::paint::layout {

namespace {

constexpr Weight kNames = Weight::Regular, kValues = Weight::Medium, kFigure = Weight::Bold;

double width_of(Stage& stage, const std::string& text, Weight weight, int size) {
    return stage.measure(stage.clean(text, weight), {size, weight, theme::kText}) * 1.02;  // Dear ImGui spaces a little otherwise
}

// As much of it as has room: an address can be of any length.
std::string cut(Stage& stage, const std::string& text, int size, double room) {
    auto letters = stage.clean(text, kValues);
    if (width_of(stage, text, kValues, size) <= room) {
        return to_utf8(letters);
    }
    while (!letters.empty() && width_of(stage, to_utf8(letters) + "…", kValues, size) > room) {
        letters.pop_back();
    }
    return to_utf8(letters) + "…";
}

Diagnostics rows_in(Stage& stage, const screens::Gauges& gauges, const Rect& place) {
    Diagnostics content;
    const double height = place.h - 2 * kPanelPadY, width = place.w - 2 * kPanelPadX;
    const auto count = static_cast<double>(std::max<std::size_t>(1, gauges.rows.size()));
    constexpr double kBetween = 28, kUsual = 158;
    const auto column = [&](int size) {
        double widest = stage.text_size() == model::TextSize::Standard ? kUsual : 0;
        for (const auto& row : gauges.rows) {
            widest = std::max(widest, width_of(stage, row[0], kNames, size));
        }
        return widest + kBetween;
    };
    const auto has_room = [&](const auto& row, int size) { return column(size) + width_of(stage, row[1], kValues, size) <= width; };
    const auto fits = [&](int size) {  // what is too long at any size is cut, and makes nothing else small
        return std::all_of(gauges.rows.begin(), gauges.rows.end(),
                           [&](const auto& row) { return has_room(row, size) || !has_room(row, theme::kSmallest); });
    };
    content.size = std::min(stage.at({42, 50, 58}), static_cast<int>((height / count - 6) / stage.font(kValues).line));
    while (content.size > theme::kSmallest && !fits(content.size)) {
        content.size -= 2;
    }
    content.strong = content.size = std::max(content.size, theme::kSmallest);
    content.column = column(content.size);
    for (const auto& row : gauges.rows) {
        content.rows.emplace_back(row[0], cut(stage, row[1], content.size, width - content.column));
    }
    return content;
}

void put(Stage& stage, const std::string& name, const Diagnostics& content, Weight values, const Rect& place) {
    std::string key = fmt::format("{}:{}:{:.1f}", content.size, content.strong, content.column);
    for (const auto& [row, value] : content.rows) {
        key += "\n" + row + "\t" + value;
    }
    key += "\n" + content.title + "\t" + content.value + "\t" + content.ends.first + "\t" + content.ends.second;
    for (const int value : content.history) {
        key += fmt::format(" {}", value);
    }
    stage.owner(name);
    stage.plate(name, place, theme::kPanelRadius, theme::kSurface, with_opacity(theme::kWhite, 8));
    stage.panel(name, key, place, [&](int width, int height) {
        return draw_diagnostics(content, stage.font(kNames), stage.font(values), width, height, stage.scale());
    });
    stage.owner({});
}

}  // namespace

void gauges(Stage& stage, const Scene& scene) {
    const double top = head(stage, scene, true);
    const double bottom = std::min<double>(theme::kContentBottom, hints_top(stage) - 24);
    constexpr double kButton = 136, kAbove = 36;
    if (scene.gauges) {
        const Rect left{theme::kSafeX, top, 1144, bottom - top};
        put(stage, "gauges", rows_in(stage, *scene.gauges, left), kValues, left);
        Diagnostics history;
        history.title = scene.gauges->title;
        history.value = scene.gauges->value;
        history.history = scene.gauges->history;
        history.ends = {scene.gauges->ends[0], scene.gauges->ends[1]};
        const Rect right{1288, top, 536, bottom - top - kButton - kAbove};
        history.size = stage.at({42, 50, 58});
        history.strong = 92;
        const auto fits = [&](const std::string& text, Weight weight, int size) {
            return width_of(stage, text, weight, size) <= right.w - 2 * kPanelPadX;
        };
        while (history.size > theme::kSmallest && !(fits(history.title, kNames, history.size) &&
                                                    fits(history.ends.first + "  " + history.ends.second, kNames, history.size))) {
            history.size -= 2;
        }
        while (history.strong > theme::kSmallest && !fits(history.value, kFigure, history.strong)) {
            history.strong -= 2;
        }
        put(stage, "history", history, kFigure, right);
    }
    double y = bottom - kButton;
    for (const Item& item : scene.items) {
        button(stage, item, {1288, y, 536, kButton});
        y += kButton + theme::kGap;
    }
    hints(stage, scene);
}

}  // namespace anju::paint::layout
