// SPDX-License-Identifier: Apache-2.0
#include "remote-input/sdl_source.hpp"

#include <SDL.h>
#include <gtest/gtest.h>

namespace anju::keys {
namespace {

constexpr Time kStart{std::chrono::hours{1}};

SDL_Event key(SDL_Keycode code, bool down = true, bool repeat = false, int modifiers = 0) {
    SDL_Event event{};
    event.type = down ? SDL_KEYDOWN : SDL_KEYUP;
    event.key.keysym.sym = code;
    event.key.keysym.mod = static_cast<Uint16>(modifiers);
    event.key.repeat = repeat ? 1 : 0;
    return event;
}

std::optional<Key> pressed(SDL_Keycode code) {
    SdlSource source;
    const auto press = source.press(key(code), kStart);
    return press ? std::optional(press->key) : std::nullopt;
}

TEST(Keyboard, IsARemoteToo) {
    EXPECT_EQ(pressed(SDLK_UP), Key::Up);
    EXPECT_EQ(pressed(SDLK_RETURN), Key::Ok);
    EXPECT_EQ(pressed(SDLK_KP_ENTER), Key::Ok);
    EXPECT_EQ(pressed(SDLK_ESCAPE), Key::Back);
    EXPECT_EQ(pressed(SDLK_AC_BACK), Key::Back);
    EXPECT_EQ(pressed(SDLK_F1), Key::Red);
    EXPECT_EQ(pressed(SDLK_F4), Key::Blue);
    EXPECT_EQ(pressed(SDLK_0), Key::Digit0);
    EXPECT_EQ(pressed(SDLK_KP_9), Key::Digit9);
    EXPECT_EQ(pressed(SDLK_KP_0), Key::Digit0);
    EXPECT_EQ(pressed(SDLK_q), std::nullopt);
}

TEST(Keyboard, LeavesTheDesktopItsOwnKeys) {
    SdlSource source;
    EXPECT_FALSE(source.press(key(SDLK_F4, true, false, KMOD_LALT), kStart));
    EXPECT_FALSE(source.press(key(SDLK_RETURN, true, false, KMOD_RCTRL), kStart));
}

TEST(Keyboard, RepeatsAsAHeldRemoteDoes) {
    SdlSource source;
    EXPECT_EQ(source.press(key(SDLK_DOWN), kStart), (KeyPress{Key::Down, false}));
    EXPECT_FALSE(source.press(key(SDLK_DOWN, true, true), kStart + std::chrono::milliseconds(600)));
    EXPECT_EQ(source.press(key(SDLK_DOWN, true, true), kStart + std::chrono::milliseconds(1100)),
              (KeyPress{Key::Down, true}));
    EXPECT_FALSE(source.press(key(SDLK_DOWN, false), kStart + std::chrono::milliseconds(1200)));
}

TEST(Keyboard, OtherEventsAreNoKeys) {
    SdlSource source;
    SDL_Event event{};
    event.type = SDL_MOUSEBUTTONDOWN;
    EXPECT_FALSE(source.press(event, kStart));
}

}  // namespace
}  // namespace anju::keys
