// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/ladder.hpp"

#include <gtest/gtest.h>

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;

TEST(Ladder, ThereIsAlwaysAnotherTryAndNeverMoreThanAMinuteAway) {
    milliseconds at = -1ms;
    for (int i = 0; i < 2000; ++i) {
        const auto next = attempt_after(at).at;
        ASSERT_GT(next, at);
        ASSERT_LE(next - at, i == 0 ? milliseconds(1ms) : milliseconds(60s));
        ASSERT_TRUE(at < 40s || at >= 600s || next - at <= 20s) << at.count();
        at = next;
    }
}

TEST(Ladder, TheFirstTryIsAtOnce) { EXPECT_EQ(attempt_after(-1ms), (Attempt{0s, Way::First})); }

TEST(Ladder, TheSecondAddressTakesTurnsFromTenSecondsOn) {
    EXPECT_EQ(attempt_after(6s).way, Way::First);
    EXPECT_EQ(attempt_after(7s), (Attempt{10s, Way::Second, true}));
    EXPECT_EQ(attempt_after(10s), (Attempt{15s, Way::First, true}));
    EXPECT_EQ(attempt_after(15s), (Attempt{25s, Way::Second, true}));
}

TEST(Ladder, FromTenSecondsOnEachTryGoesByEveryInterface) {
    for (milliseconds at = -1ms; at < 2h;) {
        const auto next = attempt_after(at);
        ASSERT_EQ(next.everywhere, next.at >= 10s) << next.at.count();
        at = next.at;
    }
}

TEST(Ladder, WhatWasSleptThroughIsNotMadeUpFor) { EXPECT_EQ(attempt_after(24h).at, 24h + 60s); }

TEST(Ladder, StagesBeginWhereTheTableSays) {
    EXPECT_EQ(stage(9'999ms), Stage::First);
    EXPECT_EQ(stage(10s), Stage::Second);
    EXPECT_EQ(stage(29'999ms), Stage::Second);
    EXPECT_EQ(stage(30s), Stage::Dial);
    EXPECT_EQ(said_after(30s), 90s);
}

}  // namespace
}  // namespace anju::alarm
