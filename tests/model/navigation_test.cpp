// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/terminal_driver.hpp"

namespace anju::test {
namespace {

using keys::Key;
using model::Asked;
using model::Open;
using model::Route;

std::vector<contract::Message> three() {
    return {text_message("c", "m1", "三", at(11, 21, 9, 0)), text_message("b", "m2", "二", at(11, 21, 8, 0)),
            text_message("a", "m3", "一", at(11, 20, 8, 0))};
}

TEST(Navigation, BackAtHomeStaysHome) {
    auto tv = at_home();
    const auto before = tv.scene();
    for (int i = 0; i < 3; ++i) {
        tv.press(Key::Back);
        EXPECT_EQ(tv.screen(), "home");
        EXPECT_EQ(tv.focus(), before.focus);
    }
}

TEST(Navigation, SettingsIsOneUpAndAboutBehindIt) {
    auto tv = at_home();
    tv.press(Key::Up);
    EXPECT_EQ(tv.focus(), "settings");
    tv.press(Key::Ok);
    EXPECT_EQ(tv.screen(), "settings");
    tv.press(Key::Down).press(Key::Down).press(Key::Down).press(Key::Ok);
    EXPECT_EQ(tv.screen(), "about");
    tv.press(Key::Back);
    EXPECT_EQ(tv.screen(), "settings");
    EXPECT_EQ(tv.focus(), "about") << "where it was";
    tv.press(Key::Back);
    EXPECT_EQ(tv.screen(), "home");
    EXPECT_EQ(tv.focus(), "settings");
}

TEST(Navigation, AMessageFromTheListLeadsBackToItsRow) {
    auto tv = at_home(three());
    tv.happens(Asked{Open{Route::Messages}});
    tv.press(Key::Down).press(Key::Ok);
    EXPECT_EQ(tv.screen(), "message");
    EXPECT_EQ(tv.scene().from, "儿子大伟");
    tv.press(Key::Back);
    EXPECT_EQ(tv.screen(), "messages");
    EXPECT_EQ(tv.focus(), "message:b");
}

TEST(Navigation, TheNextUnseenReplacesTheOneThatIsOpen) {
    auto tv = at_home(three());
    tv.press(Key::Ok);
    ASSERT_EQ(tv.screen(), "message");
    for (int i = 0; i < 5; ++i) {
        tv.press(Key::Ok).wait(1s);
        EXPECT_LE(tv.state.pages.size(), 3u);
    }
    EXPECT_EQ(model::unseen_count(tv.state), 0);
}

TEST(Navigation, NeverDeeperThanThree) {
    auto tv = at_home(three());
    tv.happens(Asked{Open{Route::Settings}});
    tv.happens(Asked{Open{Route::About}});
    tv.happens(Asked{Open{Route::Messages}});
    tv.happens(Asked{model::OpenMessage{"a"}});
    EXPECT_LE(tv.state.pages.size(), 3u);
    EXPECT_EQ(tv.state.pages.front().route, Route::Home);
}

TEST(Navigation, OpeningWhatIsOpenGoesBackToIt) {
    auto tv = at_home(three());
    tv.happens(Asked{Open{Route::Messages}});
    tv.happens(Asked{model::OpenMessage{"a"}});
    tv.happens(Asked{Open{Route::Messages}});
    EXPECT_EQ(tv.state.pages.size(), 2u);
    tv.happens(Asked{Open{Route::Home}});
    EXPECT_EQ(tv.state.pages.size(), 1u);
}

TEST(Navigation, TheHomeKeyIsHome) {
    auto tv = at_home(three());
    tv.happens(Asked{Open{Route::Messages}});
    tv.press(Key::Ok).press(Key::Home);
    EXPECT_EQ(tv.screen(), "home");
}

TEST(Navigation, AnUnknownMessageDoesNotOpen) {
    auto tv = at_home(three());
    tv.happens(Asked{model::OpenMessage{"zzz"}});
    EXPECT_EQ(tv.screen(), "home");
}

TEST(Navigation, PhotosTurnAndStopAtTheEnds) {
    auto tv = at_home({photo_message("p", "m1", "", at(11, 21, 9, 0), 3)});
    tv.press(Key::Ok);
    EXPECT_EQ(tv.scene().photo, "pp1");
    EXPECT_FALSE(tv.scene().more_left);
    tv.press(Key::Left);
    EXPECT_EQ(tv.scene().photo, "pp1");
    tv.press(Key::Right).press(Key::Right);
    EXPECT_EQ(tv.scene().photo, "pp3");
    EXPECT_EQ(tv.scene().page_word, "第 3 张，共 3 张");
    EXPECT_FALSE(tv.scene().more_right);
    tv.press(Key::Right);
    EXPECT_EQ(tv.scene().photo, "pp3");
    tv.press(Key::Left);
    EXPECT_EQ(tv.scene().photo, "pp2");
}

TEST(Navigation, NinePhotosAreTurnedOneByOne) {
    auto tv = at_home({photo_message("p", "m1", "", at(11, 21, 9, 0), 9)});
    tv.press(Key::Ok);
    for (int i = 0; i < 20; ++i) {
        tv.press(Key::Right);
    }
    EXPECT_EQ(tv.scene().page_word, "第 9 张，共 9 张");
}

TEST(Navigation, AHeldKeyDoesNotRaceThroughThePhotos) {
    auto tv = at_home({photo_message("p", "m1", "", at(11, 21, 9, 0), 9)});
    tv.press(Key::Ok).press(Key::Right);
    for (int i = 0; i < 20; ++i) {
        tv.press(Key::Right, true);
    }
    EXPECT_EQ(tv.scene().page_word, "第 2 张，共 9 张");
}

TEST(Navigation, LongWordsComeAfterThePhotosOnPagesOfTheirOwn) {
    std::string words;
    for (int i = 0; i < 25; ++i) {
        words += "妈，今天我们带豆豆去公园了，";
    }
    auto tv = at_home({photo_message("p", "m1", words, at(11, 21, 9, 0), 2)});
    tv.press(Key::Ok);
    EXPECT_EQ(tv.scene().form, screens::Form::Photo);
    tv.press(Key::Right).press(Key::Right);
    EXPECT_EQ(tv.scene().form, screens::Form::Words);
    EXPECT_TRUE(tv.scene().more_right);
    std::string read = tv.scene().text.front();
    for (int i = 0; i < 20 && tv.scene().more_right; ++i) {
        tv.press(Key::Right);
        read += tv.scene().text.front();
    }
    EXPECT_EQ(read, words) << "no word is lost";
}

}  // namespace
}  // namespace anju::test
