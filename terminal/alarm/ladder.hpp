// SPDX-License-Identifier: Apache-2.0
// When a report is tried again, where, and when the person is told to dial. A table, so that another kind of way can be a rung. Pure.
#pragma once

#include <chrono>
#include <span>

namespace anju::alarm {

using std::chrono::milliseconds;
using std::chrono::seconds;

// First: a try at the platform's address. Turns: at the second address and the first by turns, by each other way out of the house as well.
// Say: the number to dial is spoken.
enum class Kind { First, Turns, Say };

struct Rung {
    seconds from{}, apart{};  // once at `from`; or from there on, so far apart, until the next rung of tries (or of words) begins
    Kind kind{};
};
std::span<const Rung> ladder();

enum class Way { First, Second };  // addresses of the platform
// The first try later than that; there always is another. What was slept through is not made up for.
seconds tried_after(milliseconds since);
seconds said_after(milliseconds since);

// How far the ladder is: what the TV is told as "rung".
enum class Stage { First = 0, Second = 1, Dial = 2 };
Stage stage(milliseconds since);
seconds begins(Stage stage);

}  // namespace anju::alarm
