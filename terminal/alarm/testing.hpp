// SPDX-License-Identifier: Apache-2.0
// When the guard tests itself: each week by each address in silence, each month aloud by day. Pure. docs/alarm.md has the rules.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "terminal/alarm/ladder.hpp"
#include "terminal/alarm/remembered.hpp"

namespace anju::alarm {

// The home's clock.
struct Here {
    int year = 0, month = 1, day = 1;  // month 1–12
    int minute = 0;                    // of the day
};

// A slot is a week, or a month, of this box: what was done in it is not done again, whichever way the clock is set.
std::int64_t week_of(std::string_view key, contract::Time now);
std::int64_t month_of(const Here& here);
// Between 9 and 11, or 15 and 17: from this box's own minute, on its own day of the month or, where it was off, on a later one. After a rollout
// most are late, and a whole estate must not speak at once.
bool may_speak(std::string_view key, const Here& here);

inline constexpr Moment kCalmAfter{10 * 60 * 1000};   // after an alarm
inline constexpr Moment kTestAgain{30 * 60 * 1000};   // one that did not come through; and no two of a kind are nearer, whatever the clock does
inline constexpr Moment kFirstTest{10 * 60 * 1000};   // of a box that was never tested: somewhere within
inline constexpr Moment kVoicePatience{30 * 1000};    // then it says that it did not get through; a loudspeaker or a disk that hangs holds it up no longer either

// What is to be done.
struct BeginTest {
    contract::TestKind kind{};
    Way way{};
    bool operator==(const BeginTest&) const = default;
};

struct Testing {
    Moment since{};                               // this guard, or this pairing, began
    std::optional<Moment> calm_since;             // no alarm since then; nothing: there is one
    std::array<std::optional<Moment>, 3> tried;   // silent by each address; aloud
};

// One at a time: the caller asks again when that one is over.
std::optional<BeginTest> due_test(Testing& state, const Remembered& remembered, std::string_view key, bool second, const Now& now, const Here& here);
void test_came(Remembered& remembered, const BeginTest& test, std::string_view key, const Now& now, const Here& here);
// An alarm is open, or it is over.
void alarm_is(Testing& state, bool open, Moment up);

}  // namespace anju::alarm
