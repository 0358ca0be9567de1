// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/ladder.hpp"

#include <gtest/gtest.h>

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;

TEST(Ladder, ThereIsAlwaysAnotherTryAndNeverMoreThanAMinuteAway) {
    milliseconds at = -1ms;
    for (int i = 0; i < 2000; ++i) {
        const auto next = tried_after(at);
        ASSERT_GT(next, at);
        ASSERT_LE(next - at, i == 0 ? milliseconds(1ms) : milliseconds(60s));
        ASSERT_TRUE(at < 40s || at >= 600s || next - at <= 20s) << at.count();
        at = next;
    }
}

TEST(Ladder, TheFirstTryIsAtOnce) { EXPECT_EQ(tried_after(-1ms), 0s); }

TEST(Ladder, WhatWasSleptThroughIsNotMadeUpFor) { EXPECT_EQ(tried_after(24h), 24h + 60s); }

TEST(Ladder, StagesBeginWhereTheTableSays) {
    EXPECT_EQ(stage(9'999ms), Stage::First);
    EXPECT_EQ(stage(10s), Stage::Second);
    EXPECT_EQ(stage(29'999ms), Stage::Second);
    EXPECT_EQ(stage(30s), Stage::Dial);
    EXPECT_EQ(said_after(30s), 90s);
}

}  // namespace
}  // namespace anju::alarm
