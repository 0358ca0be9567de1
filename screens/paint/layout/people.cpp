// SPDX-License-Identifier: Apache-2.0
// 想看看谁？: people as large cards, as many as stand side by side; words say how many more.
#include <algorithm>

#include <fmt/format.h>

#include "screens/paint/layout/takeover.hpp"

namespace anju::paint::layout {

namespace {

constexpr double kGap = 48;
constexpr theme::Sizes kState{40, 48, 60};

// What is so with a person: a dot or an icon, and words.
void state_line(Stage& stage, const Item& item, double x, double y, double width, double step, const Style& words, bool lit, int most) {
    const bool good = item.note_tone == screens::Tone::Good;
    Style style = words;
    style.colour = !item.enabled ? theme::kOffReason : good ? theme::kGoodOnKind : lit ? theme::kOnCall : theme::kText2;
    const std::string& said = item.enabled ? item.note : item.reason;
    const std::string name = "item:" + item.id;
    double from = x;
    if (good && item.enabled) {
        stage.plate(name + "/dot", {x, y + (step - 28) / 2, 28, 28}, 14, {theme::kReachable, theme::kReachable}, 0, kDot);
        from += 28 + 16;
    } else if (!item.icon.empty()) {
        const double icon = words.size > 44 ? 46 : 40;
        stage.icon(name, item.icon, x, y + (step - icon) / 2, icon, lit && item.enabled ? theme::kOnCall : theme::kText3);
        from += icon + 16;
    }
    stage.paragraph(said, {from, y, x + width - from, step}, step, style, most);
}

Colour between(Colour top, Colour bottom, double share) {
    Colour out = 0xFF000000;
    for (const int shift : {0, 8, 16}) {
        const double from = (top >> shift) & 255, to = (bottom >> shift) & 255;
        out |= static_cast<Colour>(from + (to - from) * share + 0.5) << shift;
    }
    return out;
}

Style state_style(const Stage& stage) { return {stage.at(kState), Weight::Regular, theme::kText2}; }

// lines: of the longest state of all cards, so that the names stand on one line.
void card(Stage& stage, const Item& item, const Rect& place, double picture, double lines, bool lit) {
    const std::string name = "item:" + item.id;
    const int grown = stage.grown(item.id);
    const double by = grown / stage.scale();
    Fill fill = !item.enabled ? theme::kOff : lit ? theme::kind(item.kind) : theme::kSurface;
    fill.top = between(fill.top, fill.bottom, picture / place.h);  // as if it began behind the picture
    const Colour edge = with_opacity(theme::kWhite, 10);
    stage.owner(item.id);
    stage.spot(item.id, place, theme::kTileRadius, true);
    stage.shadow(name, place, theme::kTileRadius, grown);
    // The foot of the card over the foot of the picture: so only its upper corners are round.
    stage.portrait(name, item.faces.empty() ? std::string{} : item.faces.front().photo, {place.x, place.y, place.w, picture + theme::kTileRadius * 2}, theme::kTileRadius, edge, kCard, grown, theme::kEdge);
    stage.plate(name + "/foot", {place.x, place.y + picture + 2 * by, place.w, place.h - picture - 2 * by}, theme::kTileRadius, fill, edge, kInner, grown);
    stage.plate(name + "/join", {place.x, place.y + picture + 2 * by, place.w, theme::kTileRadius * 1.0}, 0, {fill.top, fill.top}, 0, kInnerTop, grown);

    const Style title{stage.at(theme::kPerson), Weight::Bold, item.enabled ? theme::kText : theme::kOffText}, relation{stage.at(theme::kLine), Weight::Regular, lit ? theme::kOnCall : theme::kText2};
    const Style words = state_style(stage);
    const double pad = 28, width = place.w - 2 * pad + 8, x = place.x + pad, step = words.size * 1.3;
    const double room = place.h - picture, name_line = title.size * 1.3, spare = room - name_line - step * lines;
    double y = place.y + picture + spare * 0.42;
    // The name, the relation beside it; a long one a little smaller, then the relation instead.
    Style shown = title;
    std::string label = item.label;
    while (shown.size > theme::kTile[0] && !stage.fits(label, shown, width)) {
        shown.size -= 2;
    }
    if (!stage.fits(label, shown, width) && !item.short_label.empty()) {
        label = item.short_label;
        shown = title;
        while (shown.size > theme::kTile[0] && !stage.fits(label, shown, width)) {
            shown.size -= 2;
        }
    }
    const double label_width = stage.text(label, x, y, name_line, shown);
    if (!item.aside.empty() && label == item.label && stage.fits(item.aside, relation, width - label_width - 18)) {
        stage.text(item.aside, x + label_width + 18, y + 5, name_line, relation);
    }
    y += name_line + spare * 0.14;
    state_line(stage, item, x, y, width, step, words, lit, 2);
    stage.owner({});
}

double pill(Stage& stage, const Item& item, double x, double y, double height) {
    const Style word{stage.at(theme::kSecond40), Weight::Medium, theme::kText2};
    const double width = 30 + 48 + 16 + stage.measure(stage.clean(item.label, word.weight), word) + 36;
    const Rect place{x, y, width, height};
    stage.owner(item.id);
    stage.spot(item.id, place, static_cast<int>(height / 2), false);
    stage.plate("item:" + item.id, place, static_cast<int>(height / 2), theme::kSurface, with_opacity(theme::kWhite, 10));
    stage.icon("item:" + item.id, item.icon, x + 30, y + (height - 48) / 2, 48, theme::kText2);
    stage.text(item.label, x + 94, y, height, word);
    stage.owner({});
    return width;
}

}  // namespace

void people(Stage& stage, const Scene& scene) {
    const bool standard = stage.text_size() == model::TextSize::Standard;
    double top = head(stage, scene, true);
    top = scene.banner ? top : stage.at({196, 198, 204});
    std::vector<const Item*> cards, pills;
    for (const Item& item : scene.items) {
        (item.look == Look::Person ? cards : pills).push_back(&item);
    }
    // Below the cards: the other ways on at the left, how many more people at the right.
    const double low = stage.at({84, 88, 88}), foot_top = hints_top(stage) - stage.at({26, 20, 12}) - low;
    const double bottom = std::min(top + (standard ? 620.0 : 660.0), foot_top - stage.at({28, 26, 20}));
    const double columns = standard && cards.size() > 3 ? 4 : 3, width = (theme::kRight - theme::kSafeX - kGap * (columns - 1)) / columns;
    // What is said under the pictures first: they give way.
    const Style state = state_style(stage);
    double lines = 1;
    for (const Item* item : cards) {
        lines = std::max(lines, static_cast<double>(stage.wrap(item->enabled ? item->note : item->reason, state, width - 48 - 62, 2).lines.size()));
    }
    const double words = std::max<double>(stage.at({212, 204, 204}), stage.at(theme::kPerson) * 1.3 + state.size * 1.3 * lines + stage.at({44, 40, 24}));
    const double picture = std::min(400.0, bottom - top - words);
    double x = theme::kSafeX;
    for (const Item* item : cards) {
        card(stage, *item, {x, top, width, bottom - top}, picture, lines, item->id == scene.focus);
        x += width + kGap;
    }
    double left = theme::kSafeX;
    for (const Item* item : pills) {
        left += pill(stage, *item, left, foot_top, low) + theme::kGap;
    }
    if (!scene.page_word.empty()) {
        stage.owner("page");
        const Style words{stage.at(theme::kLine), Weight::Regular, theme::kText2};
        const double right = theme::kRight - (scene.more_right ? 68 : 0);
        std::string said = scene.page_word;
        if (!stage.fits(said, words, right - left)) {  // without the names
            for (const char* mark : {"：", ": "}) {
                said = said.substr(0, said.find(mark));
            }
        }
        const double width_of_words = stage.text(said, right, foot_top, low, words, Align::Right);
        if (scene.more_right) {
            stage.icon("page/right", "chevron_right", right + 8, foot_top + (low - 56) / 2, 56, theme::kWhite);
        }
        if (scene.more_left) {
            stage.icon("page/left", "chevron_left", right - width_of_words - 68, foot_top + (low - 56) / 2, 56, theme::kWhite);
        }
    }
    stage.owner({});
    hints(stage, scene);
}

}  // namespace anju::paint::layout
