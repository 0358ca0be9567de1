// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/terminal_driver.hpp"

namespace anju::test {
namespace {

using keys::Key;

TerminalDriver at_gauges() {
    auto tv = at_home();
    tv.happens(model::Asked{model::Open{model::Route::Settings}});
    tv.happens(model::Asked{model::Open{model::Route::About}});
    tv.press(Key::Down).press(Key::Ok);
    return tv;
}

model::GaugesRead read() {
    return {{"Noto Sans CJK SC Regular", 1920, 1080, 1240us, 23800us, 58}};
}

TEST(Gauges, AreOneArrowAndOkFromTheAboutScreen) {
    auto tv = at_gauges();
    EXPECT_EQ(tv.screen(), "gauges");
    EXPECT_TRUE(tv.did<model::MeasureGauges>());
    EXPECT_EQ(tv.state.pages.size(), 3U);
}

TEST(Gauges, BackLeadsToTheAboutScreenAndItsFocus) {
    auto tv = at_gauges();
    tv.press(Key::Back);
    EXPECT_EQ(tv.screen(), "about");
    EXPECT_EQ(tv.focus(), "gauges");
    EXPECT_EQ(tv.press(Key::Back).screen(), "settings");
    EXPECT_EQ(tv.press(Key::Back).screen(), "home");
}

TEST(Gauges, HomeLeadsHomeAndTheNextVisitBeginsAtTheAboutScreen) {
    auto tv = at_gauges();
    EXPECT_EQ(tv.press(Key::Home).screen(), "home");
    tv.happens(model::Asked{model::Open{model::Route::Settings}});
    tv.happens(model::Asked{model::Open{model::Route::About}});
    EXPECT_EQ(tv.screen(), "about");
}

TEST(Gauges, AreReachedFromTheAboutScreenOnly) {
    auto tv = at_home();
    tv.happens(model::Asked{model::ShowGauges{}});
    EXPECT_EQ(tv.screen(), "home");
    EXPECT_FALSE(tv.did<model::MeasureGauges>());
}

TEST(Gauges, AreNotAskedForUnderACall) {
    auto tv = at_gauges();
    tv.state.call = call::Ringing{};
    tv.state.pages.back().gauges = false;
    EXPECT_FALSE(tv.happens(model::Asked{model::ShowGauges{}}).did<model::MeasureGauges>());
    EXPECT_FALSE(tv.state.pages.back().gauges);
}

TEST(Gauges, AreMeasuredEachTimeThatThePageOpens) {
    auto tv = at_gauges();
    tv.happens(read());
    EXPECT_FALSE(tv.wait(1min).did<model::MeasureGauges>());
    EXPECT_FALSE(tv.press(Key::Back).did<model::MeasureGauges>());
    EXPECT_TRUE(tv.press(Key::Ok).did<model::MeasureGauges>());
}

// Else what is measured would make a picture, which is measured, which makes a picture …
TEST(Gauges, WhatWasReadAsksForNothing) {
    auto tv = at_gauges();
    EXPECT_TRUE(tv.happens(read()).asked.empty());
}

TEST(LinkHour, KnowsNothingFromBeforeTheStart) {
    EXPECT_EQ(model::link_hour({}).minutes, std::vector<int>(60, -1));
    TerminalDriver tv;
    tv.happens(started());
    tv.wait(2min);
    const auto hour = model::link_hour(tv.state);
    EXPECT_EQ(std::ranges::count(hour.minutes, -1), 58);
    EXPECT_EQ(std::ranges::count(hour.minutes, 0), 2);
    EXPECT_EQ(hour.online, 0ms);
    EXPECT_EQ(hour.known, 2min);
}

TEST(LinkHour, TellsMinutesWithAndWithout) {
    auto tv = at_home();  // since 9:41
    tv.wait(10min);
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)});  // 9:51
    tv.wait(2min + 30s);
    tv.happens(model::StreamOpened{});  // 9:53:30
    tv.wait(6min + 45s);                // 10:00:15
    const auto minutes = model::link_hour(tv.state).minutes;
    ASSERT_EQ(minutes.size(), 60U);
    EXPECT_EQ(minutes[59 - 20], -1) << "9:40, not there yet";
    EXPECT_EQ(minutes[59 - 19], 100);
    EXPECT_EQ(minutes[59 - 9], 0);
    EXPECT_EQ(minutes[59 - 8], 0);
    EXPECT_EQ(minutes[59 - 7], 50);
    EXPECT_EQ(minutes[59 - 6], 100);
    EXPECT_EQ(minutes[59], 100) << "of the minute that runs, what has passed";
    EXPECT_EQ(model::link_hour(tv.state).known - model::link_hour(tv.state).online, 2min + 30s);
}

TEST(LinkHour, AnOldChangeStillSaysHowItIs) {
    auto tv = at_home();
    for (int i = 0; i < 30; ++i) {
        tv.wait(10min);
    }
    EXPECT_EQ(model::link_hour(tv.state).minutes, std::vector<int>(60, 100));
}

TEST(LinkHour, ANetworkThatFluttersStaysSmall) {
    auto tv = at_home();
    for (int i = 0; i < 3000; ++i) {
        tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)}).wait(500ms);
        tv.happens(model::StreamOpened{}).wait(500ms);
    }
    EXPECT_LE(tv.state.link.size(), 512U);
    for (int i = 0; i < 7; ++i) {
        tv.wait(10min);
    }
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    EXPECT_LE(tv.state.link.size(), 2U);
}

TEST(LinkHour, AClockThatIsSetTakesItAlong) {
    auto tv = at_home();
    tv.wait(10min);
    const auto before = model::link_hour(tv.state).minutes;
    tv.wait(24h * 400);
    EXPECT_EQ(model::link_hour(tv.state).minutes, before);
}

}  // namespace
}  // namespace anju::test
