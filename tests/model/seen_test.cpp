// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/terminal_driver.hpp"

namespace anju::test {
namespace {

using contract::ErrorKind;
using keys::Key;
using model::SaveOutbox;
using model::SeenAcknowledged;
using model::SendSeen;

contract::Message greeting(std::string id = "a") {
    return text_message(std::move(id), "m1", "妈，我到家了", at(11, 21, 9, 38));
}

TerminalDriver reading(std::vector<contract::Message> messages = {greeting()}) {
    auto tv = at_home(std::move(messages));
    tv.happens(model::Asked{model::OpenMessage{tv.state.messages.front().id}});
    return tv;
}

contract::Message acknowledged(contract::Message message, Time when = kMorning) {
    message.seen_at = when;
    return message;
}

TEST(Seen, OkIsKeptOnDiskBeforeItIsSent) {
    auto tv = reading();
    tv.press(Key::Ok);
    std::size_t saved = 99, sent = 99;
    for (std::size_t i = 0; i < tv.asked.size(); ++i) {
        saved = std::holds_alternative<SaveOutbox>(tv.asked[i]) ? i : saved;
        sent = std::holds_alternative<SendSeen>(tv.asked[i]) ? i : sent;
    }
    ASSERT_LT(sent, 99u);
    EXPECT_LT(saved, sent);
    EXPECT_EQ(tv.find<SendSeen>()->message, "a");
    EXPECT_EQ(tv.find<SendSeen>()->seen_at, kMorning);
}

TEST(Seen, SaysToldOnlyAfterThePlatformHasIt) {
    auto tv = reading();
    tv.press(Key::Ok);
    EXPECT_EQ(tv.scene().status->text, "正在告诉小芳");
    tv.happens(SeenAcknowledged{tv.find<SendSeen>()->id, acknowledged(greeting())});
    EXPECT_EQ(tv.scene().status->text, "已告诉小芳");
    EXPECT_TRUE(tv.state.outbox.empty());
    EXPECT_TRUE(tv.find<SaveOutbox>()->outbox.empty());
}

TEST(Seen, WithoutANetworkItSaysThatItWillBeTold) {
    auto tv = reading();
    tv.happens(model::StreamLost{error(ErrorKind::Offline)});
    tv.press(Key::Ok);
    EXPECT_TRUE(tv.did<SaveOutbox>());
    EXPECT_FALSE(tv.did<SendSeen>());
    EXPECT_EQ(tv.scene().status->text, "网络好了就告诉小芳");
    tv.happens(model::StreamLost{error(ErrorKind::Offline, contract::kDown)});
    EXPECT_EQ(tv.scene().status->text, "连上了就告诉小芳");
    EXPECT_EQ(tv.scene().status->icon, "cloud_off");
}

TEST(Seen, WhatWasPressedOfflineIsSentOnceOnline) {
    auto tv = reading();
    tv.happens(model::StreamLost{error(ErrorKind::Offline)});
    tv.press(Key::Ok);
    tv.wait(3h);
    tv.happens(model::StreamOpened{});
    ASSERT_EQ(tv.all<SendSeen>().size(), 1u);
    EXPECT_EQ(tv.find<SendSeen>()->seen_at, kMorning) << "when it was seen, not when it was told";
}

TEST(Seen, PressingTwiceTellsOnce) {
    auto tv = reading();
    tv.press(Key::Ok);
    const auto outbox = tv.state.outbox;
    tv.happens(model::Asked{model::ConfirmSeen{"a"}});
    EXPECT_EQ(tv.state.outbox, outbox);
    EXPECT_TRUE(tv.asked.empty());
}

TEST(Seen, ATremblingSecondOkLeadsNowhere) {
    auto tv = reading();
    tv.press(Key::Ok);
    tv.wait(400ms).press(Key::Ok);
    EXPECT_EQ(tv.screen(), "message");
    tv.wait(400ms).press(Key::Ok);
    EXPECT_EQ(tv.screen(), "home");
}

TEST(Seen, BackAlwaysLeadsOutAlsoRightAfterOk) {
    auto tv = reading();
    tv.press(Key::Ok).press(Key::Back);
    EXPECT_EQ(tv.screen(), "home");
}

TEST(Seen, ALostAnswerIsAskedAgainWithTheSameKey) {
    auto tv = reading();
    tv.press(Key::Ok);
    const auto first = *tv.find<SendSeen>();
    tv.happens(SeenAcknowledged{first.id, tl::unexpected{error(ErrorKind::Timeout)}});
    EXPECT_FALSE(tv.did<SendSeen>());
    tv.tick(model::next_deadline(tv.state));
    ASSERT_TRUE(tv.did<SendSeen>());
    EXPECT_EQ(tv.find<SendSeen>()->key, first.key);
    EXPECT_NE(tv.find<SendSeen>()->id, first.id);
    EXPECT_EQ(tv.find<SendSeen>()->seen_at, first.seen_at);
}

TEST(Seen, WaitsLongerEachTimeButNeverMoreThanAMinute) {
    auto tv = reading();
    tv.press(Key::Ok);
    std::chrono::milliseconds last{0};
    for (int i = 0; i < 12; ++i) {
        ASSERT_TRUE(tv.state.outbox.front().in_flight);
        tv.happens(SeenAcknowledged{*tv.state.outbox.front().in_flight, tl::unexpected{error(ErrorKind::Offline)}});
        last = tv.state.outbox.front().next_try - tv.state.now;
        EXPECT_LE(last, 60s);
        EXPECT_GE(last, 500ms);
        tv.tick(tv.state.outbox.front().next_try);
    }
    EXPECT_GE(last, 30s);
}

TEST(Seen, SurvivesARestartWithTheSameKey) {
    auto tv = reading();
    tv.press(Key::Ok);
    const auto sent = *tv.find<SendSeen>();
    auto again = started(kMorning + 1h);
    again.paired = model::Paired{"t1", "DT47C"};
    again.cached = snapshot(demo_household(), {greeting()});
    again.outbox = tv.state.outbox;
    TerminalDriver later;
    later.happens(again);
    EXPECT_FALSE(later.did<SendSeen>()) << "not yet online";
    EXPECT_EQ(model::unseen_count(later.state), 0) << "what was seen stays seen";
    later.happens(model::StreamOpened{});
    ASSERT_EQ(later.all<SendSeen>().size(), 1u);
    EXPECT_EQ(later.find<SendSeen>()->key, sent.key);
    EXPECT_EQ(later.find<SendSeen>()->seen_at, sent.seen_at);
}

TEST(Seen, TwoMessagesHaveTwoKeysAndTwoBoxesToo) {
    auto tv = reading({greeting("b"), greeting("a")});
    tv.press(Key::Ok);
    const auto one = tv.find<SendSeen>()->key;
    tv.happens(model::Asked{model::ConfirmSeen{tv.state.messages.back().id}});
    const auto two = tv.find<SendSeen>()->key;
    EXPECT_NE(one, two);

    auto start = started();
    start.box_id = "another-box";
    start.paired = model::Paired{"t2", "DT48C"};
    start.cached = snapshot(demo_household(), {greeting("a")});
    TerminalDriver other;
    other.happens(start).happens(model::StreamOpened{});
    other.happens(model::Asked{model::ConfirmSeen{"a"}});
    EXPECT_NE(other.find<SendSeen>()->key, one);
    EXPECT_NE(other.find<SendSeen>()->key, two);
}

TEST(Seen, KeysAreWhatTheContractAllows) {
    for (const auto& id : std::vector<std::string>{"a", "01JD0000000000000000000000", "家里/的?消息", std::string(90, 'x')}) {
        auto tv = reading({greeting(id)});
        tv.press(Key::Ok);
        const auto key = tv.find<SendSeen>()->key;
        EXPECT_GE(key.size(), 1u);
        EXPECT_LE(key.size(), 64u);
        EXPECT_EQ(key.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
                  std::string::npos)
            << key;
    }
}

TEST(Seen, AMessageThatThePlatformNoLongerKnowsIsNotTriedForEver) {
    auto tv = reading();
    tv.press(Key::Ok);
    tv.happens(SeenAcknowledged{tv.find<SendSeen>()->id, tl::unexpected{error(ErrorKind::Refused, "not_found")}});
    EXPECT_TRUE(tv.state.outbox.empty());
    EXPECT_TRUE(tv.find<SaveOutbox>()->outbox.empty());
}

TEST(Seen, ABusyPlatformIsAskedAgainWhenItSays) {
    auto tv = reading();
    tv.press(Key::Ok);
    auto busy = error(ErrorKind::Refused, "busy");
    busy.retry_after = 30s;
    tv.happens(SeenAcknowledged{tv.find<SendSeen>()->id, tl::unexpected{busy}});
    EXPECT_FALSE(tv.wait(29s).did<SendSeen>());
    EXPECT_TRUE(tv.wait(1s).did<SendSeen>());
}

TEST(Seen, ADeniedKeyWipesTheBox) {
    auto tv = reading();
    tv.press(Key::Ok);
    tv.happens(SeenAcknowledged{tv.find<SendSeen>()->id, tl::unexpected{error(ErrorKind::Denied)}});
    EXPECT_TRUE(tv.did<model::Wipe>());
    EXPECT_EQ(tv.screen(), "pairing");
}

TEST(Seen, AnAnswerToNothingIsDropped) {
    auto tv = reading();
    tv.press(Key::Ok);
    const auto before = tv.state;
    tv.happens(SeenAcknowledged{9999, acknowledged(greeting())});
    EXPECT_EQ(tv.state, before);
}

TEST(Seen, AnOlderEventDoesNotMakeItUnseenAgain) {
    auto tv = reading();
    tv.press(Key::Ok);
    tv.happens(SeenAcknowledged{tv.find<SendSeen>()->id, acknowledged(greeting())});
    tv.receives(greeting());
    EXPECT_EQ(model::unseen_count(tv.state), 0);
}

TEST(Seen, AMessageSeenOnlyHereCountsAsSeenInTheList) {
    auto tv = reading();
    tv.happens(model::StreamLost{error(ErrorKind::Offline)});
    tv.press(Key::Ok).press(Key::Back);
    tv.happens(model::Asked{model::Open{model::Route::Messages}});
    EXPECT_EQ(tv.scene().title, "都看过了");
    EXPECT_EQ(tv.item("message:a")->note, "今天看过");
}

TEST(Seen, AnUnknownMessageCannotBeSeen) {
    auto tv = at_home({greeting()});
    tv.happens(model::Asked{model::ConfirmSeen{"nothing"}});
    EXPECT_TRUE(tv.state.outbox.empty());
}

}  // namespace
}  // namespace anju::test
