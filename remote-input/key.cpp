// SPDX-License-Identifier: Apache-2.0
#include "remote-input/key.hpp"

#include <array>
#include <utility>

namespace anju::keys {
namespace {

constexpr std::array<std::pair<Key, std::string_view>, 28> kNames{{
    {Key::Up, "up"},
    {Key::Down, "down"},
    {Key::Left, "left"},
    {Key::Right, "right"},
    {Key::Ok, "ok"},
    {Key::Back, "back"},
    {Key::Red, "red"},
    {Key::Green, "green"},
    {Key::Yellow, "yellow"},
    {Key::Blue, "blue"},
    {Key::Sos, "sos"},
    {Key::Menu, "menu"},
    {Key::Home, "home"},
    {Key::VolumeUp, "volume_up"},
    {Key::VolumeDown, "volume_down"},
    {Key::Mute, "mute"},
    {Key::ChannelUp, "channel_up"},
    {Key::ChannelDown, "channel_down"},
    {Key::Digit0, "0"},
    {Key::Digit1, "1"},
    {Key::Digit2, "2"},
    {Key::Digit3, "3"},
    {Key::Digit4, "4"},
    {Key::Digit5, "5"},
    {Key::Digit6, "6"},
    {Key::Digit7, "7"},
    {Key::Digit8, "8"},
    {Key::Digit9, "9"},
}};

constexpr bool in_the_order_of_the_enum() {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (static_cast<std::size_t>(kNames[i].first) != i) {
            return false;
        }
    }
    return true;
}
static_assert(in_the_order_of_the_enum());

}  // namespace

std::string_view name(Key key) { return kNames.at(static_cast<std::size_t>(key)).second; }

std::optional<Key> from_name(std::string_view name) {
    for (const auto& [key, word] : kNames) {
        if (word == name) {
            return key;
        }
    }
    return std::nullopt;
}

}  // namespace anju::keys
