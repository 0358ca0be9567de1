// SPDX-License-Identifier: Apache-2.0
// What stands over moving pictures: a call, and a film being made. Words only on scrims and plates.
#include <algorithm>

#include <fmt/format.h>

#include "screens/paint/layout/takeover.hpp"

namespace anju::paint::layout {

namespace {

using screens::VideoArea;

const VideoArea* area(const Scene& scene, VideoArea::Which which) {
    const auto found = std::ranges::find(scene.videos, which, &VideoArea::which);
    return found == scene.videos.end() ? nullptr : &*found;
}

constexpr Colour kPlate = with_opacity(theme::kShade, 90);

// Veils that words stand on: dark enough for them on a white picture, then nothing.
void veil_above(Stage& stage, double end) {
    constexpr double kDark = 148;
    stage.scrim("veil/above", {0, 0, theme::kWidth, end}, 0, {with_opacity(theme::kShade, 90), with_opacity(theme::kShade, 0)}, kDark, end);
}
void veil_below(Stage& stage, double dark, double end) {
    stage.scrim("veil/below", {0, end, theme::kWidth, theme::kHeight - end}, 0, {with_opacity(theme::kShade, 0), with_opacity(theme::kShade, 95)}, end, dark);
}

// The own picture in its red edge; where there is none, why.
void own(Stage& stage, const Scene& scene, double lowest) {
    constexpr int kBorder = 6;
    const auto* self = area(scene, VideoArea::Which::Self);
    if (self == nullptr && scene.self_word.empty()) {
        return;
    }
    const double foot = std::min({930.0, hints_top(stage) - 28, lowest});
    const Rect place = self != nullptr ? Rect{self->x - 1.0 * kBorder, self->y - 1.0 * kBorder, self->w + 2.0 * kBorder, self->h + 2.0 * kBorder}
                                       : Rect{theme::kRight - 452, foot - 300, 452, 300};
    stage.owner("self");
    const Style words{std::min(stage.at(theme::kSecond), 48), Weight::Regular, theme::kText};
    const double step = words.size * 1.25;
    const auto lines = stage.wrap(scene.self_word, words, place.w - 40, 2);
    const auto height = step * static_cast<double>(lines.lines.size());
    if (self != nullptr) {
        stage.shadow("self", place, theme::kRowRadius, 0, 45);
        if (scene.live.camera) {
            stage.plate("self", place, theme::kRowRadius, {0, 0}, theme::kLive, kFace, 0, kBorder);
        }
        const double band = height + 20;
        const Rect under{self->x + 16.0, self->y + self->h - band - 8, self->w - 32.0, band};
        stage.plate("self/word", under, 22, {with_opacity(theme::kShade, 86), 0}, 0, kFace);
        stage.paragraph(scene.self_word, {under.x, under.y + 8, under.w, step}, step, words, 2, Align::Centre);
    } else {
        stage.plate("self", place, theme::kRowRadius, {with_opacity(theme::kShade, 92), 0}, with_opacity(theme::kWhite, 22), kCard);
        const double y = place.y + (place.h - 100 - 16 - height) / 2;
        stage.icon("self", "videocam_off", place.x + (place.w - 100) / 2, y, 100, theme::kText3);
        stage.paragraph(scene.self_word, {place.x + 20, y + 116, place.w - 40, step}, step, words, 2, Align::Centre);
    }
    stage.owner({});
}

// Without a picture of the other side: the face, and what is so.
struct FaceInstead {
    static constexpr double kLeast = 120;  // of the face: smaller it says nothing
    Stage& stage;
    const Scene& scene;
    const Style words{stage.at({60, 68, 76}), Weight::Bold, theme::kText}, second{stage.at(theme::kBody), Weight::Regular, theme::kOnCall};
    // In the middle of the screen; beside the own picture long words take the middle of what is free at the left.
    const bool beside = !scene.self_word.empty() && !scene.banner;
    const double right = beside ? theme::kRight - 452 - 24 : theme::kRight;
    const double middle = beside && !in_one_line(2 * (right - theme::kWidth / 2.0)) ? (theme::kSafeX + right) / 2 : theme::kWidth / 2.0;
    const double width = 2 * (right - middle);

    bool in_one_line(double room) const {
        for (std::size_t i = 0; i < scene.text.size(); ++i) {
            if (!stage.fits(scene.text[i], style(i), room)) {
                return false;
            }
        }
        return true;
    }
    const Style& style(std::size_t line) const { return line == 0 ? words : second; }
    double step(std::size_t line) const { return style(line).size * 1.34; }

    double words_height() const {
        double height = scene.text.empty() ? 0 : 28;
        for (std::size_t i = 0; i < scene.text.size(); ++i) {
            height += step(i) * static_cast<double>(stage.wrap(scene.text[i], style(i), width, 2).lines.size());
        }
        return height;
    }

    void paint(double top, double foot) {
        const double height = words_height();
        const double side = std::min<double>(stage.at({400, 340, 280}), foot - top - height);  // the words first
        const bool shown = side >= kLeast;
        double y = top + std::max(0.0, (foot - top - (shown ? side : 0) - height) / 2);
        if (shown) {
            portrait(stage, scene, {middle - side / 2, y, side, side}, static_cast<int>(side / 2), 8);
            y += side;
        }
        y += 28;
        stage.owner("text");
        for (std::size_t i = 0; i < scene.text.size(); ++i) {
            y += step(i) * stage.paragraph(scene.text[i], {middle - width / 2, y, width, step(i)}, step(i), style(i), 2, Align::Centre);
        }
        stage.owner({});
    }
};

// 网络慢，先听声音: what is wrong, what it means, and bars while the other speaks.
Rect trouble(Stage& stage, const Scene& scene, double foot) {
    const Style title{stage.at(theme::kPanelTitle), Weight::Bold, theme::kText}, detail{stage.at(theme::kFact), Weight::Regular, theme::kText2};
    const Style word{stage.at({40, 46, 54}), Weight::Medium, theme::kGood};
    const bool speaks = !scene.speaking.empty();
    const double speaker = speaks ? std::max(230.0, stage.measure(stage.clean(scene.speaking, word.weight), word)) + 32 : 0;
    const double x = theme::kSafeX + 44 + 108 + 40, width = theme::kRight - 44 - speaker - x;
    const double title_step = title.size * 1.3, detail_step = detail.size * 1.4;
    const auto titles = stage.wrap(scene.banner->title, title, width, 2), details = stage.wrap(scene.banner->detail, detail, width, 2);
    const double words = title_step * static_cast<double>(titles.lines.size()) + detail_step * static_cast<double>(details.lines.size());
    const double height = std::max(204.0, words + 40);
    const Rect place{theme::kSafeX, foot - height, theme::kRight - theme::kSafeX, height};
    stage.owner("banner");
    stage.plate("banner", place, theme::kTileRadius, {with_opacity(theme::kShade, 94), 0}, theme::kCaution);
    stage.icon("banner", scene.banner->icon, place.x + 44, place.y + (height - 108) / 2, 108, theme::kCaution);
    double y = place.y + (height - words) / 2;
    y += title_step * stage.paragraph(scene.banner->title, {x, y, width, title_step}, title_step, title, 2);
    stage.paragraph(scene.banner->detail, {x, y, width, detail_step}, detail_step, detail, 2);
    if (speaks) {
        constexpr double kHeights[] = {28, 50, 70, 44, 60, 32};
        const double middle = place.right() - 44 - (speaker - 32) / 2, line_height = word.size * 1.3, top = place.y + (height - 72 - 14 - line_height) / 2;
        for (int i = 0; i < 6; ++i) {
            stage.plate(fmt::format("speaking/{}", i), {middle - 78 + 28 * i, top + (72 - kHeights[i]) / 2, 16, kHeights[i]}, 8, {theme::kGood, theme::kGood}, 0, kInner);
        }
        stage.owner("speaking");
        stage.text(scene.speaking, middle, top + 72 + 14, line_height, word, Align::Centre);
    }
    stage.owner({});
    return place;
}

// Words at the upper left, one under the other. Returns where they end.
double chips(Stage& stage, const Scene& scene, double y) {
    for (std::size_t i = 0; i < scene.lines.size(); ++i) {
        const auto& one = scene.lines[i];
        const bool loud = one.tone == screens::Tone::Caution;
        Chip words{one.icon, one.text, kPlate, loud ? theme::kCaution : 0, loud ? theme::kCaution : theme::kWarm, 3, loud ? Weight::Bold : Weight::Regular};
        chip(stage, fmt::format("line{}", i), words, theme::kSafeX, y);
        y += chip_height(stage) + 16;
    }
    return y;
}

// 两边一样: four words of both sides' keys, for who wants to compare. Smaller where they are long or little is free, never
// under what the standard text size has.
constexpr theme::Sizes kSecret{38, 44, 52};
constexpr double kSecretStep = 1.84, kSecretIcon = 1.16;

// 0: no room.
int secret_size(Stage& stage, const Scene& scene, double free) {
    constexpr double kRoom = theme::kRight - 452 - 48 - theme::kSafeX - 26 - 14 - 32;
    Style words{stage.at(kSecret), Weight::Regular, theme::kText2};
    const auto text = stage.clean(scene.secret, words.weight);
    const auto fits = [&] { return words.size * kSecretStep <= free && words.size * kSecretIcon + stage.measure(text, words) <= kRoom; };
    while (words.size > kSecret[0] && !fits()) {
        words.size -= 2;
    }
    return !scene.secret.empty() && fits() ? words.size : 0;
}

void secret(Stage& stage, const Scene& scene, double foot, int size) {
    if (size == 0) {
        return;
    }
    const Style words{size, Weight::Regular, theme::kText2};
    const double height = size * kSecretStep, icon = size * kSecretIcon;
    const Rect place{theme::kSafeX, foot - height, 26 + icon + 14 + stage.measure(stage.clean(scene.secret, words.weight), words) + 32, height};
    stage.owner("secret");
    stage.plate("secret", place, static_cast<int>(height / 2), {kPlate, 0}, 0);
    stage.icon("secret", "shield_person", place.x + 26, place.y + (height - icon) / 2, icon, theme::kGood);
    stage.text(scene.secret, place.x + 26 + icon + 14, place.y, height, words);
    stage.owner({});
}

}  // namespace

void call(Stage& stage, const Scene& scene) {
    const auto* remote = area(scene, VideoArea::Which::Remote);
    const double foot = hints_top(stage) - 46 + stage.at({0, 14, 14});
    if (remote != nullptr) {
        veil_above(stage, 268);
        veil_below(stage, hints_top(stage) - 10, hints_top(stage) - 200);
    }
    const double chip_left = live(stage, scene);
    const Style title{stage.at(theme::kCallTitle), Weight::Bold, theme::kText}, aside{stage.at(theme::kFact), Weight::Regular, theme::kTextOnPhoto};
    constexpr double kTop = theme::kSafeY, kHeight = 88;
    stage.owner("title");
    const double room = chip_left - 40 - theme::kSafeX, width = stage.measure(stage.clean(scene.title, title.weight), title);
    if (width <= room) {
        stage.text(scene.title, theme::kSafeX, kTop, kHeight, title);
        if (stage.fits(scene.aside, aside, room - width - 24)) {
            stage.text(scene.aside, theme::kSafeX + width + 24, kTop + 4, kHeight, aside);
        }
    } else {
        const Style small{theme::kRow[0], Weight::Bold, theme::kText};
        stage.paragraph(scene.title, {theme::kSafeX, kTop - 6, room, 50}, 50, small, 2);
    }
    stage.owner({});
    const double under_chips = chips(stage, scene, 192);
    double free = foot;
    if (scene.banner) {
        free = trouble(stage, scene, foot).y - 24;
    } else if (remote != nullptr) {
        secret(stage, scene, foot + 6, secret_size(stage, scene, kSecret[2] * kSecretStep));
    }
    if (remote == nullptr) {
        FaceInstead face{stage, scene};
        const double top = scene.lines.empty() ? 160 : under_chips;
        if (!scene.banner) {  // what is so and the face come first
            const int size = secret_size(stage, scene, foot - 4 - top - FaceInstead::kLeast - face.words_height());
            secret(stage, scene, foot + 6, size);
            free = size == 0 ? foot : foot - 4 - size * kSecretStep;
        }
        face.paint(top, free);
    }
    own(stage, scene, scene.banner ? free : foot);
    hints(stage, scene, theme::kWhite);
}

void recording(Stage& stage, const Scene& scene) {
    const auto* self = area(scene, VideoArea::Which::Self);
    const double height = stage.at({120, 124, 128}), buttons = std::min(796.0, hints_top(stage) - 32 - height);
    const double bar_top = buttons - 52;
    if (self != nullptr) {
        veil_above(stage, 252);
        veil_below(stage, bar_top + 72, bar_top - 134);
    } else {  // only the sound
        const double y = 250, side = stage.at({220, 190, 160});
        stage.plate("sound", {theme::kWidth / 2.0 - side / 2, y, side, side}, static_cast<int>(side / 2), {with_opacity(theme::kWhite, 10), 0}, 0);
        stage.icon("sound", "mic", theme::kWidth / 2.0 - side * 0.3, y + side * 0.2, side * 0.6, theme::kText);
        const Style words{stage.at({56, 62, 68}), Weight::Medium, theme::kText};
        stage.owner("text");
        for (const auto& sentence : scene.text) {
            stage.text(sentence, theme::kWidth / 2.0, y + side + 20, words.size * 1.4, words, Align::Centre);
        }
    }
    const double chip_left = live(stage, scene);
    constexpr double kTop = theme::kSafeY, kHeight = 88;
    double x = theme::kSafeX;
    if (!scene.faces.empty()) {
        stage.face("to", scene.faces.front().photo, x, kTop - 4, 96, theme::kWhite);
        x += 120;
    }
    Style title{stage.at(theme::kTitle), Weight::Bold, theme::kText};
    const Style aside{stage.at(theme::kLine), Weight::Regular, theme::kTextOnPhoto};
    while (title.size > theme::kTile[0] && !stage.fits(scene.title, title, chip_left - 40 - x)) {
        title.size -= 2;
    }
    stage.owner("title");
    const auto titles = stage.wrap(scene.title, title, chip_left - 40 - x, 2);
    const double step = titles.lines.size() > 1 ? title.size * 1.08 : kHeight;
    stage.paragraph(scene.title, {x, kTop + (kHeight - step * static_cast<double>(titles.lines.size())) / 2, chip_left - 40 - x, step}, step, title, 2);
    const double width = titles.lines.empty() ? 0 : stage.measure(titles.lines.front(), title);
    if (titles.lines.size() == 1 && stage.fits(scene.aside, aside, chip_left - 40 - x - width - 24)) {
        stage.text(scene.aside, x + width + 24, kTop + 5, kHeight, aside);
    }
    if (scene.countdown) {
        const auto& c = *scene.countdown;
        const Style word{stage.at({48, 56, 62}), Weight::Medium, theme::kText}, figure{stage.at({104, 112, 116}), Weight::Bold, theme::kCountdown};
        const double before = stage.measure(stage.clean(c.before, word.weight), word), after = stage.measure(stage.clean(c.after, word.weight), word);
        const double figures = stage.measure(stage.clean(c.figures, figure.weight), figure), two = stage.measure(U"00", figure);
        const double plate_height = 132, plate_width = 36 + before + 20 + std::max(figures, two) + 20 + after + 36;
        const Rect place{theme::kSafeX, bar_top - 28 - plate_height, plate_width, plate_height};
        stage.owner("countdown");
        stage.plate("countdown", place, theme::kRowRadius, {kPlate, 0}, 0);
        stage.text(c.before, place.x + 36, place.y + 14, plate_height, word);
        stage.text(c.figures, place.x + 36 + before + 20 + std::max(figures, two), place.y, plate_height, figure, Align::Right);
        stage.text(c.after, place.right() - 36, place.y + 14, plate_height, word, Align::Right);
        bar(stage, "countdown", {theme::kSafeX, bar_top, theme::kRight - theme::kSafeX, 24}, c.left, with_opacity(theme::kWhite, 24));
    }
    stage.owner({});
    double left = theme::kSafeX;
    for (std::size_t i = 0; i < scene.items.size(); ++i) {
        const double wide = scene.items.size() == 1 ? theme::kRight - theme::kSafeX : i == 0 ? 1120 : 560;
        big_choice(stage, scene.items[i], {left, buttons, wide, height}, mood(scene.form), i == 0 ? theme::Sizes{60, 68, 76} : theme::Sizes{56, 64, 72}, 66);
        left += wide + 48;
    }
    hints(stage, scene, theme::kWhite);
}

}  // namespace anju::paint::layout
