// SPDX-License-Identifier: Apache-2.0
#include "screens/interpret.hpp"

#include <algorithm>
#include <cstdlib>

#include "screens/common.hpp"

namespace anju::screens {
namespace {

using keys::Key;
using model::Intent;

int centre(const Cell& cell) { return (cell.left + cell.right) / 2; }
int last_row(const Cell& cell) { return cell.row + cell.rows - 1; }
bool rows_meet(const Cell& a, const Cell& b) {
    return a.row <= last_row(b) && b.row <= last_row(a);
}
int overlap(const Cell& a, const Cell& b) {
    return std::max(0, std::min(a.right, b.right) - std::max(a.left, b.left));
}

// How far an item lies in a direction, nearest first; nothing: it does not lie there.
struct Rank {
    int distance = 0, aside = 0, order = 0;
    auto operator<=>(const Rank&) const = default;
};
std::optional<Rank> rank(const Cell& from, const Cell& to, Key direction) {
    if (direction == Key::Left || direction == Key::Right) {
        const int distance =
            direction == Key::Left ? from.left - to.right : to.left - from.right;
        if (distance < 0 || !rows_meet(from, to)) {
            return std::nullopt;
        }
        return Rank{distance, std::abs(from.row - to.row), 0};
    }
    const int distance =
        direction == Key::Up ? from.row - last_row(to) : to.row - last_row(from);
    if (distance <= 0) {
        return std::nullopt;
    }
    return Rank{distance, -overlap(from, to), std::abs(centre(from) - centre(to))};
}

std::optional<Intent> move(const Scene& scene, const Item& from, Key direction) {
    const Item* best = nullptr;
    std::optional<Rank> best_rank;
    for (const auto& item : scene.items) {
        if (item.id == from.id || !can_have_focus(item)) {
            continue;
        }
        const auto found = rank(from.cell, item.cell, direction);
        if (found && (!best_rank || *found < *best_rank)) {
            best = &item;
            best_rank = found;
        }
    }
    if (!best) {
        return std::nullopt;  // edges do not wrap
    }
    return model::FocusItem{best->id};
}

bool is_arrow(Key key) {
    return key == Key::Up || key == Key::Down || key == Key::Left || key == Key::Right;
}

// What a key that is held down does again and again.
bool goes_on(const Intent& intent) {
    return std::holds_alternative<model::FocusItem>(intent) || std::holds_alternative<model::ChangeVolume>(intent);
}

std::optional<Intent> arrow(const Scene& scene, const Item* item, keys::KeyPress press) {
    if (!item) {
        return std::nullopt;
    }
    // ← and → belong to an item that turns or changes: its end is an edge like any other.
    const bool aside = press.key == Key::Left || press.key == Key::Right;
    const bool owned = aside ? item->left || item->right : item->up || item->down;
    if (owned) {
        const auto& own = press.key == Key::Left    ? item->left
                          : press.key == Key::Right ? item->right
                          : press.key == Key::Up    ? item->up
                                                    : item->down;
        return press.repeat && !(own && goes_on(*own)) ? std::nullopt : own;
    }
    return move(scene, *item, press.key);
}

}  // namespace

std::optional<Intent> interpret(const Scene& scene, keys::KeyPress press) {
    if (press.key == Key::Red || press.key == Key::Sos) {  // on every screen, also in the dark
        const auto source = press.key == Key::Red ? contract::AlarmSource::Red : contract::AlarmSource::Sos;
        return press.repeat ? std::nullopt : std::optional<Intent>{model::CallHelp{source, press.device}};
    }
    if (scene.form == Form::Night) {
        return press.repeat ? std::nullopt : std::optional<Intent>{model::Wake{}};
    }
    const auto* item = focused(scene);
    for (const auto& shortcut : scene.shortcuts) {
        if (shortcut.intent && std::ranges::find(shortcut.keys, press.key) != shortcut.keys.end()) {
            if (std::holds_alternative<model::TakeBack>(*shortcut.intent) && !press.repeat) {
                return model::TakeBack{press.device};
            }
            return press.repeat && !goes_on(*shortcut.intent) ? std::nullopt : shortcut.intent;
        }
    }
    if (is_arrow(press.key)) {
        return arrow(scene, item, press);
    }
    if (press.repeat) {
        return std::nullopt;
    }
    if (press.key == Key::Ok) {
        return item && item->enabled ? item->ok : std::nullopt;
    }
    if (press.key == Key::Back) {
        return model::GoBack{};
    }
    if (press.key == Key::Home) {
        return model::GoHome{};
    }
    if (press.key == Key::VolumeUp || press.key == Key::VolumeDown) {
        return model::ChangeVolume{press.key == Key::VolumeUp ? 1 : -1};
    }
    if (press.key == Key::Mute) {
        return model::ToggleMute{};
    }
    return std::nullopt;
}

}  // namespace anju::screens
