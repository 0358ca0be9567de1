// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "screens/paint/layout/layout.hpp"

namespace anju::paint::layout {

// A message without a photo: who, and what, as large as the words allow.
void words(Stage& stage, const Scene& scene) {
    const Style from{stage.at(theme::kTitle), Weight::Bold, theme::kWarm}, when{stage.at(theme::kSecond42), Weight::Regular, theme::kText2};
    stage.owner("from");
    // Under a notice the head is lower and less high, so that the words keep their room.
    const double face_size = scene.notice ? 120 : 168;
    const double x = theme::kSafeX + (scene.faces.empty() ? 0 : face_size + 36);
    // Too few large letters would be left under both; that there is no network stands at the foot too.
    const bool both = scene.notice && stage.text_size() != model::TextSize::Standard;
    const double head_top = below_notice(stage, scene, theme::kSafeY), top = both ? head_top : banner(stage, scene, head_top);
    const double name_line = from.size * 1.3, when_line = when.size * 1.36;
    const double beside_mark = theme::kRight - x - (scene.page_word.empty() ? 0 : 32 + page_mark_width(stage, scene));
    const Wrapped name = stage.wrap(scene.from, from, beside_mark, 1);
    const double after_name = x + (name.lines.empty() ? 0 : stage.measure(name.lines.front(), from)) + 32;
    const bool one_line = scene.notice && stage.fits(scene.when, when, x + beside_mark - after_name);
    const double names = one_line ? name_line : name_line + when_line, head = scene.notice ? std::max(face_size, names) : face_size;
    const double name_top = top + (head - names) / 2;
    if (!scene.faces.empty()) {
        stage.face("from", scene.faces.front().photo, theme::kSafeX, top + (head - face_size) / 2, face_size, theme::kWhite, 5);
    }
    for (const auto& line : name.lines) {
        stage.text(line, x, name_top, name_line, from, Align::Left, name.clipped);
    }
    stage.text(scene.when, one_line ? after_name : x, one_line ? name_top + (name_line - when_line) / 2 + 4 : name_top + name_line, when_line, when);

    std::string said;
    for (const auto& sentence : scene.text) {
        said += (said.empty() ? "" : " ") + sentence;
    }
    said = stage.said(said);
    const double y = top + head + (scene.notice ? 28 : 36);
    const Rect panel{theme::kSafeX, y, theme::kRight - theme::kSafeX, std::min<double>(theme::kContentBottom, hints_top(stage) - 24) - y};
    stage.owner("text");
    stage.plate("text", panel, theme::kPanelRadius, theme::kind(scene.kind), with_opacity(theme::kWhite, 12));
    // Large where it is short; never below the size of body text.
    int size = stage.at({92, 104, 116});
    const int least = stage.at(theme::kBody);
    const double pad = scene.more_left || scene.more_right ? 124 : 48;  // room for the arrows
    const double width = panel.w - 2 * pad, spare = scene.notice ? 44 : 64;
    Wrapped lines;
    for (;; size -= 8) {
        const Style style{std::max(size, least), Weight::Bold, theme::kText};
        const int most = std::max(1, static_cast<int>((panel.h - spare) / (style.size * 1.42)));
        lines = stage.wrap(said, style, width, most);
        if (!lines.clipped || size <= least) {
            size = style.size;
            break;
        }
    }
    const Style style{size, size > least + 16 ? Weight::Bold : Weight::Medium, theme::kText};
    const double line = size * 1.42;
    lines = stage.wrap(said, style, width, std::max(1, static_cast<int>((panel.h - spare) / line)));
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
