// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/terminal_driver.hpp"

namespace anju::test {
namespace {

using contract::ErrorKind;
using model::FetchSnapshot;
using model::SnapshotReceived;
using model::StreamLost;
using model::StreamOpened;

contract::Message note(std::string id, int minute = 0) {
    return text_message(std::move(id), "m1", "早", at(11, 21, 8, minute));
}

TerminalDriver from_cache(std::vector<contract::Message> messages = {note("a")}) {
    auto start = started();
    start.paired = model::Paired{"t1", "DT47C"};
    start.cached = snapshot(demo_household(), std::move(messages), 7);
    TerminalDriver tv;
    tv.happens(start);
    return tv;
}

void answer(TerminalDriver& tv, std::vector<contract::Message> messages, std::uint64_t cursor) {
    ASSERT_TRUE(tv.state.snapshot_request);
    tv.happens(SnapshotReceived{*tv.state.snapshot_request, snapshot(demo_household(), std::move(messages), cursor)});
}

TEST(Connection, StartsFromTheCacheWithoutANetwork) {
    auto tv = from_cache();
    EXPECT_EQ(tv.screen(), "home");
    EXPECT_EQ(tv.find<model::OpenStream>()->cursor, 7u);
    EXPECT_TRUE(tv.did<FetchSnapshot>());
    tv.happens(StreamLost{error(ErrorKind::Offline)});
    EXPECT_EQ(tv.item("card")->label, "女儿小芳");
    ASSERT_TRUE(tv.scene().banner);
    tv.happens(model::Asked{model::Open{model::Route::Messages}});
    EXPECT_EQ(tv.screen(), "messages");
}

TEST(Connection, BeforeAnythingIsKnownNothingIsClaimed) {
    auto tv = from_cache();
    EXPECT_FALSE(tv.scene().banner);
    EXPECT_FALSE(tv.scene().status);
}

TEST(Connection, SaysSinceWhenThereIsNoNetwork) {
    auto tv = at_home();
    tv.tick(at(11, 21, 9, 52));
    tv.happens(StreamLost{error(ErrorKind::Offline)});
    tv.wait(2h);
    EXPECT_EQ(tv.scene().banner->title, "没有网络，从上午9点52分起");
    EXPECT_FALSE(tv.scene().online);
    EXPECT_EQ(tv.scene().since, at(11, 21, 9, 52));
}

TEST(Connection, BlamesTheNetworkOnlyWhereNobodyAnswers) {
    auto tv = at_home();
    const auto lost = [&](contract::Error error) {
        tv.happens(StreamLost{std::move(error)});
        return tv.scene().banner->title;
    };
    EXPECT_EQ(lost(error(ErrorKind::Timeout)), "连不上安居平台，从上午9点41分起") << "it broke off: why, nobody knows";
    EXPECT_EQ(lost(error(ErrorKind::Offline)), "没有网络，从上午9点41分起");
    EXPECT_EQ(tv.scene().banner->detail, "收到的还能看。网络好了会自己连上，您不用管。");
    EXPECT_EQ(lost(error(ErrorKind::Offline, contract::kDown)), "连不上安居平台，从上午9点41分起");
    EXPECT_EQ(tv.scene().banner->detail, "收到的还能看。一直在试着连，您不用管。");
    tv.happens(model::Asked{model::Open{model::Route::Messages}});
    EXPECT_EQ(tv.scene().status->text, "连不上平台");
    EXPECT_EQ(lost(error(ErrorKind::Refused, "too_many")), "连不上安居平台，从上午9点41分起");
    EXPECT_EQ(lost(error(ErrorKind::Offline, contract::kStranger)), "连到的不是安居平台，从上午9点41分起");
    EXPECT_EQ(tv.scene().banner->detail, "收到的还能看。家里的事没告诉它。打 12349，找人来看看。") << "this does not mend itself";
    tv.state.settings.language = model::Language::English;
    EXPECT_EQ(tv.scene().banner->title, "Not Anju's platform since 9:41 am");
}

TEST(Connection, ASecondLossDoesNotMoveTheTime) {
    auto tv = at_home();
    tv.happens(StreamLost{error(ErrorKind::Offline)});
    tv.wait(1h);
    tv.happens(StreamLost{error(ErrorKind::Timeout)});
    EXPECT_EQ(tv.scene().since, kMorning);
}

// The platform was away first: that there is no network is true only since then.
TEST(Connection, EachReasonHasItsOwnBeginning) {
    auto tv = at_home();
    tv.happens(StreamLost{error(ErrorKind::Offline, contract::kDown)});
    tv.tick(at(11, 21, 11, 0));
    tv.happens(StreamLost{error(ErrorKind::Offline)});
    EXPECT_EQ(tv.scene().banner->title, "没有网络，从上午11点起");
    tv.tick(at(11, 21, 11, 30));
    tv.happens(StreamLost{error(ErrorKind::Offline, contract::kDown)});
    EXPECT_EQ(tv.scene().banner->title, "连不上安居平台，从上午9点41分起") << "all the while";
}

TEST(Connection, OfflineSinceYesterdaySaysSo) {
    auto tv = at_home();
    tv.happens(StreamLost{error(ErrorKind::Offline)});
    tv.tick(at(11, 22, 9, 0));
    EXPECT_EQ(tv.scene().banner->title, "没有网络，从昨天上午9点41分起");
}

TEST(Connection, TheBannerGoesWhenTheNetworkIsBack) {
    auto tv = at_home();
    tv.happens(StreamLost{error(ErrorKind::Offline)});
    tv.happens(StreamOpened{});
    EXPECT_FALSE(tv.scene().banner);
    EXPECT_EQ(tv.scene().status->text, "网络正常");
}

TEST(Connection, AReconnectFetchesTheHouseholdAgain) {
    auto tv = at_home();
    tv.happens(StreamLost{error(ErrorKind::Offline)});
    tv.wait(10s);
    tv.happens(StreamOpened{});
    EXPECT_TRUE(tv.did<FetchSnapshot>());
}

TEST(Connection, WhatCameMeanwhileOpensOnHome) {
    auto tv = at_home({note("a")});
    tv.happens(StreamLost{error(ErrorKind::Offline)});
    tv.wait(10s);
    tv.happens(StreamOpened{});
    answer(tv, {note("b", 5), note("a")}, 12);
    EXPECT_EQ(tv.screen(), "message");
    EXPECT_EQ(tv.state.pages.back().message, "b");
}

TEST(Connection, ASnapshotOvertakenByEventsIsAskedForOnceMore) {
    auto tv = at_home();
    tv.happens(StreamLost{error(ErrorKind::Offline)});
    tv.happens(StreamOpened{});
    const auto request = *tv.state.snapshot_request;
    tv.receives(note("b"));
    tv.happens(SnapshotReceived{request, snapshot(demo_household(), {}, 10)});
    EXPECT_TRUE(model::find_message(tv.state, "b")) << "it does not vanish";
    ASSERT_TRUE(tv.did<FetchSnapshot>());
    answer(tv, {note("b")}, 11);
    EXPECT_FALSE(tv.did<FetchSnapshot>());
    EXPECT_EQ(tv.state.cursor, 11u);
}

TEST(Connection, ARestoredPlatformIsBelievedTheSecondTime) {
    auto tv = at_home({note("a"), note("b")});
    tv.happens(StreamLost{error(ErrorKind::Offline)});
    tv.happens(StreamOpened{});
    answer(tv, {note("a")}, 3);
    answer(tv, {note("a")}, 3);
    EXPECT_EQ(tv.state.cursor, 3u);
    EXPECT_EQ(tv.find<model::OpenStream>()->cursor, 3u) << "the stream goes back with it";
    EXPECT_FALSE(model::find_message(tv.state, "b"));
}

TEST(Connection, ASnapshotThatDoesNotComeIsAskedForAgain) {
    TerminalDriver tv;
    auto start = started();
    start.paired = model::Paired{"t1", "DT47C"};
    tv.happens(start);
    tv.happens(SnapshotReceived{*tv.state.snapshot_request, tl::unexpected{error(ErrorKind::Offline)}});
    EXPECT_EQ(tv.scene().text.front(), "网络断了，好了会接着来");
    EXPECT_TRUE(tv.tick(model::next_deadline(tv.state)).did<FetchSnapshot>());
    answer(tv, {}, 1);
    EXPECT_EQ(tv.screen(), "home");
}

TEST(Connection, EveryEventIsCachedWithItsCursor) {
    auto tv = at_home();
    tv.receives(note("a"));
    ASSERT_TRUE(tv.did<model::SaveSnapshot>());
    EXPECT_EQ(tv.find<model::SaveSnapshot>()->snapshot.cursor, 11u);
    EXPECT_EQ(tv.find<model::SaveSnapshot>()->snapshot.messages.size(), 1u);
    EXPECT_EQ(tv.find<model::SaveSnapshot>()->snapshot.box_number, "DT47C");
}

TEST(Connection, AChangedHouseholdShowsAtOnce) {
    auto tv = at_home();
    auto home = demo_household();
    home.version = 2;
    home.person.called = "王姥姥";
    tv.hears(contract::HouseholdChanged{home});
    EXPECT_EQ(tv.scene().title, "上午好，王姥姥");
}

TEST(Connection, AnOlderHouseholdDoesNotReplaceANewer) {
    auto home = demo_household();
    home.version = 5;
    auto tv = at_home({}, kMorning, home);
    home.version = 4;
    home.person.called = "别人";
    tv.hears(contract::HouseholdChanged{home});
    EXPECT_EQ(tv.scene().title, "上午好，王奶奶");
}

TEST(Connection, WhenMessagesAreTakenAwayTheirPagesClose) {
    auto tv = at_home({note("a")});
    tv.happens(model::Asked{model::Open{model::Route::Messages}});
    tv.happens(model::Asked{model::OpenMessage{"a"}});
    auto home = demo_household();
    home.version = 2;
    home.capabilities = {contract::Capability::Medicines};
    tv.hears(contract::HouseholdChanged{home});
    EXPECT_EQ(tv.screen(), "home");
    EXPECT_EQ(tv.item("messages"), nullptr);
    EXPECT_EQ(tv.item("card"), nullptr);
    EXPECT_FALSE(tv.focus().empty());
}

TEST(Connection, UnpairedWipesEverything) {
    auto tv = at_home({note("a")});
    tv.happens(model::Asked{model::ConfirmSeen{"a"}});
    tv.hears(contract::Unpaired{});
    EXPECT_TRUE(tv.did<model::Wipe>());
    EXPECT_TRUE(tv.did<model::CloseStream>());
    EXPECT_FALSE(tv.did<model::SaveSnapshot>()) << "nothing is written after the wipe";
    EXPECT_FALSE(tv.state.household);
    EXPECT_TRUE(tv.state.messages.empty());
    EXPECT_TRUE(tv.state.outbox.empty());
    EXPECT_EQ(tv.screen(), "pairing");
}

TEST(Connection, ADeniedStreamOrSnapshotWipesToo) {
    auto one = at_home();
    one.happens(StreamLost{error(ErrorKind::Denied)});
    EXPECT_TRUE(one.did<model::Wipe>());
    auto other = from_cache();
    other.happens(SnapshotReceived{*other.state.snapshot_request, tl::unexpected{error(ErrorKind::Denied)}});
    EXPECT_TRUE(other.did<model::Wipe>());
}

TEST(Connection, HowItEndedIsKeptUntilTheNextHome) {
    auto heard = at_home();
    heard.hears(contract::Unpaired{"lost"});
    EXPECT_EQ(heard.state.ended, "lost");
    auto denied = from_cache();
    auto why = error(ErrorKind::Denied);
    why.code = "box_moved";
    denied.happens(SnapshotReceived{*denied.state.snapshot_request, tl::unexpected{why}});
    EXPECT_EQ(denied.state.ended, "moved");
    auto unknown = at_home();
    unknown.happens(StreamLost{error(ErrorKind::Denied)});
    EXPECT_EQ(unknown.state.ended, "") << "a platform that does not know this box says nothing of how";
}

TEST(Connection, AfterAWipeNothingIsAskedUntilTheNewKeyIsThere) {
    auto tv = at_home();
    tv.hears(contract::Unpaired{});
    tv.wait(1h);
    EXPECT_TRUE(tv.asked.empty());
    tv.happens(StreamLost{error(ErrorKind::Offline)}).happens(StreamOpened{});
    EXPECT_TRUE(tv.asked.empty());
    tv.happens(started(tv.state.now));
    EXPECT_TRUE(tv.did<model::StartPairing>());
}

TEST(Connection, ABoxThatCouldNotWipeAsksForNoOtherHome) {
    auto tv = at_home();
    tv.hears(contract::Unpaired{"moved"});
    auto start = started(tv.state.now);
    start.ended = "moved";
    start.unwiped = true;
    tv.happens(start);
    tv.wait(1h);
    EXPECT_FALSE(tv.did<model::StartPairing>());
    EXPECT_TRUE(tv.state.unwiped);
}

TEST(Connection, AVanishedMessageClosesItsPageAndGoesBackToTheList) {
    auto tv = at_home({note("b", 5), note("a")});
    tv.happens(model::Asked{model::Open{model::Route::Messages}});
    tv.happens(model::Asked{model::OpenMessage{"b"}});
    tv.happens(StreamLost{error(ErrorKind::Offline)}).happens(StreamOpened{});
    answer(tv, {note("a")}, 12);
    EXPECT_EQ(tv.screen(), "messages");
}

TEST(Connection, AVanishedRowGivesTheFocusToItsNeighbour) {
    auto tv = at_home({note("c", 6), note("b", 5), note("a")});
    tv.happens(model::Asked{model::Open{model::Route::Messages}});
    tv.press(keys::Key::Down);
    ASSERT_EQ(tv.focus(), "message:b");
    tv.happens(StreamLost{error(ErrorKind::Offline)}).happens(StreamOpened{});
    answer(tv, {note("c", 6), note("a")}, 12);
    EXPECT_EQ(tv.focus(), "message:a");
}

TEST(Connection, TheLastRowThatVanishesLeavesTheEmptyList) {
    auto tv = at_home({note("a")});
    tv.happens(model::Asked{model::Open{model::Route::Messages}});
    tv.happens(StreamLost{error(ErrorKind::Offline)}).happens(StreamOpened{});
    answer(tv, {}, 12);
    EXPECT_EQ(tv.scene().title, "还没有消息");
    EXPECT_EQ(tv.focus(), "home");
}

TEST(Connection, ADoubledMessageInASnapshotIsShownOnce) {
    auto tv = at_home({note("a"), note("a"), note("b")});
    EXPECT_EQ(tv.state.messages.size(), 2u);
}

TEST(Connection, AnIdleTvWakesOncePerMinute) {
    auto tv = at_home({note("a")});
    tv.tick(at(11, 21, 10, 0, 1));
    EXPECT_EQ(model::next_deadline(tv.state), at(11, 21, 10, 1));
    tv.tick(at(11, 21, 10, 1));
    EXPECT_EQ(model::next_deadline(tv.state), at(11, 21, 10, 2));
    EXPECT_TRUE(tv.asked.empty());
}

TEST(AnotherAddress, OpensTheStreamAnewAtOnce) {
    auto tv = at_home();
    tv.happens(model::CallMoved{call::NetworkChanged{}});
    EXPECT_TRUE(tv.did<model::CloseStream>());
    ASSERT_TRUE(tv.did<model::OpenStream>());
    EXPECT_EQ(tv.find<model::OpenStream>()->cursor, tv.state.cursor);
    EXPECT_TRUE(tv.state.online) << "nothing is known to be lost";
}

}  // namespace
}  // namespace anju::test
