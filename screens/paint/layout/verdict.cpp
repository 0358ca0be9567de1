// SPDX-License-Identifier: Apache-2.0
// A person at the left, what is to be known at the right, choices below: how a visit ended, and a question about visits.
#include <algorithm>

#include <fmt/format.h>

#include "screens/paint/layout/takeover.hpp"

namespace anju::paint::layout {

namespace {

// 12 分 8 秒: figures large, what they count beside them.
double talked(Stage& stage, const Scene& scene, double x, double y) {
    const Style figure{stage.at({theme::kTalked, 168, 160}), Weight::Bold, theme::kText}, unit{stage.at({76, 80, 84}), Weight::Bold, theme::kText};
    const double height = figure.size * 1.13;
    stage.owner("talked");
    double at = x;
    for (const auto& [number, word] : scene.figures) {
        at += stage.text(number, at, y, height, figure) + 14;
        at += stage.text(word, at, y + figure.size * 0.29, height - figure.size * 0.29, unit) + 28;
    }
    stage.owner({});
    return height;
}

}  // namespace

void verdict(Stage& stage, const Scene& scene) {
    const Mood& m = mood(scene.form);
    const double height = stage.at({120, 128, 136});
    const double buttons = std::min<double>(stage.at({800, 772, 760}), hints_top(stage) - 22 - height);
    const double top = stage.at({96, 80, 64}), foot = buttons - stage.at({40, 32, 28});
    portrait(stage, scene, {theme::kSafeX, top, 560, foot - top});

    constexpr double x = 744, width = theme::kRight - x;
    double y = top + 16;
    const Style before{stage.at({60, 64, 70}), Weight::Regular, m.words};
    const double step = before.size * 1.38;
    if (!scene.aside.empty()) {
        stage.owner("asks");
        const auto lines = stage.wrap(scene.aside, before, width, 2);
        y += step * stage.paragraph(scene.aside, {x, y, width, step}, step, before, static_cast<int>(lines.lines.size())) + stage.at({14, 4, 0});
    }
    if (!scene.figures.empty()) {
        y += talked(stage, scene, x - 4, y);
    } else {
        const int least = theme::at(theme::kTitle, stage.text_size());
        Style title{stage.at({112, 112, 108}), Weight::Bold, theme::kText};
        const auto lines_at = [&](int size) { return stage.wrap(scene.title, {size, Weight::Bold, theme::kText}, width, 2); };
        while (title.size > least && (lines_at(title.size).clipped || lines_at(title.size).lines.size() > (title.size > 92 ? 1u : 2u))) {
            title.size -= 4;
        }
        const double line_height = title.size * 1.24;
        stage.owner("title");
        y += line_height * stage.paragraph(scene.title, {x, y, width, line_height}, line_height, title, 3);
    }
    for (const auto& sentence : scene.text) {
        const Style words{stage.at({52, 58, 64}), Weight::Regular, m.words};
        const double words_step = words.size * 1.36;
        stage.owner("text");
        y += words_step * stage.paragraph(sentence, {x, y + 8, width, words_step}, words_step, words, 2) + 8;
    }
    stage.owner({});
    LineLook look = line_look(m);
    look.size = theme::kLine48;
    look.icon = 56;
    look.gap = 24;
    // The lines fill what is left, evenly; the last go first where there is no room.
    std::vector<double> heights;
    double sum = 0;
    for (const auto& one : scene.lines) {
        const double line_step = stage.at(look.size) * (stage.text_size() == model::TextSize::Standard ? 1.42 : 1.3);
        const auto lines = stage.wrap(one.text, {stage.at(look.size), look.weight, look.words}, width - look.gap - look.icon * 1.15, look.most);
        const double needed = line_step * static_cast<double>(lines.lines.size());
        if (lines.clipped || y + 16 + sum + needed + 8 * static_cast<double>(heights.size()) > foot) {
            break;
        }
        heights.push_back(needed);
        sum += needed;
    }
    const double spare = foot - y - sum, gap = heights.empty() ? 0 : std::min(28.0, spare / static_cast<double>(heights.size() + 1));
    y = foot - sum - gap * static_cast<double>(heights.empty() ? 0 : heights.size() - 1) - std::min(14.0, spare / 4);
    for (std::size_t i = 0; i < heights.size(); ++i) {
        line(stage, fmt::format("line{}", i), scene.lines[i], x, y, width, look);
        y += heights[i] + gap;
    }
    const auto count = scene.items.size();
    const double whole = theme::kRight - theme::kSafeX, first = count <= 1 ? whole : count == 2 ? 1040 : (whole - 2 * 48) * 0.4;
    double left = theme::kSafeX;
    for (std::size_t i = 0; i < count; ++i) {
        const double wide = i == 0 ? first : (whole - first - 48 * static_cast<double>(count - 1)) / static_cast<double>(count - 1);
        big_choice(stage, scene.items[i], {left, buttons, wide, height}, m, i == 0 ? theme::Sizes{60, 68, 80} : theme::Sizes{56, 64, 76}, 70);
        left += wide + 48;
    }
    hints(stage, scene, m.words);
}

}  // namespace anju::paint::layout
