// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "screens/paint/layout/layout.hpp"

namespace anju::paint::layout {

namespace {

// More than this no photo may lose to the edges and to the words: it stands whole above them instead.
constexpr double kMostLost = 0.48, kMostLostWidth = 0.36;

std::string said_in(const Scene& scene) {
    std::string said;
    for (const auto& sentence : scene.text) {
        said += (said.empty() ? "" : " ") + sentence;
    }
    return said;
}

// A film that plays fills the screen as a call does: who sent it above, words low below, so that faces stay clear.
void playing(Stage& stage, const Scene& scene) {
    const Style from{stage.at(theme::kFact), Weight::Bold, theme::kWarm}, when{stage.at(theme::kSecond40), Weight::Regular, theme::kTextOnPhoto};
    const Style words{stage.at({56, 64, 72}), Weight::Bold, theme::kText};
    const double top = below_notice(stage, scene, theme::kSafeY), line = stage.at(theme::kSecond40) * 1.9;  // as high as the mark
    const double room = theme::kRight - page_mark_width(stage, scene) - 40 - theme::kSafeX;
    const double above = top + line + 150;
    stage.scrim("above", {0, 0, theme::kWidth, above}, 0, {with_opacity(theme::kShade, 92), with_opacity(theme::kShade, 0)}, top + line + 6, above);
    stage.owner("from");
    const Wrapped name = stage.wrap(scene.from, from, room, 1);
    double width = 0;
    for (const auto& one : name.lines) {
        width = stage.text(one, theme::kSafeX, top, line, from, Align::Left, name.clipped);
    }
    if (stage.fits(scene.when, when, room - width - 24)) {
        stage.text(scene.when, theme::kSafeX + width + 24, top + 2, line, when);
    }
    const double step = words.size * 1.36;
    const Wrapped lines = stage.wrap(stage.said(said_in(scene)), words, theme::kRight - theme::kSafeX, 24);
    const auto shown = std::min<std::size_t>(lines.lines.size(), stage.text_size() == model::TextSize::Standard ? 3 : 2);
    double y = hints_top(stage) - (shown == 0 ? 0 : 16 + step * static_cast<double>(shown));
    stage.scrim("below", {0, y - 180, theme::kWidth, theme::kHeight - y + 180}, 0, {with_opacity(theme::kShade, 0), with_opacity(theme::kShade, 95)}, y - 180, y + 10);
    stage.owner("text");
    for (std::size_t i = 0; i < shown; ++i, y += step) {
        stage.text(lines.lines[i], theme::kSafeX, y, step, words, Align::Left, lines.lines.size() > shown && i + 1 == shown);
    }
    stage.owner({});
    page_mark(stage, scene);
    hints(stage, scene, theme::kTextOnPhoto);
}

}  // namespace

void photo(Stage& stage, const Scene& scene) {
    if (!scene.videos.empty()) {
        playing(stage, scene);
        return;
    }
    const Style from{stage.at(theme::kFact), Weight::Bold, theme::kWarm}, when{stage.at(theme::kSecond40), Weight::Regular, theme::kTextOnPhoto};
    const Style words{stage.at(theme::kPhotoWords), Weight::Bold, theme::kText};
    const bool largest = stage.text_size() == model::TextSize::Largest;
    const double face = largest ? 132 : 168, x = theme::kSafeX + (scene.faces.empty() ? 0 : face + 36), width = theme::kRight - x;
    const double from_line = from.size * 1.32, words_line = words.size * 1.4;
    const int most = stage.text_size() == model::TextSize::Standard ? 3 : 2;
    const Wrapped lines = stage.wrap(stage.said(said_in(scene)), words, width, 24);
    const auto shown = std::min<std::size_t>(lines.lines.size(), static_cast<std::size_t>(most));
    const double height = from_line + (shown > 0 ? 6 + words_line * static_cast<double>(shown) : 0);
    const double foot = hints_top(stage) - (stage.text_size() == model::TextSize::Standard ? 36 : 16);
    const double block = std::max(height, scene.faces.empty() ? 0.0 : face), top = foot - block;

    const double y_of_words = top + (block - height) / 2;
    // Dark enough for warm words on a white photo where they begin, and no higher than that needs.
    const Veil veil{below_notice(stage, scene, 0), y_of_words - 137, y_of_words + 43, with_opacity(theme::kShade, 95), kMostLost, kMostLostWidth};
    const Rect all{0, 0, theme::kWidth, theme::kHeight};
    stage.owner("photo");
    const bool here = stage.photo("photo", scene.photo, all, 0, veil, 0, kPicture);
    if (scene.icon == "play_arrow" || scene.icon == "hourglass_top") {  // a film that rests
        constexpr double kDisc = 232, kIcon = 148;
        const double y = (top - kDisc) / 2 + 40;
        stage.plate("film", {(theme::kWidth - kDisc) / 2.0, y, kDisc, kDisc}, static_cast<int>(kDisc / 2), theme::kind(scene.kind), with_opacity(theme::kWhite, 30), kCard, 0, 6);
        stage.icon("film", scene.icon, (theme::kWidth - kIcon) / 2.0, y + (kDisc - kIcon) / 2, kIcon, theme::kWhite);
    } else if (!here) {
        stage.icon("photo", "image", theme::kWidth / 2.0 - 80, top / 2 - 80, 160, with_opacity(theme::kText3, 60));
    }
    stage.owner("from");
    if (!scene.faces.empty()) {
        stage.face("from", scene.faces.front().photo, theme::kSafeX, top + (block - face) / 2, face, theme::kWhite, 5);
    }
    double y = y_of_words;
    const Wrapped name = stage.wrap(scene.from, from, width, 1);
    double name_width = 0;
    for (const auto& line : name.lines) {
        name_width = stage.text(line, x, y, from_line, from, Align::Left, name.clipped);
    }
    if (stage.fits(scene.when, when, theme::kRight - x - name_width - 24)) {
        stage.text(scene.when, x + name_width + 24, y, from_line, when);
    }
    y += from_line + 6;
    stage.owner("text");
    for (std::size_t i = 0; i < shown; ++i, y += words_line) {
        stage.text(lines.lines[i], x, y, words_line, words, Align::Left, lines.lines.size() > shown && i + 1 == shown);
    }
    stage.owner({});
    page_mark(stage, scene);
    hints(stage, scene, theme::kTextOnPhoto);
}

}  // namespace anju::paint::layout
