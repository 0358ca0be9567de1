// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/terminal_driver.hpp"

namespace anju::test {
namespace {

using keys::Key;

contract::Message from_xiaofang(std::string id, int minute = 38) {
    return photo_message(std::move(id), "m1", "豆豆今天会自己骑车了", at(11, 21, 9, minute), 3);
}

TEST(IncomingMessage, OpensLargeOnHomeAndChimes) {
    auto tv = at_home();
    tv.receives(from_xiaofang("a"));
    EXPECT_EQ(tv.screen(), "message");
    EXPECT_EQ(tv.scene().from, "女儿小芳");
    EXPECT_EQ(tv.scene().page_word, "第 1 张，共 3 张");
    ASSERT_TRUE(tv.did<model::PlayChime>());
    EXPECT_EQ(tv.find<model::PlayChime>()->chime, model::Chime::Message);
    EXPECT_TRUE(tv.state.taken_over);
}

TEST(IncomingMessage, NothingIsSeenByAccident) {
    auto tv = at_home();
    tv.receives(from_xiaofang("a"));
    tv.press(Key::Ok);
    EXPECT_FALSE(tv.did<model::SendSeen>());
    EXPECT_TRUE(tv.state.outbox.empty());
    tv.wait(699ms).press(Key::Ok);
    EXPECT_TRUE(tv.state.outbox.empty());
    tv.wait(1ms).press(Key::Ok);
    EXPECT_TRUE(tv.did<model::SendSeen>());
}

TEST(IncomingMessage, EveryKeyButVolumeWaitsSevenTenths) {
    auto tv = at_home();
    tv.receives(from_xiaofang("a"));
    const auto pages = tv.state.pages;
    for (const auto key : {Key::Ok, Key::Back, Key::Left, Key::Right, Key::Up, Key::Down, Key::Home}) {
        tv.press(key);
        EXPECT_EQ(tv.state.pages, pages) << keys::name(key);
    }
    tv.press(Key::VolumeUp);
    EXPECT_EQ(tv.state.settings.volume, 8);
}

TEST(IncomingMessage, TheIgnoredTimeIsADeadline) {
    auto tv = at_home();
    tv.receives(from_xiaofang("a"));
    EXPECT_EQ(model::next_deadline(tv.state), kMorning + 700ms);
}

TEST(IncomingMessage, BackRestoresExactlyWhatWasThere) {
    auto tv = at_home();
    tv.press(Key::Up);
    const auto before = tv.scene();
    tv.receives(from_xiaofang("a")).wait(1s).press(Key::Back);
    EXPECT_EQ(tv.screen(), "home");
    EXPECT_EQ(tv.focus(), before.focus);
    EXPECT_FALSE(tv.state.taken_over);
}

TEST(IncomingMessage, BackRestoresTheFocusThatNobodyHadMoved) {
    auto tv = at_home();
    const auto before = tv.focus();
    tv.receives(from_xiaofang("a")).wait(1s).press(Key::Back);
    EXPECT_EQ(tv.focus(), before);
}

TEST(IncomingMessage, OnAnotherScreenTheScreenStaysAndANoticeNamesTheSender) {
    for (const auto route : {model::Route::Messages, model::Route::Settings}) {
        auto tv = at_home({from_xiaofang("old")});
        tv.happens(model::Asked{model::Open{route}});
        const auto before = tv.scene();
        tv.receives(from_xiaofang("a", 40));
        const auto after = tv.scene();
        EXPECT_EQ(after.screen, before.screen);
        EXPECT_EQ(after.focus, before.focus);
        ASSERT_TRUE(after.notice);
        EXPECT_EQ(after.notice->text, "女儿小芳发来了照片");
        EXPECT_TRUE(tv.did<model::PlayChime>());
    }
}

TEST(IncomingMessage, InTheListTheRowsStayUnderTheFinger) {
    std::vector<contract::Message> many;
    for (int i = 0; i < 10; ++i) {
        many.push_back(from_xiaofang("m" + std::to_string(i), 30 - i));
    }
    auto tv = at_home(many);
    tv.happens(model::Asked{model::Open{model::Route::Messages}});
    tv.press(Key::Down).press(Key::Down);
    const auto before = tv.scene();
    tv.receives(from_xiaofang("new", 41));
    const auto after = tv.scene();
    ASSERT_EQ(after.items.size(), before.items.size());
    for (std::size_t i = 0; i < before.items.size(); ++i) {
        EXPECT_EQ(after.items[i].id, before.items[i].id);
    }
    EXPECT_EQ(after.focus, before.focus);
    tv.press(Key::Up).press(Key::Up).press(Key::Up);
    EXPECT_EQ(tv.focus(), "message:new") << "it waits above";
}

TEST(IncomingMessage, WhileAnotherHasTakenOverTheFirstStays) {
    auto tv = at_home();
    tv.receives(from_xiaofang("a"));
    tv.receives(text_message("b", "m2", "今晚回来吃饭", at(11, 21, 9, 40)));
    EXPECT_EQ(tv.state.pages.back().message, "a");
    ASSERT_TRUE(tv.scene().notice);
    EXPECT_EQ(tv.scene().notice->text, "儿子大伟发来了消息");
}

TEST(IncomingMessage, TheNoticeGoesWhenHomeShowsIt) {
    auto tv = at_home();
    tv.happens(model::Asked{model::Open{model::Route::Settings}});
    tv.receives(from_xiaofang("a"));
    ASSERT_TRUE(tv.scene().notice);
    tv.press(Key::Back);
    EXPECT_FALSE(tv.scene().notice);
    EXPECT_EQ(tv.focus(), "card") << "what is new has the focus";
    EXPECT_EQ(tv.item("card")->sub, "发来 3 张新照片");
}

TEST(IncomingMessage, TheNoticeStaysUntilThenHoweverLongItTakes) {
    auto tv = at_home();
    tv.happens(model::Asked{model::Open{model::Route::Settings}});
    tv.receives(from_xiaofang("a"));
    for (int i = 0; i < 60; ++i) {
        tv.wait(60s);
    }
    EXPECT_TRUE(tv.scene().notice);
}

TEST(IncomingMessage, SeveralAtOnceOpenOneAndTheOthersFollow) {
    auto tv = at_home();
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    tv.happens(model::StreamOpened{});
    tv.happens(model::SnapshotReceived{
        *tv.state.snapshot_request,
        snapshot(demo_household(), {from_xiaofang("c", 40), from_xiaofang("b", 39), from_xiaofang("a", 38)}, 13)});
    EXPECT_EQ(tv.state.pages.back().message, "c");
    EXPECT_EQ(tv.all<model::PlayChime>().size(), 1u) << "one chime for all";
    tv.wait(1s).press(Key::Ok).wait(1s).press(Key::Ok);
    EXPECT_EQ(tv.state.pages.back().message, "b") << "OK leads to the next one";
    EXPECT_EQ(tv.state.pages.size(), 2u);
}

TEST(IncomingMessage, AtTheStartHomeShowsWhatIsWaiting) {
    auto tv = at_home({from_xiaofang("a")});
    EXPECT_EQ(tv.screen(), "home");
    EXPECT_EQ(tv.focus(), "card");
    EXPECT_FALSE(tv.state.taken_over);
}

TEST(IncomingMessage, ADoubledEventDoesNothing) {
    auto tv = at_home();
    tv.receives(from_xiaofang("a"));
    const auto before = tv.state;
    tv.happens(model::Heard{{tv.state.cursor, contract::MessageChanged{from_xiaofang("a")}}});
    EXPECT_EQ(tv.state, before);
    EXPECT_TRUE(tv.asked.empty());
}

TEST(IncomingMessage, ALateEventDoesNothing) {
    auto tv = at_home();
    tv.receives(from_xiaofang("a"));
    const auto before = tv.state;
    tv.happens(model::Heard{{3, contract::MessageChanged{from_xiaofang("z")}}});
    EXPECT_EQ(tv.state, before);
}

TEST(IncomingMessage, AnEventThatSkipsOneFetchesTheHouseholdAgain) {
    auto tv = at_home();
    tv.happens(model::Heard{{tv.state.cursor + 2, contract::MessageChanged{from_xiaofang("a")}}});
    EXPECT_TRUE(tv.did<model::FetchSnapshot>());
    EXPECT_EQ(tv.state.pages.back().message, "a");
}

TEST(IncomingMessage, OneAlreadySeenDoesNotOpen) {
    auto tv = at_home();
    auto message = from_xiaofang("a");
    message.seen_at = kMorning;
    tv.receives(message);
    EXPECT_EQ(tv.screen(), "home");
    EXPECT_FALSE(tv.did<model::PlayChime>());
}

TEST(IncomingMessage, TheOrderOfArrivalDoesNotMatter) {
    auto one = at_home();
    one.receives(from_xiaofang("a", 38)).receives(from_xiaofang("b", 39));
    auto other = at_home();
    other.receives(from_xiaofang("b", 39)).receives(from_xiaofang("a", 38));
    EXPECT_EQ(one.state.messages, other.state.messages);
    EXPECT_EQ(one.state.messages.front().id, "b");
}

TEST(IncomingMessage, AnUnknownSenderIsSomebodyOfTheFamily) {
    auto tv = at_home();
    tv.receives(text_message("a", "stranger", "你好", at(11, 21, 9, 40)));
    EXPECT_EQ(tv.scene().from, "家里人");
}

TEST(IncomingMessage, NoMessagesHereNoTakeover) {
    auto home = demo_household();
    home.capabilities = {contract::Capability::Medicines};
    auto tv = at_home({}, kMorning, home);
    tv.receives(from_xiaofang("a"));
    EXPECT_EQ(tv.screen(), "home");
}

TEST(IncomingMessage, SixtyAreKeptAndTheOneBeingReadToo) {
    auto tv = at_home({text_message("old", "m1", "很早的", at(11, 1, 8, 0))});
    tv.happens(model::Asked{model::OpenMessage{"old"}});
    for (int i = 0; i < 70; ++i) {
        tv.receives(from_xiaofang("n" + std::to_string(i), 0));
    }
    EXPECT_EQ(tv.screen(), "message");
    EXPECT_EQ(tv.state.pages.back().message, "old");
    EXPECT_LE(tv.state.messages.size(), 61u);
    EXPECT_NE(tv.scene().text.front(), "");
}

}  // namespace
}  // namespace anju::test
