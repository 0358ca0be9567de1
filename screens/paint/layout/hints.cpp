// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "screens/paint/layout/layout.hpp"

namespace anju::paint::layout {

namespace {

struct Measures {
    double height, pad, least, after_key, gap;
};

Measures measures(const Stage& stage) {
    switch (stage.text_size()) {
        case model::TextSize::Standard: return {60, 26, 108, 18, 44};
        case model::TextSize::Large: return {76, 30, 128, 20, 48};
        case model::TextSize::Largest: return {92, 36, 150, 20, 56};
    }
    return {60, 26, 108, 18, 44};
}

struct Hint {
    const screens::Shortcut* shortcut;
    std::string id;
    double key_width, width;
    bool needless;  // arrows: the ring shows that one can move
};

bool is_arrow(keys::Key key) { return key == keys::Key::Up || key == keys::Key::Down || key == keys::Key::Left || key == keys::Key::Right; }

}  // namespace

double hints_top(const Stage& stage) { return theme::kBottom - measures(stage).height - 4; }

void hints(Stage& stage, const Scene& scene, Colour words) {
    const Measures m = measures(stage);
    const Style key{stage.at(theme::kHintKey), Weight::Bold, theme::kText};
    const Style word{stage.at(theme::kHintWords), Weight::Regular, words};
    const double top = theme::kBottom - m.height - (stage.text_size() == model::TextSize::Standard ? 2 : 0);

    std::vector<Hint> left;
    std::optional<Hint> right;
    for (std::size_t i = 0; i < scene.shortcuts.size(); ++i) {
        const auto& shortcut = scene.shortcuts[i];
        Hint hint{&shortcut, fmt::format("hint:{}", i), 0, 0, false};
        hint.key_width = std::max(m.least, stage.measure(stage.clean(shortcut.key_label, key.weight), key) + 2 * m.pad);
        hint.width = hint.key_width + m.after_key + stage.measure(stage.clean(shortcut.label, word.weight), word);
        hint.needless = !shortcut.keys.empty() && is_arrow(shortcut.keys.front());
        if (!shortcut.keys.empty() && (shortcut.keys.front() == keys::Key::Red || shortcut.keys.front() == keys::Key::Sos)) {
            right = hint;
        } else {
            left.push_back(hint);
        }
    }

    const double icon = stage.text_size() == model::TextSize::Standard ? 48 : m.height * 0.7;
    bool status = scene.status.has_value();
    bool status_words = status && !scene.status->text.empty();  // which go with it
    double gap = m.gap;
    const auto status_width = [&] {
        const double picture = status && !scene.status->icon.empty() ? icon + (status_words ? 18 : 0) : 0.0;
        return picture + (status_words ? stage.measure(stage.clean(scene.status->text, word.weight), word) : 0.0);
    };
    const auto total = [&] {
        double sum = (right ? right->width + gap : 0) + (status ? status_width() + gap : 0);
        for (const auto& hint : left) {
            sum += hint.width + gap;
        }
        return sum - gap;
    };
    // Too long: first the gaps, then words that only repeat, then arrows that the ring explains.
    const double room = theme::kRight - theme::kSafeX;
    if (total() > room) {
        gap = m.gap * 0.6;
    }
    if (total() > room && scene.status && scene.online) {
        status_words = false;
    }
    if (total() > room && scene.online) {
        status = false;
        status_words = false;
    }
    while (total() > room) {
        const auto needless = std::find_if(left.rbegin(), left.rend(), [](const Hint& hint) { return hint.needless; });
        if (needless == left.rend()) {
            break;
        }
        left.erase(std::next(needless).base());
    }
    while (total() > room && left.size() > 1) {
        left.pop_back();
    }
    if (total() > room) {
        status_words = false;
    }

    const auto draw = [&](const Hint& hint, double x) {
        const auto first = hint.shortcut->keys.empty() ? keys::Key::Back : hint.shortcut->keys.front();
        Colour fill = theme::kKey;
        Style on = key;
        if (first == keys::Key::Ok) {
            fill = theme::kKeyOk;
            on.colour = theme::kOnKeyOk;
        } else if (first == keys::Key::Red || first == keys::Key::Sos) {
            fill = theme::kKeyRed;
        }
        stage.owner(hint.id);
        if (first == keys::Key::Ok && !scene.focus.empty() && !stage.spots.contains(scene.focus)) {
            // What OK does has no plate of its own (a message): it stands where it is written.
            stage.spot(scene.focus, {x, top, hint.width, m.height}, -static_cast<int>(m.height / 2), false);
        }
        stage.spot(hint.id, {x, top, hint.width, m.height}, static_cast<int>(m.height / 2), false);
        stage.plate(hint.id, {x, top, hint.key_width, m.height}, static_cast<int>(m.height / 2), {fill, fill});
        stage.text(hint.shortcut->key_label, x + hint.key_width / 2, top, m.height, on, Align::Centre);
        stage.text(hint.shortcut->label, x + hint.key_width + m.after_key, top, m.height, word);
    };
    double x = theme::kSafeX;
    for (const auto& hint : left) {
        draw(hint, x);
        x += hint.width + gap;
    }
    double end = theme::kRight;
    if (right) {
        draw(*right, end - right->width);
        end -= right->width + m.gap;
    }
    if (status) {
        stage.owner("status");
        const double from = end - status_width();
        if (!scene.status->icon.empty()) {
            stage.icon("status", scene.status->icon, from, top + (m.height - icon) / 2, icon, theme::tone(scene.status->tone));
        }
        if (status_words) {
            Style said = word;
            said.colour = scene.status->tone == screens::Tone::Plain || scene.status->tone == screens::Tone::Good ? words : theme::tone(scene.status->tone);
            stage.text(scene.status->text, end, top, m.height, said, Align::Right);
        }
    }
    stage.owner({});
}

}  // namespace anju::paint::layout
