// SPDX-License-Identifier: Apache-2.0
// The keys that Anju TV knows, whatever remote or keyboard they come from.
#pragma once

#include <optional>
#include <string_view>

namespace anju::keys {

enum class Key {
    Up,
    Down,
    Left,
    Right,
    Ok,
    Back,
    Red,
    Green,
    Yellow,
    Blue,
    Sos,
    Menu,
    Home,
    VolumeUp,
    VolumeDown,
    Mute,
    ChannelUp,
    ChannelDown,
    Digit0,
    Digit1,
    Digit2,
    Digit3,
    Digit4,
    Digit5,
    Digit6,
    Digit7,
    Digit8,
    Digit9,
};

// One action of the person: already debounced; a held key comes once as a press, then as repeats.
struct KeyPress {
    Key key{};
    bool repeat = false;
    bool device = false;  // of the kernel's: the alarm guard reads it, too
    bool operator==(const KeyPress&) const = default;
};

// The words of scripts and the mirror: "up", "ok", "volume_up", "5".
std::string_view name(Key key);
std::optional<Key> from_name(std::string_view name);

}  // namespace anju::keys
