// SPDX-License-Identifier: Apache-2.0
// Somebody rings, or is being rung: a face, a name, two choices.
#include <algorithm>

#include <fmt/format.h>

#include "screens/paint/layout/takeover.hpp"

namespace anju::paint::layout {

namespace {

constexpr double kColumn = 856, kWidth = theme::kRight - kColumn;

double portrait_foot(const Stage& stage) { return std::min(904.0, hints_top(stage) - 32); }

// The expected choice is the wider one.
void choices(Stage& stage, const Scene& scene, double y, double height, const theme::Sizes& first, const theme::Sizes& other, int icon) {
    const Mood& m = mood(scene.form);
    const auto count = scene.items.size();
    double x = kColumn;
    for (std::size_t i = 0; i < count; ++i) {
        const double width = count == 1 ? kWidth : i == 0 ? 560 : kWidth - 560 - 48;
        big_choice(stage, scene.items[i], {x, y, width, height}, m, i == 0 ? first : other, i == 0 ? icon : icon * 4 / 5);
        x += width + 48;
    }
}

}  // namespace

void ringing(Stage& stage, const Scene& scene) {
    const Mood& m = mood(scene.form);
    const double foot = portrait_foot(stage);
    portrait(stage, scene, {theme::kSafeX, 96, 680, foot - 96});

    double y = stage.at({112, 96, 96});
    if (!scene.aside.empty()) {  // 想和您视频见面
        const Style words{stage.at({40, 48, 60}), Weight::Regular, theme::kCallWord};
        const double height = stage.at({72, 92, 116}), width = 32 + 44 + 18 + stage.measure(stage.clean(scene.aside, words.weight), words) + 32;
        stage.owner("asks");
        stage.plate("asks", {kColumn, y, width, height}, static_cast<int>(height / 2), {with_opacity(theme::kGood, 16), 0}, with_opacity(theme::kGood, 50));
        stage.icon("asks", scene.icon, kColumn + 32, y + (height - 44) / 2, 44, theme::kGood);
        stage.text(scene.aside, kColumn + 94, y, height, words);
        y += height;
    }
    y += stage.at({28, 22, 26});
    y += big_name(stage, scene.from, kColumn, y, kWidth, theme::at(theme::kTakeover, stage.text_size()));
    // What only repeats goes before what is new: 声音关着.
    const bool crowded = scene.lines.size() > 1;
    if (!scene.text.empty() && !(crowded && stage.text_size() == model::TextSize::Largest)) {  // 您的女儿
        const Style words{stage.at({60, 66, 72}), Weight::Regular, m.words};
        const double step = words.size * 1.33;
        y += stage.at({22, 16, 16});
        stage.owner("relation");
        y += step * stage.paragraph(scene.text.front(), {kColumn + 4, y, kWidth - 4, step}, step, words, 1);
    }
    stage.owner({});
    const double top = std::max(y + (crowded ? 52 : 28), stage.at({crowded ? 0 : 588, 0, 0}) * 1.0), height = stage.at({176, 168, 160});
    choices(stage, scene, top, height, {80, 84, 92}, {60, 68, 76}, 92);
    double below = top + height + stage.at({crowded ? 36 : 56, 36, 24});
    for (std::size_t i = 0; i < scene.lines.size(); ++i) {
        below += line(stage, fmt::format("line{}", i), scene.lines[i], kColumn, below, kWidth, line_look(m));
    }
    hints(stage, scene, theme::kOnCall);
}

void calling(Stage& stage, const Scene& scene) {
    const Mood& m = mood(scene.form);
    const double foot = portrait_foot(stage);
    portrait(stage, scene, {theme::kSafeX, 96, 680, foot - 96});
    constexpr double x = kColumn + 4, width = kWidth - 4;

    const bool standard = stage.text_size() == model::TextSize::Standard, largest = stage.text_size() == model::TextSize::Largest;
    double y = stage.at({92, 76, 56});
    const Style before{stage.at({60, 64, 66}), Weight::Regular, m.words};
    stage.owner("asks");
    stage.text(scene.aside, x, y, before.size * 1.33, before);
    y += before.size * 1.33 - stage.at({8, 8, 8});
    y += big_name(stage, scene.from, kColumn, y, kWidth, stage.at({168, 152, 136})) + stage.at({34, 22, 22});
    if (!scene.lines.empty()) {  // 她的手机在响
        LineLook look = line_look(m);
        look.size = {52, 58, 62};
        look.icon = 60;
        look.gap = 22;
        look.words = theme::kCallWord;
        look.icons = theme::kGood;
        look.weight = Weight::Medium;
        y += line(stage, "line0", scene.lines.front(), x, y, width, look);
    }
    if (scene.countdown) {
        y += stage.at({22, 14, 18});
        bar(stage, "countdown", {x, y, width, standard ? 28.0 : 24.0}, scene.countdown->left, m.track);
        y += stage.at({44, 34, 34});
        const Style words{stage.at(theme::kLine), Weight::Regular, m.words}, figure{words.size + 6, Weight::Bold, theme::kWarm};
        const double step = words.size * (standard ? 1.42 : 1.24);
        stage.owner("countdown");
        const auto& c = *scene.countdown;
        const auto gap = [&](const std::string& part, bool front) {
            return !part.empty() && (front ? part.front() : part.back()) == ' ' ? stage.measure(U" ", words) : 0.0;
        };
        double at = x + stage.text(c.before, x, y, step, words) + gap(c.before, false);
        at += stage.text(c.figures, at, y, step, figure) + gap(c.after, true);
        // What happens then: on the same line, on a second one, or not at all.
        const auto unit = c.after.find_first_of(".\xE3");  // 。 or a stop
        if (stage.fits(c.after, words, x + width - at)) {
            stage.text(c.after, at, y, step, words);
            y += step;
        } else {
            const auto cut = unit == std::string::npos ? c.after.size() : unit + (c.after[unit] == '.' ? 1 : 3);
            stage.text(std::string_view(c.after).substr(0, cut), at, y, step, words);
            y += step;
            if (!largest) {
                y += step * stage.paragraph(std::string_view(c.after).substr(cut), {x, y, width, step}, step, words, 1);
            }
        }
    }
    stage.owner({});
    const double end = hints_top(stage) - 24;
    double height = stage.at({160, 144, 140});
    const bool crowded = scene.lines.size() > 2;
    double top = std::max<double>(y + stage.at({crowded ? 20 : 44, 26, 30}), stage.at({crowded ? 596 : 636, 0, 0}));
    top = std::min(top, end - height);
    choices(stage, scene, top, height, {64, 68, 76}, {60, 64, 72}, 80);
    double below = top + height + stage.at({crowded ? 24 : 40, 20, 16});
    LineLook look = line_look(m);
    for (std::size_t i = 1; i < scene.lines.size(); ++i) {
        look.most = static_cast<int>((end - below) / (stage.at(look.size) * 1.3));
        if (look.most > 0 && !stage.wrap(scene.lines[i].text, {stage.at(look.size), look.weight, look.words}, width - 90, look.most).clipped) {
            below += line(stage, fmt::format("line{}", i), scene.lines[i], x, below, width, look);
        }
    }
    hints(stage, scene, theme::kOnCall);
}

}  // namespace anju::paint::layout
