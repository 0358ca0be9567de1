// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/testing.hpp"

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;
using contract::TestKind;

constexpr std::size_t kAloud = 2;  // place in Testing::tried
constexpr int kHalves[] = {9 * 60, 15 * 60};  // two hours from each
constexpr int kMinutes = 90;  // of the two hours: who did not get through tries again in the rest

bool rests(const std::optional<Moment>& tried, Moment up) { return !tried || up - *tried >= kTestAgain; }

std::int64_t spread(std::string_view key, std::int64_t within) { return phase_of(key, Moment(within)).count(); }

}  // namespace

std::int64_t week_of(std::string_view key, contract::Time now) {
    const auto own = Moment(phase_of(key, std::chrono::duration_cast<Moment>(contract::kSilentTest)));
    return std::chrono::floor<std::chrono::weeks>(now.time_since_epoch() - own).count();
}

std::int64_t month_of(const Here& here) { return here.year * 12 + here.month - 1; }

bool may_speak(std::string_view key, const Here& here) {
    const auto own = spread(key, 28 * 2 * kMinutes);  // day, half of the day, minute
    const int day = static_cast<int>(own / (2 * kMinutes)) + 1, half = static_cast<int>(own / kMinutes % 2), minute = static_cast<int>(own % kMinutes);
    return here.day >= day && here.minute >= kHalves[half] + minute && here.minute < kHalves[half] + 120;
}

std::optional<BeginTest> due_test(Testing& state, const Remembered& remembered, std::string_view key, bool second, const Now& now, const Here& here) {
    if (!state.calm_since || now.up - *state.calm_since < kCalmAfter) {
        return std::nullopt;
    }
    for (const Way way : {Way::First, Way::Second}) {
        const auto place = static_cast<std::size_t>(way);
        const bool early = !remembered.tested[place] && now.up - state.since < phase_of(key, kFirstTest);
        if ((way == Way::Second && !second) || early || remembered.tested[place] == week_of(key, now.wall) || !rests(state.tried[place], now.up)) {
            continue;
        }
        state.tried[place] = now.up;
        return BeginTest{TestKind::Silent, way};
    }
    if (remembered.spoken != month_of(here) && may_speak(key, here) && rests(state.tried[kAloud], now.up)) {
        state.tried[kAloud] = now.up;
        return BeginTest{TestKind::Voice, Way::First};
    }
    return std::nullopt;
}

void test_came(Remembered& remembered, const BeginTest& test, std::string_view key, const Now& now, const Here& here) {
    remembered.tested[static_cast<std::size_t>(test.way)] = week_of(key, now.wall);
    if (test.kind == TestKind::Voice) {
        remembered.spoken = month_of(here);
    }
}

void alarm_is(Testing& state, bool open, Moment up) {
    if (open) {
        state.calm_since.reset();
    } else if (!state.calm_since) {
        state.calm_since = up;
    }
}

}  // namespace anju::alarm
