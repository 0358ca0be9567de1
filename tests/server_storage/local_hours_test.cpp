// SPDX-License-Identifier: Apache-2.0
#include "platform/server/local_hours.hpp"

#include <gtest/gtest.h>

namespace anju::server {
namespace {

using namespace std::chrono_literals;

const std::string kShanghai = "Asia/Shanghai";

contract::Time at(const char* text) { return *contract::from_rfc3339(text); }

TEST(LocalHours, OverMidnightEndInTheMorning) {
    const contract::Night night{21, 7};
    EXPECT_FALSE(end_of_hours(night, kShanghai, at("2026-11-25T20:59:59+08:00")));
    EXPECT_EQ(end_of_hours(night, kShanghai, at("2026-11-25T21:00:00+08:00")), at("2026-11-26T07:00:00+08:00"));
    EXPECT_EQ(end_of_hours(night, kShanghai, at("2026-11-26T00:00:00+08:00")), at("2026-11-26T07:00:00+08:00"));
    EXPECT_EQ(end_of_hours(night, kShanghai, at("2026-11-26T06:59:59.999+08:00")), at("2026-11-26T07:00:00+08:00"));
    EXPECT_FALSE(end_of_hours(night, kShanghai, at("2026-11-26T07:00:00+08:00")));
}

TEST(LocalHours, OfOneDayEndOnIt) {
    EXPECT_EQ(end_of_hours({12, 14}, kShanghai, at("2026-11-25T13:00:00+08:00")), at("2026-11-25T14:00:00+08:00"));
    EXPECT_FALSE(end_of_hours({12, 14}, kShanghai, at("2026-11-25T14:00:00+08:00")));
}

TEST(LocalHours, FromAnHourToItselfAreNever) {
    for (int hour = 0; hour < 24; ++hour) EXPECT_FALSE(end_of_hours({hour, hour}, kShanghai, at("2026-11-25T13:00:00+08:00")));
}

TEST(LocalHours, AreThoseOfTheHome) {
    EXPECT_TRUE(end_of_hours({21, 7}, "Europe/Berlin", at("2026-11-25T22:00:00+01:00")));
    EXPECT_EQ(end_of_hours({21, 7}, "nowhere", at("2026-11-25T22:00:00+08:00")), at("2026-11-26T07:00:00+08:00"));
    // The night in which the clocks go forward is an hour shorter.
    EXPECT_EQ(end_of_hours({21, 7}, "Europe/Berlin", at("2026-03-28T22:00:00+01:00")), at("2026-03-29T07:00:00+02:00"));
}

TEST(LocalHours, TheNextTimeIsTodayOrTomorrow) {
    EXPECT_EQ(next_time(18h, kShanghai, at("2026-11-25T10:00:00+08:00")), at("2026-11-25T18:00:00+08:00"));
    EXPECT_EQ(next_time(18h, kShanghai, at("2026-11-25T18:00:00+08:00")), at("2026-11-25T18:00:00+08:00"));
    EXPECT_EQ(next_time(18h, kShanghai, at("2026-11-25T18:00:01+08:00")), at("2026-11-26T18:00:00+08:00"));
    EXPECT_EQ(end_of_day(at("2026-11-25T18:00:00+08:00"), kShanghai), at("2026-11-26T00:00:00+08:00"));
}

}  // namespace
}  // namespace anju::server
