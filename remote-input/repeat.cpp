// SPDX-License-Identifier: Apache-2.0
#include "remote-input/repeat.hpp"

namespace anju::keys {
namespace {

bool is_arrow(Key key) {
    return key == Key::Up || key == Key::Down || key == Key::Left || key == Key::Right;
}

}  // namespace

// Down still, as far as we know: a finger that was on it all the time.
bool Repeat::rested(Time now) const {
    const auto lift = now - seen_;
    const bool tapped = !down_ && lift >= limits_.arrow_tap && lift >= 2 * touched_;
    return lift < limits_.arrow_lift && !tapped;
}

bool Repeat::same_press_again(Key key, Time now) const {
    if (key_ != key) {
        return false;
    }
    // A press while the key is down: its release was lost, or a second device saw the same press.
    const auto lift = now - seen_;
    if (lift < limits_.bounce) {
        return true;
    }
    const bool trembling = now - pressed_ < limits_.tremor;
    return trembling && (!is_arrow(key) || rested(now));
}

std::optional<KeyPress> Repeat::feed(Key key, Edge edge, Time now) {
    switch (edge) {
        case Edge::Released:
            if (key_ == key) {
                touched_ = down_ ? now - pressed_ : touched_;
                down_ = false;
                seen_ = now;
            }
            return std::nullopt;
        case Edge::Pressed: {
            const bool again = same_press_again(key, now);
            key_ = key;
            down_ = true;
            pressed_ = seen_ = now;
            if (again) {
                return std::nullopt;
            }
            meant_ = moved_ = now;
            return KeyPress{key, false};
        }
        case Edge::Held:
            if (key_ != key || !down_) {
                return std::nullopt;
            }
            seen_ = now;
            if (now - meant_ < limits_.hold || now - moved_ < limits_.pace) {
                return std::nullopt;
            }
            moved_ = now;
            return KeyPress{key, true};
    }
    return std::nullopt;
}

std::vector<TimedPress> held(Key key, std::chrono::milliseconds duration) {
    constexpr std::chrono::milliseconds kFirst{500},
        kEvery{33};  // REP_DELAY, REP_PERIOD of the kernel's input core
    Repeat repeat;
    std::vector<TimedPress> presses;
    const Time start{std::chrono::hours{1}};
    const auto take = [&](std::chrono::milliseconds at, Edge edge) {
        if (const auto press = repeat.feed(key, edge, start + at)) {
            presses.push_back({at, *press});
        }
    };
    take(std::chrono::milliseconds{0}, Edge::Pressed);
    for (auto at = kFirst; at <= duration; at += kEvery) {
        take(at, Edge::Held);
    }
    take(duration, Edge::Released);
    return presses;
}

}  // namespace anju::keys
