// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/terminal_driver.hpp"

namespace anju::test {
namespace {

using contract::ErrorKind;
using model::FetchSnapshot;
using model::PairingCodeReceived;
using model::PairingPolled;
using model::PollPairing;
using model::StartPairing;

contract::PairingCode code(std::string letters = "HQBMTKWR") {
    contract::PairingCode code;
    code.device_code = "secret-" + letters;
    code.user_code = letters;
    code.verification_uri = "http://p/pair";
    code.verification_uri_complete = "http://p/pair#" + letters;
    return code;
}

TerminalDriver unpaired() {
    TerminalDriver tv;
    tv.happens(started());
    return tv;
}

TerminalDriver with_code() {
    auto tv = unpaired();
    tv.happens(PairingCodeReceived{*tv.state.pairing->request, code()});
    return tv;
}

model::RequestId polled(TerminalDriver& tv) {
    tv.wait(5s);
    EXPECT_TRUE(tv.did<PollPairing>());
    return *tv.state.pairing->request;
}

TEST(Pairing, AnUnpairedTvAsksForACodeAtOnce) {
    auto tv = unpaired();
    EXPECT_EQ(tv.all<StartPairing>().size(), 1u);
    EXPECT_EQ(tv.screen(), "pairing");
    EXPECT_FALSE(tv.scene().code);
}

TEST(Pairing, TheCodeStandsOnTheScreenWithTheTimeItIsGoodFor) {
    auto tv = with_code();
    tv.wait(40s);
    ASSERT_TRUE(tv.scene().code);
    EXPECT_EQ(tv.scene().code->letters, "HQBMTKWR");
    EXPECT_EQ(tv.scene().code->left_time, "9 分 20 秒");
    EXPECT_EQ(tv.scene().code->qr, "http://p/pair#HQBMTKWR");
    EXPECT_NEAR(tv.scene().code->left, 560.0 / 600, 1e-9);
}

TEST(Pairing, PollsByTheIntervalAndNotBefore) {
    auto tv = with_code();
    EXPECT_FALSE(tv.wait(4s).did<PollPairing>());
    EXPECT_TRUE(tv.wait(1s).did<PollPairing>());
    EXPECT_EQ(tv.find<PollPairing>()->device_code, "secret-HQBMTKWR");
}

TEST(Pairing, NeverHasTwoPollsUnderWay) {
    auto tv = with_code();
    polled(tv);
    EXPECT_FALSE(tv.wait(60s).did<PollPairing>());
}

TEST(Pairing, WaitsWhileNobodyHasApprovedIt) {
    auto tv = with_code();
    tv.happens(PairingPolled{polled(tv), tl::unexpected{error(ErrorKind::Refused, "authorization_pending")}});
    EXPECT_FALSE(tv.wait(4s).did<PollPairing>());
    EXPECT_TRUE(tv.wait(1s).did<PollPairing>());
    EXPECT_EQ(tv.scene().code->letters, "HQBMTKWR");
}

TEST(Pairing, PollsFiveSecondsSlowerWhenToldToSlowDown) {
    auto tv = with_code();
    tv.happens(PairingPolled{polled(tv), tl::unexpected{error(ErrorKind::Refused, "slow_down")}});
    EXPECT_FALSE(tv.wait(9s).did<PollPairing>());
    EXPECT_TRUE(tv.wait(1s).did<PollPairing>());
}

TEST(Pairing, AnExpiredCodeIsReplacedByItself) {
    auto tv = with_code();
    tv.happens(PairingPolled{polled(tv), tl::unexpected{error(ErrorKind::Refused, "expired_token")}});
    ASSERT_TRUE(tv.did<StartPairing>());
    EXPECT_FALSE(tv.scene().code) << "a code that is no good is not shown";
    tv.happens(PairingCodeReceived{*tv.state.pairing->request, code("BCDFGHJK")});
    EXPECT_EQ(tv.scene().code->letters, "BCDFGHJK");
}

TEST(Pairing, AfterTenMinutesThereIsANewCodeEvenIfNobodySaysSo) {
    auto tv = with_code();
    while (tv.state.now < kMorning + 595s) {
        tv.wait(5s);
        if (tv.state.pairing->request) {
            tv.happens(PairingPolled{*tv.state.pairing->request,
                                     tl::unexpected{error(ErrorKind::Refused, "authorization_pending")}});
        }
    }
    EXPECT_TRUE(tv.scene().code);
    tv.tick(kMorning + 600s);
    EXPECT_TRUE(tv.did<StartPairing>());
    EXPECT_FALSE(tv.scene().code);
}

TEST(Pairing, SaysInWordsThatThereIsNoNetwork) {
    auto tv = unpaired();
    tv.happens(PairingCodeReceived{*tv.state.pairing->request, tl::unexpected{error(ErrorKind::Offline)}});
    EXPECT_EQ(tv.scene().title, "还没有网络");
    EXPECT_FALSE(tv.scene().online);
    EXPECT_EQ(tv.scene().status->text, "没有网络");
}

TEST(Pairing, DoesNotBlameTheCableWhenTheCertificateIsAnothers) {
    auto tv = unpaired();
    tv.happens(PairingCodeReceived{*tv.state.pairing->request, tl::unexpected{error(ErrorKind::Offline, contract::kStranger)}});
    EXPECT_EQ(tv.scene().title, "连到的不是安居平台");
    EXPECT_EQ(tv.scene().status->text, "连不上平台");
    tv.tick(model::next_deadline(tv.state));
    tv.happens(PairingCodeReceived{*tv.state.pairing->request, tl::unexpected{error(ErrorKind::Offline)}});
    EXPECT_EQ(tv.scene().title, "还没有网络");
}

TEST(Pairing, DoesNotBlameTheCableWhenThePlatformIsDown) {
    auto tv = unpaired();
    tv.happens(PairingCodeReceived{*tv.state.pairing->request, tl::unexpected{error(ErrorKind::Offline, contract::kDown)}});
    EXPECT_EQ(tv.scene().title, "连不上安居平台");
    EXPECT_EQ(tv.scene().status->text, "连不上平台");
}

TEST(Pairing, TriesAgainByItselfWhenTheNetworkWasAway) {
    auto tv = unpaired();
    tv.happens(PairingCodeReceived{*tv.state.pairing->request, tl::unexpected{error(ErrorKind::Offline)}});
    EXPECT_TRUE(tv.tick(model::next_deadline(tv.state)).did<StartPairing>());
    tv.happens(PairingCodeReceived{*tv.state.pairing->request, code()});
    EXPECT_EQ(tv.scene().status->text, "网络正常");
    EXPECT_TRUE(tv.scene().code);
}

TEST(Pairing, WaitsAsLongAsThePlatformAsksFor) {
    auto tv = unpaired();
    auto busy = error(ErrorKind::Refused, "too_many_requests");
    busy.retry_after = 90s;
    tv.happens(PairingCodeReceived{*tv.state.pairing->request, tl::unexpected{busy}});
    EXPECT_FALSE(tv.wait(89s).did<StartPairing>());
    EXPECT_TRUE(tv.wait(1s).did<StartPairing>());
}

TEST(Pairing, KeepsTheCodeWhenAPollIsLost) {
    auto tv = with_code();
    tv.happens(PairingPolled{polled(tv), tl::unexpected{error(ErrorKind::Timeout)}});
    EXPECT_EQ(tv.scene().code->letters, "HQBMTKWR");
    EXPECT_EQ(tv.scene().status->text, "连不上平台");
    EXPECT_TRUE(tv.tick(model::next_deadline(tv.state)).state.now > kMorning);
}

TEST(Pairing, OnceApprovedItIsSavedAndTheHouseholdIsFetched) {
    auto tv = with_code();
    tv.happens(PairingPolled{polled(tv), contract::Paired{"t1", "DT47C", "h1"}});
    EXPECT_EQ(tv.find<model::SavePaired>()->paired, (model::Paired{"t1", "DT47C"}));
    ASSERT_TRUE(tv.did<FetchSnapshot>());
    EXPECT_EQ(tv.screen(), "pairing");
    EXPECT_EQ(tv.scene().title, "电视认识您家了");
    tv.happens(model::SnapshotReceived{tv.find<FetchSnapshot>()->id, snapshot(demo_household(), {})});
    EXPECT_EQ(tv.screen(), "home");
    EXPECT_EQ(tv.find<model::OpenStream>()->cursor, 10u);
    EXPECT_TRUE(tv.did<model::SaveSnapshot>());
}

// Nothing else would say that somebody has to look.
TEST(Pairing, ApprovedAndThenAnotherInThePlatformsPlaceSaysSo) {
    auto tv = with_code();
    tv.happens(PairingPolled{polled(tv), contract::Paired{"t1", "DT47C", "h1"}});
    tv.happens(model::SnapshotReceived{tv.find<FetchSnapshot>()->id, tl::unexpected{error(ErrorKind::Offline, contract::kStranger)}});
    EXPECT_EQ(tv.scene().title, "连到的不是安居平台");
}

// Approved, then the plug was pulled, or the network was away until the code had run out.
TerminalDriver approved_without_hearing_it() {
    auto tv = unpaired();
    tv.happens(PairingCodeReceived{*tv.state.pairing->request, tl::unexpected{error(ErrorKind::Refused, "key_in_use")}});
    return tv;
}

TEST(Pairing, ABoxThatNeverHeardItsApprovalIsLetInByItsKey) {
    auto tv = approved_without_hearing_it();
    ASSERT_TRUE(tv.did<FetchSnapshot>());
    const auto home = snapshot(demo_household(), {});
    tv.happens(model::SnapshotReceived{tv.find<FetchSnapshot>()->id, home});
    EXPECT_EQ(tv.find<model::SavePaired>()->paired, (model::Paired{home.terminal, home.box_number}));
    EXPECT_TRUE(tv.did<model::OpenStream>());
    EXPECT_FALSE(tv.state.pairing);
    EXPECT_EQ(tv.screen(), "home");
    tv.wait(10min);
    EXPECT_FALSE(tv.did<StartPairing>());
}

TEST(Pairing, ABoxThatHeardNeitherItsApprovalNorItsEndMakesANewKey) {
    auto tv = approved_without_hearing_it();
    tv.happens(model::SnapshotReceived{tv.find<FetchSnapshot>()->id, tl::unexpected{error(ErrorKind::Denied, "not_signed_in")}});
    EXPECT_TRUE(tv.did<model::Wipe>());
}

TEST(Pairing, TheKeyIsTriedAgainUntilThePlatformAnswers) {
    auto tv = approved_without_hearing_it();
    const auto first = tv.find<FetchSnapshot>()->id;
    tv.happens(model::SnapshotReceived{first, tl::unexpected{error(ErrorKind::Offline, "offline")}});
    tv.wait(2s);
    ASSERT_TRUE(tv.did<StartPairing>());
    tv.happens(PairingCodeReceived{*tv.state.pairing->request, tl::unexpected{error(ErrorKind::Refused, "key_in_use")}});
    ASSERT_TRUE(tv.did<FetchSnapshot>());
    const auto second = tv.find<FetchSnapshot>()->id;
    tv.happens(model::SnapshotReceived{first, snapshot(demo_household(), {})});
    EXPECT_FALSE(tv.state.paired) << "an answer to an older question";
    tv.happens(model::SnapshotReceived{second, snapshot(demo_household(), {})});
    EXPECT_TRUE(tv.state.paired);
}

TEST(Pairing, ALateAnswerToAnOlderQuestionIsDropped) {
    auto tv = with_code();
    const auto id = polled(tv);
    tv.happens(PairingPolled{id + 7, contract::Paired{"t1", "DT47C", "h1"}});
    EXPECT_FALSE(tv.state.paired);
    tv.happens(PairingCodeReceived{id + 9, code("ZZZZZZZZ")});
    EXPECT_EQ(tv.scene().code->letters, "HQBMTKWR");
}

TEST(Pairing, AnswersToALifeBeforeTheWipeDoNotFit) {
    auto tv = with_code();
    const auto id = polled(tv);
    tv.happens(started());
    EXPECT_NE(*tv.state.pairing->request, id);
    tv.happens(PairingPolled{id, contract::Paired{"t1", "DT47C", "h1"}});
    EXPECT_FALSE(tv.state.paired);
}

TEST(Pairing, KeysDoNothingButVolume) {
    auto tv = with_code();
    const auto before = tv.state.pages;
    for (const auto key : {keys::Key::Ok, keys::Key::Back, keys::Key::Up, keys::Key::Down, keys::Key::Left,
                           keys::Key::Right, keys::Key::Home}) {
        tv.press(key);
    }
    EXPECT_EQ(tv.state.pages, before);
    EXPECT_TRUE(tv.scene().code);
    EXPECT_TRUE(tv.press(keys::Key::VolumeUp).did<model::SetVolume>());
}

TEST(Pairing, ThereIsNoNightWhileTheTvIsBeingInstalled) {
    TerminalDriver tv;
    tv.happens(started(at(11, 21, 23, 30)));
    EXPECT_EQ(tv.screen(), "pairing");
}

TEST(Pairing, TheSecondsOfTheCodeAreTheOnlyReasonToWakeEverySecond) {
    auto tv = with_code();
    EXPECT_EQ(model::next_deadline(tv.state), kMorning + 1s);
    auto waiting = unpaired();
    EXPECT_EQ(model::next_deadline(waiting.state), kMorning + 60s);
}

}  // namespace
}  // namespace anju::test
