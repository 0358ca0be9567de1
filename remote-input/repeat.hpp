// SPDX-License-Identifier: Apache-2.0
// From what a finger does to what the person meant: a bounce, a tremor and a long press are one
// press. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "remote-input/key.hpp"

namespace anju::keys {

using Time = std::chrono::steady_clock::time_point;

enum class Edge { Released = 0, Pressed = 1, Held = 2 };  // the kernel's values

// A press of the same key is the old one again when
//   - it comes within `bounce` of the release: no finger is that quick, a worn contact is; or
//   - it comes within `tremor` of the press before, and on an arrow the hand also rested on the key.
// A 3 Hz tremor presses every 333 ms (280-390). On OK, Back and all others any such second press is
// dropped: who means two presses leaves more than 0.4 s between them. On arrows a hand that taps
// touches the key for at most a third of the time, a trembling hand rests on it for longer: a press
// counts when the finger was off for `arrow_lift`, or for `arrow_tap` and twice as long as it had
// been on. Two presses a second always count, on every key. A train of dropped presses lasts as long as it goes on; another key
// ends it. A held key moves the focus again only after `hold`: a heavy thumb rests for 800 ms
// without meaning it.
struct Limits {
    std::chrono::milliseconds bounce{80};
    std::chrono::milliseconds tremor{400};
    std::chrono::milliseconds arrow_lift{250};
    std::chrono::milliseconds arrow_tap{150};
    std::chrono::milliseconds hold{1000};
    std::chrono::milliseconds pace{
        250};  // between repeats: the glide of the focus has ended, the eye has followed
};

class Repeat {
  public:
    explicit Repeat(Limits limits = {}) : limits_(limits) {}
    // The edges of all devices go through one Repeat, in the order of time.
    std::optional<KeyPress> feed(Key key, Edge edge, Time now);

  private:
    bool same_press_again(Key key, Time now) const;
    bool rested(Time now) const;

    Limits limits_;
    std::optional<Key> key_;  // the last one pressed
    bool down_ = false;
    Time meant_{};    // when it was pressed and counted
    Time pressed_{};  // when it was pressed last, counted or not
    Time seen_{};     // its last edge
    std::chrono::nanoseconds touched_{};  // how long the finger was on it, the last time
    Time moved_{};    // its last press or repeat that counted
};

// What comes out of a key held for that long: the kernel's repeats (first after 500 ms, then every
// 33 ms) sent through a Repeat. For "hold KEY MS" of scripts.
struct TimedPress {
    std::chrono::milliseconds at{};
    KeyPress press;
    bool operator==(const TimedPress&) const = default;
};
std::vector<TimedPress> held(Key key, std::chrono::milliseconds duration);

}  // namespace anju::keys
