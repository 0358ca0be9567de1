// SPDX-License-Identifier: Apache-2.0
// An alarm: what is to be seen at once at the left, how far it is at the right, one sentence below.
#include <algorithm>

#include <fmt/format.h>

#include "screens/paint/layout/alarm_cards.hpp"

namespace anju::paint::layout {

namespace {

using screens::Step;

constexpr double kCardWidth = 660, kStepsLeft = 804, kPad = 28;
constexpr int kDisc = 72, kFace = 108;

AlarmColours colours(const Scene& scene) {
    const Colour line = with_opacity(theme::kWhite, 22);
    if (scene.kind == screens::Kind::Help) {
        return {{theme::kAlarmRow, theme::kAlarmRow}, theme::kOnAlarm, theme::kAlarmLater, theme::kAlarmDisc, theme::kAlarmDiscEdge, line, {theme::kAlarmRow, theme::kAlarmRow}};
    }
    return {theme::kRaised, theme::kText2, theme::kText2, theme::kBackground.bottom, theme::kText3, line, theme::kSurface};
}

void top_line(Stage& stage, const Scene& scene, const AlarmColours& c) {
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
    const Style words = alarm_fitted(stage, scene.title, title, right - kTitleLeft, least);
    if (stage.fits(scene.title, words, right - kTitleLeft)) {
        stage.text(scene.title, kTitleLeft, kTop, kHeight, words);
    } else {
        const Style two{52, Weight::Bold, theme::kText};
        stage.paragraph(scene.title, {kTitleLeft, kTop - 4, right - kTitleLeft, 56}, 56, two, 2);
    }
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

Row row_of(Stage& stage, const Step& step, const AlarmColours& c, bool over) {
    const bool now = step.state == Step::State::Now && !step.who;
    const double room = theme::kRight - kPad - (kStepsLeft + 16 + kDisc + 32);
    const Weight weight = step.state == Step::State::Later ? Weight::Medium : Weight::Bold;
    Row row{&step, {stage.at(now ? theme::kStepNow : theme::kStep), weight, step.state == Step::State::Later ? c.later : theme::kText},
            {stage.at(theme::kSecond), Weight::Regular, c.words}, {stage.at(theme::kStepTime), Weight::Regular, c.words}, 1, !step.when.empty(), !step.sub.empty(), room, step.sub};
    const double time = step.when.empty() ? 0 : stage.measure(stage.clean(step.when, row.when.weight), row.when) + 28;
    const int least = stage.at({44, 50, 58});
    row.title = alarm_fitted(stage, step.title, row.title, room - time, least);
    row.width = room - time;
    if (!stage.fits(step.title, row.title, row.width)) {
        row.with_when = false;
        row.width = room;
        row.title = alarm_fitted(stage, step.title, row.title, room, least);
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
        row.sub = alarm_fitted(stage, row.below, row.sub, row.width, theme::kSecond[0]);
        row.with_sub = stage.fits(row.below, row.sub, row.width);
    }
    return row;
}

void draw_row(Stage& stage, const Row& row, std::size_t i, double top, double height, const AlarmColours& c) {
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

void steps(Stage& stage, const Scene& scene, double top, double bottom, const AlarmColours& c) {
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
    const Style words = alarm_fitted(stage, scene.notice->text, {stage.at(theme::kNoticeWords), Weight::Bold, colour}, width, stage.at({48, 52, 56}));
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
    const AlarmColours c = colours(scene);
    const bool choices = scene.items.size() > 1;
    const double low = choices ? stage.at({128, 132, 136}) : stage.at({124, 132, 140});
    const double low_top = hints_top(stage) - (choices ? stage.at({46, 38, 30}) : stage.at({38, 30, 24})) - low;
    const bool picture = std::ranges::find(scene.videos, true, [](const auto& area) { return area.which != screens::VideoArea::Which::Self; }) != scene.videos.end();
    const bool talk = !scene.videos.empty();  // as high as screens/alarm_accepted.cpp puts the pictures
    const double top = talk ? stage.at({196, 190, 178}) : stage.at({204, 190, 178});
    const Rect card{theme::kSafeX, top, kCardWidth, low_top - (choices ? stage.at({44, 36, 32}) : talk ? stage.at({36, 30, 26}) : stage.at({40, 30, 26})) - top};
    top_line(stage, scene, c);
    if (scene.countdown) {
        alarm_countdown_card(stage, scene, card);
    } else if (!scene.figures.empty()) {
        alarm_number_card(stage, scene, card);
    } else if (picture) {
        alarm_picture_card(stage, scene);
    } else if (!scene.faces.empty()) {
        alarm_person_card(stage, scene, card, c);
    } else if (!scene.lines.empty()) {
        alarm_words_card(stage, scene, card, c);
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
