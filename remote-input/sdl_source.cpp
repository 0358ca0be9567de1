// SPDX-License-Identifier: Apache-2.0
#include "remote-input/sdl_source.hpp"

#include <SDL.h>

#include <array>
#include <utility>

namespace anju::keys {
namespace {

constexpr std::pair<SDL_Keycode, Key> kKeys[] = {
    {SDLK_UP, Key::Up},
    {SDLK_DOWN, Key::Down},
    {SDLK_LEFT, Key::Left},
    {SDLK_RIGHT, Key::Right},
    {SDLK_RETURN, Key::Ok},
    {SDLK_KP_ENTER, Key::Ok},
    {SDLK_SELECT, Key::Ok},
    {SDLK_SPACE, Key::Ok},
    {SDLK_ESCAPE, Key::Back},
    {SDLK_BACKSPACE, Key::Back},
    {SDLK_AC_BACK, Key::Back},
    {SDLK_F1, Key::Red},
    {SDLK_F2, Key::Green},
    {SDLK_F3, Key::Yellow},
    {SDLK_F4, Key::Blue},
    {SDLK_APPLICATION, Key::Menu},
    {SDLK_MENU, Key::Menu},
    {SDLK_HOME, Key::Home},
    {SDLK_AC_HOME, Key::Home},
    {SDLK_VOLUMEUP, Key::VolumeUp},
    {SDLK_KP_PLUS, Key::VolumeUp},
    {SDLK_EQUALS, Key::VolumeUp},
    {SDLK_PLUS, Key::VolumeUp},
    {SDLK_VOLUMEDOWN, Key::VolumeDown},
    {SDLK_KP_MINUS, Key::VolumeDown},
    {SDLK_MINUS, Key::VolumeDown},
    {SDLK_MUTE, Key::Mute},
    {SDLK_AUDIOMUTE, Key::Mute},
    {SDLK_PAGEUP, Key::ChannelUp},
    {SDLK_PAGEDOWN, Key::ChannelDown},
};

constexpr SDL_Keycode kPad[] = {SDLK_KP_0, SDLK_KP_1, SDLK_KP_2, SDLK_KP_3, SDLK_KP_4,
                                SDLK_KP_5, SDLK_KP_6, SDLK_KP_7, SDLK_KP_8, SDLK_KP_9};

Key digit(int value) { return static_cast<Key>(static_cast<int>(Key::Digit0) + value); }

std::optional<Key> key_of(SDL_Keycode code) {
    for (const auto& [known, key] : kKeys) {
        if (known == code) {
            return key;
        }
    }
    if (code >= SDLK_0 && code <= SDLK_9) {
        return digit(code - SDLK_0);
    }
    for (int i = 0; i < 10; ++i) {
        if (kPad[i] == code) {
            return digit(i);
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<KeyPress> SdlSource::press(const SDL_Event& event, Time now) {
    if (event.type != SDL_KEYDOWN && event.type != SDL_KEYUP) {
        return std::nullopt;
    }
    const auto key = key_of(event.key.keysym.sym);
    // Alt, Ctrl and the logo key belong to the desktop.
    if (!key || (event.key.keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)) != 0) {
        return std::nullopt;
    }
    const auto edge = event.type == SDL_KEYUP ? Edge::Released
                      : event.key.repeat != 0 ? Edge::Held
                                              : Edge::Pressed;
    return repeat_.feed(*key, edge, now);
}

}  // namespace anju::keys
