// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/layout/alarm_cards.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace anju::paint::layout {

namespace {

// 秒内按 [返回] 取消: the key as it looks in the hint bar. One line, or what stands before the key on a line of its own.
double with_key(Stage& stage, const Scene& scene, const Rect& card, double top) {
    const std::string& words = scene.countdown->after;
    const std::string key = scene.shortcuts.empty() ? std::string{} : scene.shortcuts.front().key_label;
    const auto at = key.empty() ? std::string::npos : words.find(key);
    const auto trimmed = [](std::string text) {
        while (text.ends_with(' ')) {
            text.pop_back();
        }
        return text.substr(std::min(text.find_first_not_of(' '), text.size()));
    };
    const std::string before = trimmed(words.substr(0, std::min(at, words.size()))), after = at == std::string::npos ? std::string{} : trimmed(words.substr(at + key.size()));
    Style style{stage.at({48, 56, 64}), Weight::Medium, theme::kOnNotice};
    Style on{style.size - 4, Weight::Bold, theme::kWhite};
    constexpr double kBetween = 18;
    const auto width = [&](const std::string& text, const Style& by) { return stage.measure(stage.clean(text, by.weight), by); };
    const auto pill = [&] { return at == std::string::npos ? 0.0 : width(key, on) + 60; };
    const double room = card.w - 56;
    const auto rest = [&] { return pill() + (after.empty() ? 0 : kBetween + width(after, style)); };
    bool one_line = width(before, style) + kBetween + rest() <= room;
    while (!one_line && style.size > 44 && std::max(width(before, style), rest()) > room) {
        style.size -= 2;
        on.size = style.size - 4;
    }
    const double height = style.size * 1.3, pill_height = style.size + 28;
    double x = card.x + (card.w - (one_line ? width(before, style) + kBetween + rest() : width(before, style))) / 2, y = top;
    x += stage.text(before, x, y, one_line ? pill_height : height, style) + kBetween;
    if (!one_line) {
        y += height + 8;
        x = card.x + (card.w - rest()) / 2;
    }
    if (at != std::string::npos) {
        stage.plate("countdown/key", {x, y, pill(), pill_height}, static_cast<int>(pill_height / 2), {theme::kKey, theme::kKey}, 0, kInner);
        stage.text(key, x + pill() / 2, y, pill_height, on, Align::Centre);
        stage.text(after, x + pill() + kBetween, y, pill_height, style);
    }
    return y + pill_height - top;
}

// Centred lines, as many as there is room for. Returns the height taken.
double centred(Stage& stage, std::string_view words, const Rect& room, Style style, double step, int most) {
    if (words.empty()) {
        return 0;
    }
    const double line = style.size * step;
    return line * stage.paragraph(words, {room.x, room.y, room.w, line}, line, style, most, Align::Centre);
}

constexpr double kOwnRoom = 150;  // of the own picture, under the words of a card that has no other

const screens::VideoArea* own_picture(const Scene& scene) {
    const auto found = std::ranges::find(scene.videos, screens::VideoArea::Which::Self, &screens::VideoArea::which);
    return found == scene.videos.end() ? nullptr : &*found;
}

void own_edge(Stage& stage, const Scene& scene) {
    constexpr int kBorder = 5;
    if (const auto* self = own_picture(scene)) {
        stage.plate("self", {self->x - 1.0 * kBorder, self->y - 1.0 * kBorder, self->w + 2.0 * kBorder, self->h + 2.0 * kBorder}, self->radius + kBorder, {0, 0}, theme::kLive, paint::kFace, 0, kBorder);
    }
}

}  // namespace

Style alarm_fitted(Stage& stage, std::string_view words, Style style, double width, int least) {
    while (style.size > least && !stage.fits(words, style, width)) {
        style.size -= 2;
    }
    return style;
}

void alarm_countdown_card(Stage& stage, const Scene& scene, const Rect& card) {
    stage.owner("countdown");
    stage.plate("countdown/card", card, theme::kPanelRadius, {theme::kNotice, theme::kNotice});
    const Style asks = alarm_fitted(stage, scene.countdown->before, {stage.at({52, 60, 68}), Weight::Bold, theme::kOnNotice}, card.w - 64, 48);
    const double asks_height = asks.size * 1.38, bar_top = card.bottom() - 36 - 20;
    const double words_top = bar_top - stage.at({84, 92, 96}) - (stage.fits(scene.countdown->after + "    ", {stage.at({48, 56, 64}), Weight::Medium, 0}, card.w - 116) ? 16 : stage.at({86, 94, 100}));
    const double figure_top = card.y + 28 + asks_height, figure_height = words_top - figure_top - 4;
    stage.text(scene.countdown->before, card.x + card.w / 2, card.y + 32, asks_height, asks, Align::Centre);
    const Style figure{std::min(240, static_cast<int>(figure_height / 1.04)), Weight::Bold, theme::kAlarmFigure};
    stage.text(scene.countdown->figures, card.x + card.w / 2, figure_top, figure_height, figure, Align::Centre);
    with_key(stage, scene, card, words_top);
    const Rect track{card.x + 48, bar_top, card.w - 96, 20};
    stage.plate("countdown/track", track, 10, {theme::kAlarmTrack, theme::kAlarmTrack}, 0, kInner);
    stage.plate("countdown/bar", {track.x, track.y, std::max(track.h, track.w * std::clamp(scene.countdown->left, 0.0, 1.0)), track.h}, 10, {theme::kAlarmFigure, theme::kAlarmFigure}, 0, kInnerTop);
    stage.owner({});
}

void alarm_number_card(Stage& stage, const Scene& scene, const Rect& card) {
    stage.owner("number");
    stage.plate("number/card", card, theme::kPanelRadius, {theme::kNotice, theme::kNotice});
    const auto& [asks, number] = scene.figures.front();
    const Style words{stage.at({52, 60, 68}), Weight::Bold, theme::kOnNotice};
    const Style figure = alarm_fitted(stage, number, {216, Weight::Bold, theme::kAlarmFigure}, card.w - 64, 72);
    const std::string below = scene.text.empty() ? std::string{} : scene.text.front();
    const Style second{stage.at({46, 54, 62}), Weight::Medium, theme::kOnNotice};
    const double words_height = words.size * 1.36, figure_height = figure.size * 1.16, second_height = second.size * 1.36;
    double y = card.y + (card.h - words_height - figure_height - second_height) / 2;
    const Style top = alarm_fitted(stage, asks, words, card.w - 64, 44);
    stage.text(asks, card.x + card.w / 2, y, words_height, top, Align::Centre);
    stage.text(number, card.x + card.w / 2, y + words_height, figure_height, figure, Align::Centre);
    const Style under = alarm_fitted(stage, below, second, card.w - 64, 40);
    stage.text(below, card.x + card.w / 2, y + words_height + figure_height, second_height, under, Align::Centre);
    stage.owner({});
}

void alarm_person_card(Stage& stage, const Scene& scene, const Rect& card, const AlarmColours& c) {
    const bool own = !scene.videos.empty();
    const double room = own ? card.h - kOwnRoom : card.h;
    stage.owner("person");
    stage.plate("person/card", card, theme::kPanelRadius, c.card, with_opacity(theme::kWhite, 18), own ? kGround : kCard);
    const Style name = alarm_fitted(stage, scene.faces.front().name, {stage.at({60, 68, 80}), Weight::Bold, theme::kText}, card.w - 64, stage.at({52, 56, 60}));
    const bool wide = !stage.fits(scene.faces.front().name, name, card.w - 64);
    const Style second{stage.at({44, 52, 60}), Weight::Regular, c.words};
    const double name_line = name.size * (wide ? 1.16 : 1.34), name_height = name_line * (wide ? 2 : 1);
    const std::string place = scene.text.empty() || !stage.fits(scene.text.front(), second, card.w - 64) ? std::string{} : scene.text.front();
    const double place_height = place.empty() ? 0 : second.size * 1.36;
    const double face = std::min<double>(stage.at({264, 232, 208}), room - name_height - place_height - 44);
    double y = card.y + (room - face - 20 - name_height - place_height) / 2;
    stage.face("person/face", scene.faces.front().photo, card.x + (card.w - face) / 2, y, face, theme::kWhite, 6);
    y += face + 20;
    centred(stage, scene.faces.front().name, {card.x + 32, y, card.w - 64, 0}, name, wide ? 1.16 : 1.34, 2);
    y += name_height;
    stage.text(place, card.x + card.w / 2, y, place_height, second, Align::Centre);
    stage.owner({});
    own_edge(stage, scene);
}

namespace {

// One picture with its words at the lower left, as low as they can be where it has half the height: a face is above them.
void person_picture(Stage& stage, const screens::VideoArea& area, const std::string& who, const std::string& from, double right, bool half) {
    constexpr double kPad = 28, kBadge = 52, kBetween = 18;
    const bool beside = area.which == screens::VideoArea::Which::Beside;
    const std::string id = beside ? "person2" : "person";
    const Rect card{area.x + 0.0, area.y + 0.0, area.w + 0.0, area.h + 0.0};
    stage.owner(id);
    stage.plate(id + "/card", card, theme::kPanelRadius, {theme::kPhotoGround, theme::kPhotoGround}, 0, kGround);
    const double x = card.x + kPad, width = right - x;
    Style name = alarm_fitted(stage, who, {half ? stage.at({48, 52, 56}) : stage.at({56, 60, 64}), Weight::Bold, theme::kText}, width, half ? stage.at({44, 46, 48}) : stage.at({48, 50, 52}));
    const bool wide = !stage.fits(who, name, width);
    while (wide && name.size > 40 && stage.wrap(who, name, width, 2).clipped) {
        name.size -= 2;
    }
    const double step = name.size * (wide ? 1.22 : 1.25), height = step * (wide ? 2 : 1);
    const Style second{stage.at({38, 44, 48}), Weight::Regular, theme::kTextOnPhoto};
    const std::string place = half || wide || !stage.fits(from, second, width) ? std::string{} : from;
    const double above = place.empty() ? 0 : second.size * 1.3, top = card.bottom() - (half ? 10 : 22) - height;
    const double dark = top - above - (half ? 0 : 8), fade = half ? 48 : 110;
    stage.scrim(id, card, theme::kPanelRadius, {with_opacity(theme::kAlarmShade, 0), with_opacity(theme::kAlarmShade, 88)}, std::max(card.y, dark - fade), dark, beside ? kInnerTop : kShade);
    stage.paragraph(who, {x, top, width, step}, step, name, wide ? 2 : 1);
    const double badge = stage.measure(stage.clean(who, name.weight), name) + kBetween;
    if (!beside && !wide && badge + kBadge <= width) {
        stage.icon(id + "/badge", "verified", x + badge, top + (height - kBadge) / 2, kBadge, theme::kGood);
    }
    stage.text(place, x, top - above, above, second);
    stage.owner({});
}

}  // namespace

void alarm_picture_card(Stage& stage, const Scene& scene) {
    const auto* self = own_picture(scene);
    const bool half = scene.videos.size() - (self != nullptr ? 1 : 0) > 1;
    for (const auto& area : scene.videos) {
        if (area.which == screens::VideoArea::Which::Self) {
            continue;
        }
        const bool beside = area.which == screens::VideoArea::Which::Beside;
        const auto& who = beside ? scene.faces.back().name : scene.faces.front().name;
        const bool with_self = self != nullptr && self->y >= area.y && self->y < area.y + area.h;
        person_picture(stage, area, who, beside || scene.text.empty() ? std::string{} : scene.text.front(), with_self ? self->x - 12.0 : area.x + area.w - 28.0, half);
    }
    own_edge(stage, scene);
}

void alarm_words_card(Stage& stage, const Scene& scene, const Rect& card, const AlarmColours& c) {
    stage.owner("card");
    stage.plate("card", card, theme::kPanelRadius, c.card, with_opacity(theme::kWhite, scene.kind == screens::Kind::Help ? 18 : 8));
    const auto& line = scene.lines.front();
    const double icon = stage.at({200, 172, 148}), room = card.w - 64;
    const Style words = alarm_fitted(stage, line.text, {stage.at(theme::kCardWords), Weight::Bold, theme::kText}, room, stage.at({56, 60, 66}));
    const bool wide = !stage.fits(line.text, words, room);
    const Style second{stage.at({46, 54, 62}), Weight::Regular, c.words};
    const std::string below = scene.text.empty() ? std::string{} : scene.text.front();
    const auto lines = static_cast<double>(below.empty() ? 0 : stage.wrap(below, second, room, 2).lines.size());
    const double step = wide ? 1.18 : 1.32, words_height = words.size * step * (wide ? 2 : 1), second_height = lines * second.size * 1.34;
    double y = card.y + (card.h - icon - 28 - words_height - (below.empty() ? 0 : 12) - second_height) / 2;
    stage.icon("card", line.icon, card.x + (card.w - icon) / 2, y, icon, theme::tone(line.tone));
    y += icon + 28;
    centred(stage, line.text, {card.x + 32, y, room, 0}, words, step, 2);
    centred(stage, below, {card.x + 32, y + words_height + 12, room, 0}, second, 1.34, 2);
    stage.owner({});
}

}  // namespace anju::paint::layout
