// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "terminal/model/local_time.hpp"
#include "tests/support/terminal_driver.hpp"

namespace anju::test {
namespace {

using contract::ErrorKind;

TEST(Clock, AnHourBackDoesNotMakeARetryWaitAnHour) {
    auto tv = at_home({text_message("a", "m1", "早", at(11, 21, 8, 0))});
    tv.happens(model::Asked{model::ConfirmSeen{"a"}});
    tv.happens(model::SeenAcknowledged{tv.find<model::SendSeen>()->id, tl::unexpected{error(ErrorKind::Offline)}});
    tv.tick(tv.state.now - 1h);
    EXPECT_LE(tv.state.outbox.front().next_try, tv.state.now + 60s);
    EXPECT_TRUE(tv.state.clock_stepped);
}

TEST(Clock, AClockThatHadForgottenTheDateKeepsSinceWhen) {
    const auto forgotten = Time{} + 5min;
    auto start = started(forgotten);
    start.paired = model::Paired{"t1", "DT47C"};
    start.cached = snapshot(demo_household(), {});
    TerminalDriver tv;
    tv.happens(start).happens(model::StreamLost{error(ErrorKind::Offline)});
    tv.wait(60s);
    tv.tick(kMorning);
    EXPECT_EQ(tv.scene().since, kMorning - 60s) << "offline for a minute, not since 1970";
}

TEST(Clock, ABoxThatSleptSomeHoursIsNotAStep) {
    auto tv = at_home();
    tv.happens(model::StreamLost{error(ErrorKind::Offline)});
    tv.wait(8h);
    EXPECT_FALSE(tv.state.clock_stepped);
    EXPECT_EQ(tv.scene().since, kMorning);
}

TEST(Clock, APairingCodeLivesAsLongAsItShouldWhateverTheClockDoes) {
    TerminalDriver tv;
    tv.happens(started());
    contract::PairingCode code;
    code.user_code = "HQBMTKWR";
    tv.happens(model::PairingCodeReceived{*tv.state.pairing->request, code});
    tv.wait(100s);
    const auto left = tv.scene().code->left_time;
    tv.tick(tv.state.now - 3h);
    EXPECT_EQ(tv.scene().code->left_time, left);
}

TEST(Clock, AfterATickNothingIsDueAnyMore) {
    auto tv = at_home({text_message("a", "m1", "早", at(11, 21, 8, 0))});
    tv.happens(model::Asked{model::ConfirmSeen{"a"}});
    tv.happens(model::SeenAcknowledged{tv.find<model::SendSeen>()->id, tl::unexpected{error(ErrorKind::Offline)}});
    for (int i = 0; i < 50; ++i) {
        tv.tick(model::next_deadline(tv.state));
        EXPECT_GT(model::next_deadline(tv.state), tv.state.now);
    }
}

TEST(LocalTime, KnowsZonesAndSummerTime) {
    const auto noon = std::chrono::sys_days{std::chrono::year{2026} / 7 / 1} + 12h;
    EXPECT_EQ(model::local_time(noon, "Asia/Shanghai").hour, 20);
    EXPECT_EQ(model::local_time(noon, "Europe/Berlin").hour, 14);
    EXPECT_EQ(model::local_time(noon, "Asia/Kathmandu").minute, 45);
    EXPECT_EQ(model::local_time(noon, "UTC").hour, 12);
    EXPECT_EQ(model::local_time(noon, "No/Such").hour, 20) << "read as Asia/Shanghai";
}

TEST(LocalTime, CrossesMidnightIntoTheNextYear) {
    const auto eve = std::chrono::sys_days{std::chrono::year{2026} / 12 / 31} + 16h + 1min;
    const auto local = model::local_time(eve, "Asia/Shanghai");
    EXPECT_EQ(local.year, 2027);
    EXPECT_EQ(local.month, 1);
    EXPECT_EQ(local.day, 1);
    EXPECT_EQ(local.weekday, 5);
    EXPECT_EQ(local.hour, 0);
    EXPECT_EQ(local.minute, 1);
}

}  // namespace
}  // namespace anju::test
