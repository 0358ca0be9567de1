// SPDX-License-Identifier: Apache-2.0
// An alarm: what is to be seen at once at the left, how far it is at the right, one sentence below.
#include <algorithm>

#include <fmt/format.h>

#include "screens/paint/layout/takeover.hpp"

namespace anju::paint::layout {

namespace {

using screens::Step;

constexpr double kCardWidth = 660, kStepsLeft = 804, kPad = 28;
constexpr int kDisc = 72, kFace = 108;

struct Colours {
    Fill row;                       // what goes on now
    Colour words, later, disc, disc_edge, line;
    Fill card;
};

Colours colours(const Scene& scene) {
    const Colour line = with_opacity(theme::kWhite, 22);
    if (scene.kind == screens::Kind::Help) {
        return {{theme::kAlarmRow, theme::kAlarmRow}, theme::kOnAlarm, theme::kAlarmLater, theme::kAlarmDisc, theme::kAlarmDiscEdge, line, {theme::kAlarmRow, theme::kAlarmRow}};
    }
    return {theme::kRaised, theme::kText2, theme::kText2, theme::kBackground.bottom, theme::kText3, line, theme::kSurface};
}

// As large as it fits on one line, down to `least`.
Style fitted(Stage& stage, std::string_view words, Style style, double width, int least) {
    while (style.size > least && !stage.fits(words, style, width)) {
        style.size -= 2;
    }
    return style;
}

void top_line(Stage& stage, const Scene& scene, const Colours& c) {
    constexpr double kTop = theme::kSafeY, kHeight = 104;
    stage.owner("header");
    const Fill plate = scene.kind == screens::Kind::Help ? Fill{theme::kKeyRed, theme::kKeyRed} : theme::kNeutral;
    stage.plate("header", {theme::kSafeX, kTop, kHeight, kHeight}, 34, plate, with_opacity(theme::kWhite, 20));
    stage.icon("header", scene.icon, theme::kSafeX + 15, kTop + 15, 74, theme::kWhite);
    constexpr double kTitleLeft = theme::kSafeX + kHeight + 28;
    double right = theme::kRight;
    const Style aside{stage.at(theme::kAlarmAside), Weight::Regular, c.words};
    const int least = theme::at(theme::kTitle, model::TextSize::Standard);
    const Style title{stage.at(theme::kAlarmTitle), Weight::Bold, theme::kText};
    if (!scene.live.label.empty()) {
        right = live(stage, scene) - 40;
        stage.owner("header");
    } else {
        live_frame(stage, scene);
        const double wide = stage.measure(stage.clean(scene.aside, aside.weight), aside);
        if (stage.fits(scene.title, title, right - wide - 40 - kTitleLeft)) {
            stage.text(scene.aside, right, kTop + 8, 88, aside, Align::Right);
            right -= wide + 40;
        }
    }
    const Style words = fitted(stage, scene.title, title, right - kTitleLeft, least);
    if (stage.fits(scene.title, words, right - kTitleLeft)) {
        stage.text(scene.title, kTitleLeft, kTop, kHeight, words);
    } else {
        const Style two{52, Weight::Bold, theme::kText};
        stage.paragraph(scene.title, {kTitleLeft, kTop - 4, right - kTitleLeft, 56}, 56, two, 2);
    }
    stage.owner({});
}

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

void countdown_card(Stage& stage, const Scene& scene, const Rect& card) {
    stage.owner("countdown");
    stage.plate("countdown/card", card, theme::kPanelRadius, {theme::kNotice, theme::kNotice});
    const Style asks = fitted(stage, scene.countdown->before, {stage.at({52, 60, 68}), Weight::Bold, theme::kOnNotice}, card.w - 64, 48);
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

// Centred lines, as many as there is room for. Returns the height taken.
double centred(Stage& stage, std::string_view words, const Rect& room, Style style, double step, int most) {
    if (words.empty()) {
        return 0;
    }
    const double line = style.size * step;
    return line * stage.paragraph(words, {room.x, room.y, room.w, line}, line, style, most, Align::Centre);
}

void number_card(Stage& stage, const Scene& scene, const Rect& card) {
    stage.owner("number");
    stage.plate("number/card", card, theme::kPanelRadius, {theme::kNotice, theme::kNotice});
    const auto& [asks, number] = scene.figures.front();
    const Style words{stage.at({52, 60, 68}), Weight::Bold, theme::kOnNotice};
    const Style figure = fitted(stage, number, {216, Weight::Bold, theme::kAlarmFigure}, card.w - 64, 72);
    const std::string below = scene.text.empty() ? std::string{} : scene.text.front();
    const Style second{stage.at({46, 54, 62}), Weight::Medium, theme::kOnNotice};
    const double words_height = words.size * 1.36, figure_height = figure.size * 1.16, second_height = second.size * 1.36;
    double y = card.y + (card.h - words_height - figure_height - second_height) / 2;
    const Style top = fitted(stage, asks, words, card.w - 64, 44);
    stage.text(asks, card.x + card.w / 2, y, words_height, top, Align::Centre);
    stage.text(number, card.x + card.w / 2, y + words_height, figure_height, figure, Align::Centre);
    const Style under = fitted(stage, below, second, card.w - 64, 40);
    stage.text(below, card.x + card.w / 2, y + words_height + figure_height, second_height, under, Align::Centre);
    stage.owner({});
}

// Who has it: a head, the name, from where.
void person_card(Stage& stage, const Scene& scene, const Rect& card, const Colours& c) {
    stage.owner("person");
    stage.plate("person/card", card, theme::kPanelRadius, c.card, with_opacity(theme::kWhite, 18));
    const double face = stage.at({264, 232, 208});
    const Style name = fitted(stage, scene.faces.front().name, {stage.at({60, 68, 80}), Weight::Bold, theme::kText}, card.w - 64, stage.at({52, 56, 60}));
    const bool wide = !stage.fits(scene.faces.front().name, name, card.w - 64);
    const Style second{stage.at({44, 52, 60}), Weight::Regular, c.words};
    const double name_line = name.size * (wide ? 1.16 : 1.34), name_height = name_line * (wide ? 2 : 1);
    const std::string place = scene.text.empty() || !stage.fits(scene.text.front(), second, card.w - 64) ? std::string{} : scene.text.front();
    const double place_height = place.empty() ? 0 : second.size * 1.36;
    double y = card.y + (card.h - face - 20 - name_height - place_height) / 2;
    stage.face("person/face", scene.faces.front().photo, card.x + (card.w - face) / 2, y, face, theme::kWhite, 6);
    y += face + 20;
    centred(stage, scene.faces.front().name, {card.x + 32, y, card.w - 64, 0}, name, wide ? 1.16 : 1.34, 2);
    y += name_height;
    stage.text(place, card.x + card.w / 2, y, place_height, second, Align::Centre);
    stage.owner({});
}

void words_card(Stage& stage, const Scene& scene, const Rect& card, const Colours& c) {
    stage.owner("card");
    stage.plate("card", card, theme::kPanelRadius, c.card, with_opacity(theme::kWhite, scene.kind == screens::Kind::Help ? 18 : 8));
    const auto& line = scene.lines.front();
    const double icon = stage.at({200, 172, 148}), room = card.w - 64;
    const Style words = fitted(stage, line.text, {stage.at(theme::kCardWords), Weight::Bold, theme::kText}, room, stage.at({56, 60, 66}));
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

// A step as it fits beside its time, without it, on two lines: in this order.
struct Row {
    const Step* step;
    Style title, sub, when;
    int lines = 1;
    bool with_when = true, with_sub = true;
    double width = 0;
    std::string below{};  // the second line
    double title_height() const { return title.size * (lines > 1 ? 1.22 : 1.3) * lines; }
    double sub_height() const { return with_sub ? sub.size * 1.32 : 0; }
    double height() const { return std::max<double>(step->who ? kFace + 12 : step->state == Step::State::Now ? kDisc + 40 : kDisc + 12, title_height() + sub_height() + (step->state == Step::State::Now && !step->who ? 28 : 16)); }
};

Row row_of(Stage& stage, const Step& step, const Colours& c, bool over) {
    const bool now = step.state == Step::State::Now && !step.who;
    const double room = theme::kRight - kPad - (kStepsLeft + 16 + kDisc + 32);
    const Weight weight = step.state == Step::State::Later ? Weight::Medium : Weight::Bold;
    Row row{&step, {stage.at(now ? theme::kStepNow : theme::kStep), weight, step.state == Step::State::Later ? c.later : theme::kText},
            {stage.at(theme::kSecond), Weight::Regular, c.words}, {stage.at(theme::kStepTime), Weight::Regular, c.words}, 1, !step.when.empty(), !step.sub.empty(), room, step.sub};
    const double time = step.when.empty() ? 0 : stage.measure(stage.clean(step.when, row.when.weight), row.when) + 28;
    const int least = stage.at({44, 50, 58});
    row.title = fitted(stage, step.title, row.title, room - time, least);
    row.width = room - time;
    if (!stage.fits(step.title, row.title, row.width)) {
        row.with_when = false;
        row.width = room;
        row.title = fitted(stage, step.title, row.title, room, least);
    }
    if (!stage.fits(step.title, row.title, row.width)) {
        row.lines = 2;
        row.width -= step.who ? 12 : 0;
        while (row.title.size > 40 && stage.wrap(step.title, row.title, row.width, 2).clipped) {
            row.title.size -= 2;
        }
    }
    if (!row.with_when && !step.when.empty() && step.state == Step::State::Now && (over || step.who)) {  // until when, how long: not since when
        row.below = step.when;
    }
    row.with_sub = !row.below.empty() && stage.fits(row.below, row.sub, row.width);
    if (!row.below.empty() && !row.with_sub && stage.text_size() != model::TextSize::Standard) {
        row.sub = fitted(stage, row.below, row.sub, row.width, theme::kSecond[0]);
        row.with_sub = stage.fits(row.below, row.sub, row.width);
    }
    return row;
}

void draw_row(Stage& stage, const Row& row, std::size_t i, double top, double height, const Colours& c) {
    const Step& step = *row.step;
    const std::string name = fmt::format("step{}", i);
    stage.owner(name);
    const bool now = step.state == Step::State::Now && !step.who;
    if (now) {
        stage.plate(name + "/row", {kStepsLeft, top, theme::kRight - kStepsLeft, height}, theme::kRowRadius, c.row, with_opacity(theme::kWarm, 60));
    }
    const Rect disc{kStepsLeft + 16, top + (height - kDisc) / 2, kDisc, kDisc};
    if (step.who) {
        stage.face(name, step.who->photo, disc.x + (kDisc - kFace) / 2.0, top + (height - kFace) / 2, kFace, step.state == Step::State::Later ? c.disc_edge : theme::kWarm);
    } else if (step.state == Step::State::Later) {
        stage.plate(name + "/disc", disc, kDisc / 2, {c.disc, c.disc}, c.disc_edge, kInner, 0, 4);
        stage.plate(name + "/dot", {disc.x + 26, disc.y + 26, 20, 20}, 10, {c.disc_edge, c.disc_edge}, 0, kInnerTop);
    } else {
        const bool done = step.state == Step::State::Done;
        const Colour fill = done ? theme::kGood : theme::kWarm;
        stage.plate(name + "/disc", disc, kDisc / 2, {fill, fill}, 0, kInner);
        stage.icon(name, step.icon, disc.x + 12, disc.y + 12, 48, done ? theme::kOnGood : theme::kOnWarm);
    }
    const double x = disc.right() + 32 + (step.who && row.lines > 1 ? 12 : 0);  // clear of the face
    double y = top + (height - row.title_height() - row.sub_height()) / 2;
    if (row.lines > 1) {
        const double line = row.title_height() / row.lines;
        stage.paragraph(step.title, {x, y, row.width, line}, line, row.title, row.lines);
    } else {
        stage.text(step.title, x, y, row.title_height(), row.title);
    }
    if (row.with_sub) {
        stage.text(row.below, x, y + row.title_height(), row.sub_height(), row.sub);
    }
    if (row.with_when) {
        stage.text(step.when, theme::kRight - kPad, top, height, row.when, Align::Right);
    }
    stage.owner({});
}

void steps(Stage& stage, const Scene& scene, double top, double bottom, const Colours& c) {
    std::vector<Row> rows;
    double sum = 0;
    for (const Step& step : scene.steps) {
        rows.push_back(row_of(stage, step, c, scene.kind != screens::Kind::Help));
        sum += rows.back().height();
    }
    // Too high: second lines go, of what is to come first; of what goes on now last.
    for (const auto state : {Step::State::Later, Step::State::Done, Step::State::Now}) {
        for (auto row = rows.rbegin(); row != rows.rend() && sum > bottom - top; ++row) {
            if (row->step->state == state && row->with_sub) {
                sum -= row->height();
                row->with_sub = false;
                sum += row->height();
            }
        }
    }
    if (rows.empty()) {
        return;
    }
    const double gap = rows.size() == 1 ? 0 : std::clamp((bottom - top - sum) / static_cast<double>(rows.size() - 1), -8.0, 56.0);
    double y = top + std::max(0.0, (bottom - top - sum - gap * static_cast<double>(rows.size() - 1)) / 2);
    const double first = y + rows.front().height() / 2;
    double last = first;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        draw_row(stage, rows[i], i, y, rows[i].height(), c);
        last = y + rows[i].height() / 2;
        y += rows[i].height() + gap;
    }
    const Rect line{kStepsLeft + 16 + kDisc / 2.0 - 3, first, 6, last - first};
    stage.plate("steps/line", line, 3, {c.line, c.line}, 0, kShadow);
}

void sentence(Stage& stage, const Scene& scene, double top, double height) {
    if (!scene.notice) {
        return;
    }
    const bool quiet = scene.notice->quiet;
    stage.owner("notice");
    const Rect place{theme::kSafeX, top, theme::kRight - theme::kSafeX, height};
    const Fill fill = quiet ? Fill{theme::kAlarmRow, theme::kAlarmRow} : Fill{theme::kNotice, theme::kNotice};
    stage.plate("notice", place, theme::kRowRadius, fill, quiet ? with_opacity(theme::kWhite, 18) : 0);
    constexpr double kIcon = 72;
    stage.icon("notice", "campaign", place.x + 40, top + (height - kIcon) / 2, kIcon, quiet ? theme::kWarm : theme::kAlarmFigure);
    const double x = place.x + 40 + kIcon + 28, width = place.right() - 40 - x;
    const Colour colour = quiet ? theme::kText : theme::kOnNotice;
    const Style words = fitted(stage, scene.notice->text, {stage.at(theme::kNoticeWords), Weight::Bold, colour}, width, stage.at({48, 52, 56}));
    if (stage.fits(scene.notice->text, words, width)) {
        stage.text(scene.notice->text, x, top, height, words);
    } else {
        Style two{stage.at({44, 46, 48}), Weight::Bold, colour};
        while (two.size > 40 && stage.wrap(scene.notice->text, two, width, 2).clipped) {
            two.size -= 2;
        }
        const double line = two.size * 1.3;
        const auto lines = stage.wrap(scene.notice->text, two, width, 2);
        stage.paragraph(scene.notice->text, {x, top + (height - line * static_cast<double>(lines.lines.size())) / 2, width, line}, line, two, 2);
    }
    stage.owner({});
}

}  // namespace

void alarm(Stage& stage, const Scene& scene) {
    const Colours c = colours(scene);
    const bool choices = scene.items.size() > 1;
    const double low = choices ? stage.at({128, 132, 136}) : stage.at({124, 132, 140});
    const double low_top = hints_top(stage) - (choices ? stage.at({46, 38, 30}) : stage.at({38, 30, 24})) - low;
    const double top = stage.at({204, 190, 178});
    const Rect card{theme::kSafeX, top, kCardWidth, low_top - (choices ? stage.at({44, 36, 32}) : stage.at({40, 30, 26})) - top};
    top_line(stage, scene, c);
    if (scene.countdown) {
        countdown_card(stage, scene, card);
    } else if (!scene.figures.empty()) {
        number_card(stage, scene, card);
    } else if (!scene.faces.empty()) {
        person_card(stage, scene, card, c);
    } else if (!scene.lines.empty()) {
        words_card(stage, scene, card, c);
    }
    steps(stage, scene, card.y, card.bottom(), c);
    if (choices) {
        const double first = 1080, x = theme::kSafeX;
        big_choice(stage, scene.items[0], {x, low_top, first, low}, mood(scene.form), {60, 68, 80}, 72);
        big_choice(stage, scene.items[1], {x + first + 48, low_top, theme::kRight - x - first - 48, low}, mood(scene.form), {56, 64, 76}, 72);
    } else {
        sentence(stage, scene, low_top, low);
    }
    hints(stage, scene, c.words);
}

}  // namespace anju::paint::layout
