// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include "screens/paint/layout/home_parts.hpp"

namespace anju::paint::layout {

namespace {

struct Grid {
    Rect card;
    std::vector<Rect> tiles;
};

std::vector<Rect> row(double x, double y, double height, const std::vector<double>& widths) {
    std::vector<Rect> out;
    for (const double w : widths) {
        out.push_back({x, y, w, height});
        x += w + theme::kGap;
    }
    return out;
}

std::vector<Rect> even(double x, double y, double right, double height, std::size_t count) {
    const double width = (right - x - theme::kGap * static_cast<double>(count - 1)) / static_cast<double>(count);
    return row(x, y, height, std::vector<double>(count, width));
}

// Design language, section 4. Without a card its place goes to the tiles.
Grid grid(std::size_t tiles, bool card, double top, double bottom) {
    const double height = bottom - top, half = (height - theme::kGap) / 2, below = top + half + theme::kGap;
    const double right = theme::kRight, left = theme::kSafeX;
    Grid out;
    const auto add = [&](const std::vector<Rect>& more) { out.tiles.insert(out.tiles.end(), more.begin(), more.end()); };
    if (tiles == 0) {
        out.card = {left, top, right - left, height};
        return out;
    }
    if (!card) {
        const std::size_t upper = tiles <= 3 ? tiles : (tiles + 1) / 2;
        add(even(left, top, right, tiles <= 3 ? height : half, upper));
        if (tiles > upper) {
            add(even(left, below, right, half, tiles - upper));
        }
        return out;
    }
    const double card_width = tiles <= 2 ? 1251 : tiles <= 5 ? 774 : 456;
    const double x = left + card_width + theme::kGap;
    out.card = {left, top, card_width, height};
    switch (tiles) {
        case 1: out.tiles = {{x, top, right - x, height}}; break;
        case 2: out.tiles = {{x, top, right - x, half}, {x, below, right - x, half}}; break;
        case 3:
            out.tiles = {{x, top, right - x, half}};
            add(even(x, below, right, half, 2));
            break;
        case 4:
        case 5:
            add(row(x, top, half, {604, 286}));
            add(even(x, below, right, half, tiles - 2));
            break;
        case 6:
        case 7:
            add(row(x, top, half, {604, 286, 286}));
            add(even(x, below, right, half, tiles - 3));
            break;
        default:
            add(even(x, top, right, half, 4));
            add(even(x, below, right, half, tiles - 4));
            break;
    }
    return out;
}

// Where the clock begins.
double clock(Stage& stage, const Scene& scene) {
    const bool small = scene.banner || scene.notice;
    const Style style{stage.at(small ? theme::kOfflineClock : theme::kHomeClock), Weight::Bold, theme::kText};
    const double top = small ? 36 : stage.text_size() == model::TextSize::Largest ? 33 : 30, line = small ? 116 : stage.text_size() == model::TextSize::Largest ? 150 : 170;
    return theme::kRight - stage.text(scene.clock.figures, theme::kRight, top, line, style, Align::Right);
}

double pill(Stage& stage, const Item& item, double right, double middle) {
    const Style word{stage.at(theme::kSecond40), Weight::Medium, theme::kText2};
    const double height = stage.text_size() == model::TextSize::Standard ? 88 : stage.text_size() == model::TextSize::Large ? 96 : 100;
    middle = std::max(middle, theme::kSafeY + height / 2);
    const double words = stage.measure(stage.clean(item.label, word.weight), word), width = 30 + 48 + 16 + words + 36;
    const Rect place{right - width, middle - height / 2, width, height};
    stage.owner(item.id);
    stage.spot(item.id, place, static_cast<int>(height / 2), false);
    stage.plate("item:" + item.id, place, static_cast<int>(height / 2), theme::kSurface, with_opacity(theme::kWhite, 10));
    stage.icon("item:" + item.id, item.icon, place.x + 30, middle - 24, 48, theme::kText2);
    stage.text(item.label, place.x + 94, place.y, height, word);
    return place.x;
}

double weather(Stage& stage, const contract::Weather& now, double right, double middle) {
    const Style big{stage.at(theme::kTile), Weight::Bold, theme::kText}, small{stage.at(theme::kSecond), Weight::Regular, theme::kText2};
    const std::string figures = std::to_string(now.celsius) + "°C" + (now.word.empty() ? "" : " " + now.word);
    const double width = std::max(stage.measure(stage.clean(figures, big.weight), big), stage.measure(stage.clean(now.advice, small.weight), small));
    const double x = right - width, top = middle - (now.advice.empty() ? 30 : 57);
    stage.owner("weather");
    stage.icon("weather", now.icon, x - 112, middle - 44, 88, theme::kWarm);
    stage.text(figures, x, top, 60, big);
    stage.text(now.advice, x, top + 60, 54, small);
    return x - 112;
}

void greeting(Stage& stage, const Scene& scene, double right) {
    const bool largest = stage.text_size() == model::TextSize::Largest;
    const Style title{stage.at(theme::kTitle), Weight::Bold, theme::kText}, date{stage.at(theme::kSecond40), Weight::Regular, theme::kText2};
    const bool with_date = !scene.banner && !scene.notice && !largest && !scene.date.empty();
    const double line = largest ? 124 : stage.text_size() == model::TextSize::Large ? 96 : 88;
    const double top = largest ? 40 : stage.text_size() == model::TextSize::Large ? 40 : 50;
    stage.owner("title");
    if (stage.fits(scene.title, title, right - 40 - theme::kSafeX)) {
        stage.text(scene.title, theme::kSafeX, top, line, title);
        if (with_date && stage.fits(scene.date, date, right - 40 - theme::kSafeX)) {
            stage.text(scene.date, theme::kSafeX, stage.text_size() == model::TextSize::Large ? 139 : top + line + 4, date.size * 1.4, date);
        }
    } else {
        Style two = title;  // a little smaller on one line, before two lines
        while (two.size > theme::kTwoLineTitle && !stage.fits(scene.title, two, right - 40 - theme::kSafeX)) {
            two.size -= 2;
        }
        if (stage.fits(scene.title, two, right - 40 - theme::kSafeX)) {
            stage.text(scene.title, theme::kSafeX, top, line, two);
        } else {
            two.size = scene.banner ? 46 : two.size;  // it begins soon
            const double step = two.size * 1.18;
            stage.paragraph(scene.title, {theme::kSafeX, 44, right - 40 - theme::kSafeX, 2 * step}, step, two, 2);
        }
    }
    stage.owner({});
}

}  // namespace

void home(Stage& stage, const Scene& scene) {
    const bool largest = stage.text_size() == model::TextSize::Largest;
    const Item* settings = nullptr;
    const Item* card = nullptr;
    std::vector<const Item*> tiles;
    for (const Item& item : scene.items) {
        if (item.look == Look::Pill) {
            settings = &item;
        } else if (item.look == Look::Card) {
            card = &item;
        } else {
            tiles.push_back(&item);
        }
    }
    stage.owner("clock");
    double right = clock(stage, scene);
    const double middle = scene.banner || scene.notice ? 94 : largest ? 104 : 124;
    if (settings != nullptr) {
        right = pill(stage, *settings, std::min(right - 40, scene.banner || scene.notice ? right - 40 : 1450.0), middle);
    }
    if (scene.weather && !scene.banner && !scene.notice && !largest) {
        right = weather(stage, *scene.weather, right - (settings != nullptr ? 48 : 40), middle);
    }
    // Large letters leave no height for a banner below the greeting: it stands in its place.
    const bool in_line = scene.banner && !scene.notice && stage.text_size() != model::TextSize::Standard;
    if (in_line) {
        banner_line(stage, scene, right - 40);
    } else if (!scene.notice) {  // it would lie over the greeting
        greeting(stage, scene, right);
    }

    const double top = scene.banner && !in_line ? banner(stage, scene, below_notice(stage, scene, 166)) : largest ? 216 : stage.text_size() == model::TextSize::Large ? 248 : 232;
    const Grid places = grid(std::min<std::size_t>(tiles.size(), 8), card != nullptr, top, std::min<double>(theme::kContentBottom, hints_top(stage) - 38));
    if (card != nullptr) {
        message_card(stage, *card, places.card);
    }
    for (std::size_t i = 0; i < places.tiles.size(); ++i) {
        tile(stage, *tiles[i], places.tiles[i]);
    }
    hints(stage, scene);
    notice(stage, scene, right - 64);
}

}  // namespace anju::paint::layout
