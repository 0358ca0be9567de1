// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/crawl.hpp"

namespace anju::test {
namespace {

using contract::Capability;
using keys::Key;
using screens::Look;

std::vector<std::string> tiles(const screens::Scene& scene) {
    std::vector<std::string> ids;
    for (const auto& item : scene.items) {
        if (item.look == Look::Tile || item.look == Look::FamilyTile) {
            ids.push_back(item.id);
        }
    }
    return ids;
}

TEST(Home, GreetsByNameAndSaysTheDay) {
    const auto scene = at_home().scene();
    EXPECT_EQ(scene.title, "上午好，王奶奶");
    EXPECT_EQ(scene.date, "11月21日 星期六　农历十月十三");
    EXPECT_EQ(scene.clock.figures, "9:41");
    EXPECT_EQ(scene.status->text, "网络正常");
    EXPECT_FALSE(scene.weather);
}

TEST(Home, BeforeTheFirstMessageTheCardIsEmptyAndCannotBePressed) {
    auto tv = at_home();
    const auto* card = tv.item("card");
    ASSERT_NE(card, nullptr);
    EXPECT_EQ(card->label, "还没有消息");
    EXPECT_EQ(card->sub, "小芳在手机上就能发");
    EXPECT_EQ(card->faces.size(), 3u);
    EXPECT_FALSE(card->ok);
    EXPECT_EQ(tv.focus(), "messages");
}

TEST(Home, OnlyWhatBothSidesCanDoStandsThere) {
    auto home = demo_household();
    home.capabilities = {Capability::Messages, Capability::Meals, Capability::Help};
    auto tv = at_home({}, kMorning, home);
    EXPECT_EQ(tiles(tv.scene()), std::vector<std::string>{"messages"});
    tv.state.device.capabilities.insert(Capability::Meals);
    EXPECT_EQ(tiles(tv.scene()), (std::vector<std::string>{"messages", "meals"}));
    tv.state.household->capabilities = {Capability::Meals};
    EXPECT_EQ(tiles(tv.scene()), std::vector<std::string>{"meals"});
}

TEST(Home, TheFamilyComesFirstAndHelpLast) {
    const auto tv = living_in(household_with(8), {});
    EXPECT_EQ(tiles(tv.scene()), (std::vector<std::string>{"visits", "messages", "consults", "medicines", "meals",
                                                          "services", "health", "help"}));
}

TEST(Home, ANewMessageHasTheFocus) {
    auto tv = at_home(some_messages());
    EXPECT_EQ(tv.focus(), "card");
    EXPECT_EQ(tv.item("card")->label, "女儿小芳");
    EXPECT_EQ(tv.item("card")->sub, "发来 3 张新照片");
    EXPECT_EQ(tv.item("card")->photo, "ap1");
    EXPECT_EQ(tv.scene().shortcuts.front().label, "看小芳的照片");
}

TEST(Home, TheTileSaysWhatIsNextAndHowMany) {
    auto tv = at_home(some_messages());
    EXPECT_EQ(tv.item("messages")->count, 2);
    EXPECT_EQ(tv.item("messages")->sub, "大伟发来消息") << "the other one than the card's";
    auto one = at_home({some_messages().front()});
    EXPECT_EQ(one.item("messages")->sub, "1 条没看过");
    auto none = at_home({some_messages().back()});
    EXPECT_EQ(none.item("messages")->sub, "都看过了");
    EXPECT_EQ(none.item("messages")->count, 0);
    EXPECT_EQ(none.focus(), "messages");
}

TEST(Home, WordsWithoutAPhotoStandOnTheCardThemselves) {
    auto tv = at_home({text_message("a", "m2", "今晚我回来吃饭", at(11, 21, 9, 0))});
    EXPECT_EQ(tv.item("card")->sub, "今晚我回来吃饭");
    EXPECT_EQ(tv.item("card")->photo, "");
    EXPECT_EQ(tv.item("card")->aside, "今天上午9点");
}

TEST(Home, OfflineTheTilesThatNeedItSaySo) {
    auto tv = living_in(household_with(8), some_messages());
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    for (const char* id : {"visits", "consults", "meals", "services"}) {
        EXPECT_FALSE(tv.item(id)->enabled) << id;
        EXPECT_EQ(tv.item(id)->reason, "要等网络") << id;
    }
    for (const char* id : {"messages", "medicines", "health", "help"}) {
        EXPECT_TRUE(tv.item(id)->enabled) << id;
    }
    EXPECT_EQ(tv.scene().banner->detail, "吃药提醒照常响。网络好了会自己连上，您不用管。");
    EXPECT_EQ(tv.scene().status->text, "急事可用电话打 12349");
    EXPECT_EQ(tv.item("card")->sub, "收到的照片能看");
}

TEST(Home, WithoutMedicinesTheBannerDoesNotSpeakOfThem) {
    auto tv = at_home();
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    EXPECT_EQ(tv.scene().banner->detail, "收到的还能看。网络好了会自己连上，您不用管。");
}

TEST(Home, TheLargestTextTurnsTheCardIntoTheTile) {
    auto tv = living_in(household_with(8), some_messages());
    tv.state.settings.text_size = model::TextSize::Largest;
    EXPECT_EQ(tv.item("card"), nullptr);
    EXPECT_EQ(tv.focus(), "messages");
    EXPECT_EQ(tv.item("messages")->sub, "2 条没看过");
    EXPECT_EQ(tv.scene().title, "王奶奶，上午好");
    EXPECT_EQ(tv.scene().date, "");
    EXPECT_EQ(tiles(tv.scene()).size(), 8u);
}

TEST(Home, AtAnySizeAFewTilesLeaveRoomForTheCard) {
    auto tv = at_home(some_messages());
    tv.state.settings.text_size = model::TextSize::Largest;
    EXPECT_NE(tv.item("card"), nullptr);
}

class HomeLayout : public testing::TestWithParam<std::size_t> {};

TEST_P(HomeLayout, TheCellsDoNotOverlapAndStayInside) {
    for (const auto size : {model::TextSize::Standard, model::TextSize::Large, model::TextSize::Largest}) {
        auto tv = living_in(household_with(GetParam()), some_messages());
        tv.state.settings.text_size = size;
        const auto scene = tv.scene();
        for (const auto& one : scene.items) {
            EXPECT_LT(one.cell.left, one.cell.right);
            EXPECT_LE(one.cell.right, 1000);
            for (const auto& other : scene.items) {
                if (one.id < other.id) {
                    const bool rows = one.cell.row < other.cell.row + other.cell.rows &&
                                      other.cell.row < one.cell.row + one.cell.rows;
                    const bool columns = one.cell.left < other.cell.right && other.cell.left < one.cell.right;
                    EXPECT_FALSE(rows && columns) << one.id << " and " << other.id;
                }
            }
        }
    }
}

TEST_P(HomeLayout, TheArrowsReachEveryTile) {
    for (const auto size : {model::TextSize::Standard, model::TextSize::Largest}) {
        auto start = living_in(household_with(GetParam()), some_messages());
        start.state.settings.text_size = size;
        std::set<std::string> reached{start.focus()};
        std::vector<model::State> open{start.state};
        while (!open.empty()) {
            const auto state = open.back();
            open.pop_back();
            for (const auto key : {Key::Up, Key::Down, Key::Left, Key::Right}) {
                TerminalDriver tv;
                tv.state = state;
                tv.press(key);
                if (reached.insert(tv.focus()).second) {
                    open.push_back(tv.state);
                }
            }
        }
        std::set<std::string> pressable;
        for (const auto& item : start.scene().items) {
            if (item.ok) {
                pressable.insert(item.id);
            }
        }
        EXPECT_EQ(reached, pressable);
    }
}

INSTANTIATE_TEST_SUITE_P(Tiles, HomeLayout, testing::Range(std::size_t{1}, std::size_t{9}));

TEST(Home, EnglishIsComplete) {
    auto tv = at_home(some_messages());
    tv.state.settings.language = model::Language::English;
    EXPECT_EQ(tv.scene().title, "Good morning, Mrs Wang");
    EXPECT_EQ(tv.scene().date, "Saturday, 21 November");
    EXPECT_EQ(tv.item("card")->label, "Xiaofang");
    EXPECT_EQ(tv.item("card")->sub, "3 new photos");
    EXPECT_EQ(tv.scene().shortcuts.front().label, "See Xiaofang's photos");
}

TEST(Home, OnePhotoIsOnePhoto) {
    auto tv = at_home({photo_message("a", "m1", "", at(11, 21, 9, 0), 1)});
    tv.state.settings.language = model::Language::English;
    EXPECT_EQ(tv.item("card")->sub, "1 new photo");
    EXPECT_EQ(tv.item("messages")->sub, "1 new");
}

TEST(Home, WithoutALatinNameTheChineseOneStays) {
    auto home = demo_household();
    home.person.called_latin.clear();
    home.members[0].name_latin.clear();
    auto tv = at_home(some_messages(), kMorning, home);
    tv.state.settings.language = model::Language::English;
    EXPECT_EQ(tv.scene().title, "Good morning, 王奶奶");
    EXPECT_EQ(tv.item("card")->label, "小芳");
}

TEST(Home, ALongNameGivesWayToTheRelation) {
    auto tv = living_in(long_names(), {photo_message("a", "m1", "", at(11, 21, 9, 0), 1)});
    EXPECT_EQ(tv.item("card")->short_label, "女儿");
    EXPECT_EQ(tv.scene().shortcuts.front().label, "看女儿的照片");
}

TEST(Home, WhatIsSaidIsTitleThenFocus) {
    auto tv = at_home(some_messages());
    EXPECT_EQ(tv.scene().spoken, "上午好，王奶奶。女儿小芳，发来 3 张新照片，没看过");
}

}  // namespace
}  // namespace anju::test
