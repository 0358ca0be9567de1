// SPDX-License-Identifier: Apache-2.0
#include "platform/contract/time.hpp"

#include <gtest/gtest.h>

namespace anju::contract {
namespace {

using namespace std::chrono;

std::string again(std::string_view text) {
    const auto time = from_rfc3339(text);
    return time ? to_rfc3339(*time) : "nothing";
}

TEST(Time, IsWrittenInUtcWithMilliseconds) {
    EXPECT_EQ(to_rfc3339(sys_days(2026y / November / 21) + 1h + 41min + 7ms),
              "2026-11-21T01:41:00.007Z");
    EXPECT_EQ(to_rfc3339(sys_days(1969y / December / 31) + 23h), "1969-12-31T23:00:00.000Z");
}

TEST(Time, ComesFromAnyOffset) {
    EXPECT_EQ(again("2026-11-21T09:41:00+08:00"), "2026-11-21T01:41:00.000Z");
    EXPECT_EQ(again("2026-11-20T20:11:00-05:30"), "2026-11-21T01:41:00.000Z");
    EXPECT_EQ(again("2026-11-21t01:41:00z"), "2026-11-21T01:41:00.000Z");
    EXPECT_EQ(again("2026-11-21T01:41:00-00:00"), "2026-11-21T01:41:00.000Z");
}

TEST(Time, ComesWithAnyFraction) {
    EXPECT_EQ(again("2026-11-21T01:41:00.5Z"), "2026-11-21T01:41:00.500Z");
    EXPECT_EQ(again("2026-11-21T01:41:00.1239Z"), "2026-11-21T01:41:00.123Z");
    EXPECT_EQ(again("2026-11-21T01:41:00.999999999Z"), "2026-11-21T01:41:00.999Z");
    EXPECT_EQ(again("2026-11-21T01:41:00.0000000001Z"), "nothing");
    EXPECT_EQ(again("2026-11-21T01:41:00.Z"), "nothing");
}

TEST(Time, KnowsTheCalendar) {
    EXPECT_EQ(again("2024-02-29T00:00:00Z"), "2024-02-29T00:00:00.000Z");
    EXPECT_EQ(again("2026-02-29T00:00:00Z"), "nothing");
    EXPECT_EQ(again("2026-13-01T00:00:00Z"), "nothing");
    EXPECT_EQ(again("2026-00-10T00:00:00Z"), "nothing");
    EXPECT_EQ(again("2026-11-00T00:00:00Z"), "nothing");
    EXPECT_EQ(again("2026-11-21T24:00:00Z"), "nothing");
    EXPECT_EQ(again("2016-12-31T23:59:60Z"), "2017-01-01T00:00:00.000Z") << "a leap second";
    EXPECT_EQ(again("2026-11-21T01:41:61Z"), "nothing");
}

TEST(Time, IsNothingForAnythingElse) {
    for (const auto* text :
         {"", "2026", "2026-11-21", "2026-11-21T01:41Z", "2026-11-21T01:41:00",
          "2026-11-21 01:41:00Z", "2026-11-21T01:41:00Zx", " 2026-11-21T01:41:00Z",
          "2026-11-21T01:41:00+8:00", "2026-11-21T01:41:00+0800", "2026-11-21T01:41:00+24:00",
          "2026-11-21T01:41:00+08:60", "+026-11-21T01:41:00Z", "2026-1-21T01:41:00Z",
          "2026-11-21T-1:41:00Z"}) {
        EXPECT_EQ(again(text), "nothing") << text;
    }
}

TEST(Time, BeyondFourDigitsOfYearIsTheLastThatCanBeWritten) {
    EXPECT_EQ(to_rfc3339(Time::max()), "9999-12-31T23:59:59.999Z");
    EXPECT_EQ(to_rfc3339(Time::min()), "0000-01-01T00:00:00.000Z");
}

}  // namespace
}  // namespace anju::contract
