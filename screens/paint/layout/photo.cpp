// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "screens/paint/layout/layout.hpp"

namespace anju::paint::layout {

namespace {

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

// Who sent it, when, and the words: at the foot of the screen.
struct Caption {
    Style from, when, words;
    double face, x, width, from_line, words_line;
    Wrapped lines;
    std::size_t shown;
    double height, block, top, y;  // of the words alone; with the face, and where it begins; where the words begin
};

Caption caption_of(Stage& stage, const Scene& scene) {
    const bool standard = stage.text_size() == model::TextSize::Standard;
    Caption at{};
    at.from = {stage.at(theme::kFact), Weight::Bold, theme::kWarm};
    at.when = {stage.at(theme::kSecond40), Weight::Regular, theme::kTextOnPhoto};
    at.words = {stage.at(theme::kPhotoWords), Weight::Bold, theme::kText};
    at.face = scene.faces.empty() ? 0.0 : stage.text_size() == model::TextSize::Largest ? 132.0 : 168.0;
    at.x = theme::kSafeX;
    at.x += at.face > 0 ? at.face + 36 : 0;
    at.width = theme::kRight - at.x;
    at.from_line = at.from.size * 1.32;
    at.words_line = at.words.size * 1.4;
    at.lines = stage.wrap(stage.said(said_in(scene)), at.words, at.width, 24);
    at.shown = std::min<std::size_t>(at.lines.lines.size(), standard ? 3 : 2);
    at.height = at.from_line + (at.shown > 0 ? 6 + at.words_line * static_cast<double>(at.shown) : 0);
    at.block = std::max(at.height, at.face);
    at.top = hints_top(stage) - (standard ? 36 : 16) - at.block;
    at.y = at.top + (at.block - at.height) / 2;
    return at;
}

void caption(Stage& stage, const Scene& scene, const Caption& at) {
    stage.owner("from");
    if (!scene.faces.empty()) {
        stage.face("from", scene.faces.front().photo, theme::kSafeX, at.top + (at.block - at.face) / 2, at.face, theme::kWhite, 5);
    }
    const Wrapped name = stage.wrap(scene.from, at.from, at.width, 1);
    double name_width = 0;
    for (const auto& line : name.lines) {
        name_width = stage.text(line, at.x, at.y, at.from_line, at.from, Align::Left, name.clipped);
    }
    if (stage.fits(scene.when, at.when, theme::kRight - at.x - name_width - 24)) {
        stage.text(scene.when, at.x + name_width + 24, at.y, at.from_line, at.when);
    }
    double y = at.y + at.from_line + 6;
    stage.owner("text");
    for (std::size_t i = 0; i < at.shown; ++i, y += at.words_line) {
        stage.text(at.lines.lines[i], at.x, y, at.words_line, at.words, Align::Left, at.lines.lines.size() > at.shown && i + 1 == at.shown);
    }
    stage.owner({});
}

// From edge to edge, and the words on it.
void filling(Stage& stage, const Scene& scene) {
    const Caption at = caption_of(stage, scene);
    // Dark enough for warm words on a white photo where they begin, and no higher than that needs.
    const Veil veil{below_notice(stage, scene, 0), at.y - 137, at.y + 43, with_opacity(theme::kShade, 95)};
    stage.owner("photo");
    const bool here = stage.photo("photo", scene.photo, {0, 0, theme::kWidth, theme::kHeight}, 0, veil, 0, kPicture);
    if (scene.icon == "play_arrow" || scene.icon == "hourglass_top") {  // a film that rests
        constexpr double kDisc = 232, kIcon = 148;
        const double y = (at.top - kDisc) / 2 + 40;
        stage.plate("film", {(theme::kWidth - kDisc) / 2.0, y, kDisc, kDisc}, static_cast<int>(kDisc / 2), theme::kind(scene.kind), with_opacity(theme::kWhite, 30), kCard, 0, 6);
        stage.icon("film", scene.icon, (theme::kWidth - kIcon) / 2.0, y + (kDisc - kIcon) / 2, kIcon, theme::kWhite);
    } else if (!here) {
        stage.icon("photo", "image", theme::kWidth / 2.0 - 80, at.top / 2 - 80, 160, with_opacity(theme::kText3, 60));
    }
    caption(stage, scene, at);
    page_mark(stage, scene);
}

// As a print on a ground of its own colours.
void print(Stage& stage, const Scene& scene, const Rect& place) {
    constexpr int kOfTop = 22, kOfBottom = 12;  // per cent of its colours: a white photo leaves words their contrast
    const int radius = std::min(theme::kTileRadius, static_cast<int>(std::min(place.w, place.h) / 6));
    stage.owner("photo");
    stage.shadow("photo", place, radius);
    if (stage.photo("photo", scene.photo, place, radius, {}, with_opacity(theme::kWhite, 10))) {
        const Fill tones = stage.tones("photo");
        stage.ground({mixed(theme::kShade, tones.top, kOfTop), mixed(theme::kShade, tones.bottom, kOfBottom)});
    } else {
        const double side = std::min({160.0, place.w, place.h});
        stage.plate("photo", place, radius, {theme::kPhotoGround, 0xFF0B141D}, with_opacity(theme::kWhite, 10));
        stage.icon("photo", "image", place.x + (place.w - side) / 2, place.y + (place.h - side) / 2, side, with_opacity(theme::kText3, 60));
    }
    stage.owner({});
}

// The largest place of this shape in another's middle; few pixels are not blown up.
Rect fitted(const Rect& into, double width, double height) {
    constexpr double kMostBlown = 3;
    const double by = std::min({into.w / width, into.h / height, kMostBlown});
    const double w = std::max(1.0, std::round(width * by)), h = std::max(1.0, std::round(height * by));
    return {std::round(into.x + (into.w - w) / 2), std::round(into.y + (into.h - h) / 2), w, h};
}

// Whole, above its words: what is very wide, or small.
void above(Stage& stage, const Scene& scene) {
    const Caption at = caption_of(stage, scene);
    const double top = below_notice(stage, scene, theme::kSafeY);
    print(stage, scene, fitted({theme::kSafeX, top, theme::kRight - theme::kSafeX, at.top - 44 - top}, scene.photo_width, scene.photo_height));
    caption(stage, scene, at);
    page_mark(stage, scene);
}

// Where one taller than it is wide stands, as high as the screen allows.
Rect tall_place(Stage& stage, const Scene& scene) {
    constexpr double kWidest = 936;  // leaves the words a column
    const double top = below_notice(stage, scene, theme::kSafeY), bottom = hints_top(stage) - (stage.text_size() == model::TextSize::Standard ? 32 : 24);
    return fitted({theme::kSafeX, top, kWidest, bottom - top}, scene.photo_width, scene.photo_height);
}

// Whole, and beside it who sent it and what was said; both together in the middle of the screen.
void beside(Stage& stage, const Scene& scene) {
    constexpr double kBetween = 72, kToFace = 32, kToWords = 36;
    Rect place = tall_place(stage, scene);
    const double top = below_notice(stage, scene, theme::kSafeY), bottom = hints_top(stage) - 24;
    const double face = scene.faces.empty() ? 0 : stage.text_size() == model::TextSize::Largest ? 132 : 168, indent = face > 0 ? face + kToFace : 0;
    const double width = theme::kRight - theme::kSafeX - place.w - kBetween, mark = page_mark_width(stage, scene);
    const Style from{stage.at(theme::kFact), Weight::Bold, theme::kWarm}, when{stage.at(theme::kSecond40), Weight::Regular, theme::kTextOnPhoto};
    const Wrapped name = stage.wrap(scene.from, from, width - indent, 2), time = stage.wrap(scene.when, when, width - indent, 2);
    const double name_line = from.size * 1.3, time_line = when.size * 1.36;
    const double names = name_line * static_cast<double>(name.lines.size()) + time_line * static_cast<double>(time.lines.size()), head = std::max(face, names);

    // Under the mark of the page there is room for as much as a caption says; under a notice too it may need a smaller step.
    const double under_mark = scene.page_word.empty() ? top : top + when.size * 1.9 + 28;
    const std::string said = stage.said(said_in(scene));
    Style words{stage.at(theme::kPhotoWords), Weight::Bold, theme::kText};
    Wrapped lines;
    double line = 0, block = 0;
    for (;; words.size -= 4) {
        line = words.size * 1.4;
        const auto most = static_cast<int>((bottom - under_mark - head - kToWords) / line);
        lines = stage.wrap(said, words, width, std::max(1, most));
        block = head + (lines.lines.empty() ? 0 : kToWords + line * static_cast<double>(lines.lines.size()));
        if ((!lines.clipped && !lines.torn) || words.size - 4 < theme::at(theme::kBody, model::TextSize::Standard)) {
            break;
        }
    }
    double widest = 0;
    const auto measured = [&](const Wrapped& some, const Style& style, double before) {
        for (const auto& one : some.lines) {
            widest = std::max(widest, before + stage.measure(one, style));
        }
    };
    measured(name, from, indent);
    measured(time, when, indent);
    measured(lines, words, 0);
    place.x = std::max<double>(theme::kSafeX, std::round((theme::kWidth - place.w - kBetween - widest) / 2));
    print(stage, scene, place);

    const double x = place.right() + kBetween;
    double y = std::max(place.y + (place.h - block) / 2, x + widest > theme::kRight - mark - 24 ? under_mark : top);
    stage.owner("from");
    if (face > 0) {
        stage.face("from", scene.faces.front().photo, x, y + (head - face) / 2, face, theme::kWhite, 5);
    }
    double beside_face = y + (head - names) / 2;
    for (const auto& one : name.lines) {
        stage.text(one, x + indent, beside_face, name_line, from, Align::Left, name.clipped);
        beside_face += name_line;
    }
    for (const auto& one : time.lines) {
        stage.text(one, x + indent, beside_face, time_line, when, Align::Left, time.clipped);
        beside_face += time_line;
    }
    y += head + kToWords;
    stage.owner("text");
    for (const auto& one : lines.lines) {
        stage.text(one, x, y, line, words, Align::Left, lines.clipped);
        y += line;
    }
    stage.owner({});
    page_mark(stage, scene, place);
}

}  // namespace

void photo(Stage& stage, const Scene& scene) {
    if (!scene.videos.empty()) {
        playing(stage, scene);
        return;
    }
    // A phone held across fills the screen and loses little; one held upright would lose its half, or the head.
    constexpr double kFills = 1.2, kTooWide = 2.8, kFewPixels = theme::kWidth / 3.0, kTooNarrow = 280;
    const double width = scene.photo_width, height = scene.photo_height;
    if (width < 1 || height < 1 || (width >= kFewPixels && width >= height * kFills && width <= height * kTooWide)) {
        filling(stage, scene);
    } else if (width < height * kFills && tall_place(stage, scene).w >= kTooNarrow) {
        beside(stage, scene);
    } else {
        above(stage, scene);
    }
    hints(stage, scene, theme::kTextOnPhoto);
}

}  // namespace anju::paint::layout
