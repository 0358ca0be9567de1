// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/terminal_driver.hpp"

namespace anju::test {
namespace {

using keys::Key;

contract::Message late() { return text_message("a", "m1", "晚安", at(11, 21, 23, 0)); }

TerminalDriver at_night() { return at_home({}, at(11, 21, 23, 0)); }

TEST(Night, FromTenToSixTheNightScreenRests) {
    auto tv = at_home({}, at(11, 21, 21, 59));
    EXPECT_EQ(tv.screen(), "home");
    tv.tick(at(11, 21, 22, 0));
    EXPECT_EQ(tv.screen(), "night");
    tv.tick(at(11, 22, 5, 59));
    EXPECT_EQ(tv.screen(), "night");
    tv.tick(at(11, 22, 6, 0));
    EXPECT_EQ(tv.screen(), "home");
}

TEST(Night, TheHoursAreTheHouseholdsOwn) {
    auto home = demo_household();
    home.night = {.from = 23, .to = 5};
    auto tv = at_home({}, at(11, 21, 22, 30), home);
    EXPECT_EQ(tv.screen(), "home");
    tv.tick(at(11, 21, 23, 0));
    EXPECT_EQ(tv.screen(), "night");
    home.night = {.from = 0, .to = 0};
    EXPECT_EQ(at_home({}, at(11, 21, 23, 0), home).screen(), "home") << "never";
    home.night = {.from = 1, .to = 5};
    EXPECT_EQ(at_home({}, at(11, 21, 23, 0), home).screen(), "home");
    EXPECT_EQ(at_home({}, at(11, 22, 3, 0), home).screen(), "night");
}

TEST(Night, TheZoneDecidesNotTheMachine) {
    auto home = demo_household();
    home.zone = "Asia/Urumqi";  // two hours behind Shanghai
    EXPECT_EQ(at_home({}, at(11, 21, 23, 0), home).screen(), "home");
    EXPECT_EQ(at_home({}, at(11, 22, 0, 30), home).screen(), "night");
}

TEST(Night, AnyKeyWakesForAMinuteAndDoesNothingElse) {
    for (const auto key : {Key::Ok, Key::Back, Key::Up, Key::Left, Key::VolumeUp, Key::Digit5, Key::Mute}) {
        auto tv = at_night();
        const auto pages = tv.state.pages;
        const auto settings = tv.state.settings;
        tv.press(key);
        EXPECT_EQ(tv.screen(), "home") << keys::name(key);
        EXPECT_EQ(tv.state.pages, pages) << keys::name(key);
        EXPECT_EQ(tv.state.settings, settings) << keys::name(key);
        EXPECT_TRUE(tv.asked.empty()) << "silent";
        tv.wait(59s);
        EXPECT_EQ(tv.screen(), "home");
        tv.wait(1s);
        EXPECT_EQ(tv.screen(), "night");
    }
}

TEST(Night, TheEndOfTheMinuteIsADeadline) {
    auto tv = at_home({}, at(11, 21, 23, 0, 20));
    tv.press(Key::Ok);
    tv.tick(at(11, 21, 23, 1));
    EXPECT_EQ(model::next_deadline(tv.state), at(11, 21, 23, 1, 20));
}

TEST(Night, EveryFurtherKeyGivesAnotherMinute) {
    auto tv = at_night();
    tv.press(Key::Ok).wait(50s).press(Key::Up).wait(50s);
    EXPECT_EQ(tv.screen(), "home");
    EXPECT_EQ(tv.focus(), "settings") << "the second key works";
}

TEST(Night, WhoIsUsingTheTvAtTenIsNotCutOff) {
    auto tv = at_home({late()}, at(11, 21, 21, 59, 30));
    tv.press(Key::Ok);
    tv.tick(at(11, 21, 22, 0, 10));
    EXPECT_EQ(tv.screen(), "message");
    tv.tick(at(11, 21, 22, 0, 31));
    EXPECT_EQ(tv.screen(), "night");
}

TEST(Night, WakingShowsWhatWasThere) {
    auto tv = at_home({late()}, at(11, 21, 21, 0));
    tv.happens(model::Asked{model::Open{model::Route::Messages}});
    tv.tick(at(11, 21, 22, 30)).press(Key::Ok);
    EXPECT_EQ(tv.screen(), "messages");
}

TEST(Night, AMessageComesSilentlyAndTheScreenStays) {
    auto tv = at_night();
    tv.receives(late());
    EXPECT_EQ(tv.screen(), "night");
    EXPECT_FALSE(tv.did<model::PlayChime>());
    EXPECT_TRUE(tv.scene().spoken.empty());
    ASSERT_EQ(tv.scene().text.size(), 2u);
    EXPECT_EQ(tv.scene().text[1], "小芳发来了消息，早上再看");
}

TEST(Night, WhenWokenTheCardNamesTheSenderAndNoNoticeSaysItAgain) {
    auto tv = at_night();
    tv.receives(late());
    tv.press(Key::Ok);
    EXPECT_EQ(tv.screen(), "home");
    EXPECT_FALSE(tv.scene().notice);
    EXPECT_EQ(tv.focus(), "card");
    EXPECT_EQ(tv.item("card")->label, "女儿小芳");
    tv.press(Key::Up);
    EXPECT_FALSE(tv.scene().notice);
}

TEST(Night, WhenWokenElsewhereTheNoticeNamesTheSender) {
    auto tv = at_home({}, at(11, 21, 21, 0));
    tv.happens(model::Asked{model::Open{model::Route::Settings}});
    tv.tick(at(11, 21, 22, 30)).receives(late());
    tv.press(Key::Ok);
    EXPECT_EQ(tv.screen(), "settings");
    ASSERT_TRUE(tv.scene().notice);
    EXPECT_EQ(tv.scene().notice->text, "女儿小芳发来了消息");
}

TEST(Night, WhenWokenTheNoticeStaysWhereTheCardIsAboutAnother) {
    auto tv = at_night();
    tv.state.messages = {late()};
    tv.state.messages.front().id = "before";
    tv.state.messages.front().sent_at -= 1h;
    tv.receives(late());
    std::ranges::reverse(tv.state.messages);  // the other one is the newer
    tv.press(Key::Ok);
    EXPECT_EQ(tv.screen(), "home");
    EXPECT_TRUE(tv.scene().notice);
}

TEST(Night, AwakeAtNightTheScreenStaysTooAndNothingSounds) {
    auto tv = at_night();
    tv.press(Key::Ok);
    tv.receives(late());
    EXPECT_EQ(tv.screen(), "home");
    EXPECT_TRUE(tv.scene().notice);
    EXPECT_FALSE(tv.did<model::PlayChime>());
}

TEST(Night, InTheMorningTheMessageIsOnTheCard) {
    auto tv = at_night();
    tv.receives(late());
    tv.tick(at(11, 22, 6, 0));
    EXPECT_EQ(tv.screen(), "home");
    EXPECT_EQ(tv.focus(), "card");
}

TEST(Night, AClockThatIsSetBackDoesNotLeaveTheNightBright) {
    auto tv = at_home({}, at(11, 22, 3, 0));
    tv.press(Key::Ok);
    tv.tick(at(11, 22, 1, 0));
    EXPECT_EQ(tv.screen(), "home");
    tv.wait(60s);
    EXPECT_EQ(tv.screen(), "night");
}

}  // namespace
}  // namespace anju::test
