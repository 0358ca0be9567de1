// SPDX-License-Identifier: Apache-2.0
#include "platform/server/wheel.hpp"

#include <gtest/gtest.h>

namespace anju::server {
namespace {

using namespace std::chrono_literals;
const SlotClock::Clock::time_point kBegin{};

TEST(SlotClock, GiveEachSlotItsTurnOnceAPeriod) {
    SlotClock turns(5000ms, kBegin);
    EXPECT_EQ(turns.tick(), 25ms);
    std::array<int, Wheel::kSlots> had{};
    for (auto now = kBegin; now <= kBegin + 10s; now += turns.tick()) {
        for (auto due = turns.due(now); due > 0; --due) ++had[turns.next()];
    }
    for (const int times : had) EXPECT_EQ(times, 2);
}

TEST(SlotClock, MakeUpForWhatALateTimerMissed) {
    SlotClock turns(5000ms, kBegin);
    EXPECT_EQ(turns.due(kBegin + 24ms), 0);
    EXPECT_EQ(turns.due(kBegin + 1s), 40);
    EXPECT_EQ(turns.due(kBegin + 1s), 0);
}

TEST(SlotClock, NeverDoMoreThanARoundAtOnce) {
    SlotClock turns(5000ms, kBegin);
    EXPECT_EQ(turns.due(kBegin + 1h), Wheel::kSlots);
    EXPECT_EQ(turns.due(kBegin + 1h + 25ms), 1);
}

TEST(SlotClock, OfAShortPeriodComeWithEachTick) {
    SlotClock turns(50ms, kBegin);
    EXPECT_EQ(turns.tick(), 5ms);
    EXPECT_EQ(turns.due(kBegin + 5ms), 20);
}

TEST(SlotClock, StillAgreeAfterYears) {
    SlotClock turns(5000ms, kBegin);
    const auto later = kBegin + 24h * 365 * 50;
    turns.due(later);
    EXPECT_EQ(turns.due(later + 2500ms), 100);
}

}  // namespace
}  // namespace anju::server
