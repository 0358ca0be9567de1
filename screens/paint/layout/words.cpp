// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "screens/paint/layout/layout.hpp"

namespace anju::paint::layout {

// A message without a photo: who, and what, as large as the words allow.
void words(Stage& stage, const Scene& scene) {
    const Style from{stage.at(theme::kTitle), Weight::Bold, theme::kWarm}, when{stage.at(theme::kSecond42), Weight::Regular, theme::kText2};
    stage.owner("from");
    constexpr double kFace = 168;
    double x = theme::kSafeX, top = banner(stage, scene, theme::kSafeY);
    if (!scene.faces.empty()) {
        stage.face("from", scene.faces.front().photo, x, top, kFace, theme::kWhite, 5);
        x += kFace + 36;
    }
    const double name_line = from.size * 1.3, when_line = when.size * 1.36;
    const double name_top = top + (kFace - name_line - when_line) / 2;
    const double beside_mark = theme::kRight - x - (scene.page_word.empty() ? 0 : 32 + page_mark_width(stage, scene));
    const Wrapped name = stage.wrap(scene.from, from, beside_mark, 1);
    for (const auto& line : name.lines) {
        stage.text(line, x, name_top, name_line, from, Align::Left, name.clipped);
    }
    stage.text(scene.when, x, name_top + name_line, when_line, when);

    std::string said;
    for (const auto& sentence : scene.text) {
        said += (said.empty() ? "" : " ") + sentence;
    }
    double y = top + kFace + 36;
    const Rect panel{theme::kSafeX, y, theme::kRight - theme::kSafeX, std::min<double>(theme::kContentBottom, hints_top(stage) - 24) - y};
    stage.owner("text");
    stage.plate("text", panel, theme::kPanelRadius, theme::kind(scene.kind), with_opacity(theme::kWhite, 12));
    // Large where it is short; never below the size of body text.
    int size = stage.at({92, 104, 116});
    const int least = stage.at(theme::kBody);
    const double pad = scene.more_left || scene.more_right ? 124 : 48;  // room for the arrows
    const double width = panel.w - 2 * pad;
    Wrapped lines;
    for (;; size -= 8) {
        const Style style{std::max(size, least), Weight::Bold, theme::kText};
        const int most = std::max(1, static_cast<int>((panel.h - 64) / (style.size * 1.42)));
        lines = stage.wrap(said, style, width, most);
        if (!lines.clipped || size <= least) {
            size = style.size;
            break;
        }
    }
    const Style style{size, size > least + 16 ? Weight::Bold : Weight::Medium, theme::kText};
    const double line = size * 1.42;
    lines = stage.wrap(said, style, width, std::max(1, static_cast<int>((panel.h - 64) / line)));
    double at = panel.y + (panel.h - line * static_cast<double>(lines.lines.size())) / 2;
    for (const auto& text : lines.lines) {
        stage.text(text, panel.x + pad, at, line, style, Align::Left, lines.clipped);
        at += line;
    }
    stage.owner({});
    page_mark(stage, scene);
    hints(stage, scene);
}

}  // namespace anju::paint::layout
