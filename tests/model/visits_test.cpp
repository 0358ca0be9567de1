// SPDX-License-Identifier: Apache-2.0
// Who rings, what is on the screen meanwhile, and what is remembered.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/model/visiting.hpp"

namespace anju::test {
namespace {

using contract::VisitEnd;
using model::Screen;

const model::Errand::End* end_errand(const TerminalDriver& tv, const std::string& visit) {
    for (const auto& errand : tv.state.errands) {
        const auto* end = std::get_if<model::Errand::End>(&errand.what);
        if (end && end->visit == visit) {
            return end;
        }
    }
    return nullptr;
}

TEST(Ring, ARelativeRingsAndTheConnectionIsBuiltWithoutADevice) {
    auto tv = at_visiting_home();
    fang_rings(tv);
    EXPECT_EQ(screen_of(tv), Screen::Ringing);
    EXPECT_TRUE(tv.did<model::StartRing>());
    ASSERT_TRUE(tv.did<model::FetchTicket>());
    EXPECT_FALSE(tv.did<model::OpenDevices>());
    tv.happens(model::TicketReceived{tv.find<model::FetchTicket>()->id, ticket_of(*tv.state.visit)});
    ASSERT_TRUE(tv.did<model::ConnectMedia>());
    EXPECT_EQ(tv.find<model::ConnectMedia>()->round, 0u);
    EXPECT_EQ(tv.find<model::ConnectMedia>()->ice.size(), 1u);
    EXPECT_FALSE(tv.did<model::OpenDevices>());
}

TEST(Ring, WithoutTheTileNobodyRings) {
    auto tv = at_home();  // neither household nor terminal
    fang_rings(tv);
    EXPECT_EQ(screen_of(tv), Screen::Home);
    ASSERT_TRUE(tv.did<model::EndVisit>());
    EXPECT_EQ(tv.find<model::EndVisit>()->end, VisitEnd::Blocked);
}

TEST(Ring, WhereVisitsTurnOutToBeImpossibleTheTileGoesAndNobodyRings) {
    auto tv = at_visiting_home();
    tv.happens(model::Asked{model::Open{model::Route::Family}});
    ASSERT_EQ(screen_of(tv), Screen::Family);
    tv.happens(model::VisitsLacking{"webrtc nice"});
    EXPECT_EQ(screen_of(tv), Screen::Home);
    EXPECT_FALSE(model::can_visit(tv.state));
    EXPECT_EQ(tv.state.device.lacking, "webrtc nice");
    fang_rings(tv);
    EXPECT_EQ(screen_of(tv), Screen::Home);
    ASSERT_TRUE(tv.did<model::EndVisit>());
    EXPECT_EQ(tv.find<model::EndVisit>()->end, VisitEnd::Blocked);
}

TEST(Ring, AnUnknownCallerNeverRings) {
    for (const auto& [member, name] : std::vector<std::pair<std::string, std::string>>{{"m9", "谁"}, {"", ""}}) {
        auto tv = at_visiting_home();
        tv.hears(contract::VisitChanged{ring_of("V1", member, name, tv.state.now)});
        EXPECT_EQ(screen_of(tv), Screen::Home);
        EXPECT_FALSE(tv.did<model::StartRing>());
        ASSERT_TRUE(tv.did<model::EndVisit>());
        EXPECT_EQ(tv.find<model::EndVisit>()->end, VisitEnd::Blocked);
    }
}

TEST(Ring, ARelativeWhoseLinkWasTakenBackNeverRings) {
    auto home = visiting_household();
    home.members[0].active = false;
    auto tv = at_visiting_home(home);
    fang_rings(tv);
    EXPECT_EQ(screen_of(tv), Screen::Home);
}

TEST(Ring, AGuestByNameRingsAndNeverByItself) {
    auto tv = at_visiting_home();
    tv.hears(contract::VisitChanged{ring_of("V1", "", "赵师傅", tv.state.now)});
    EXPECT_EQ(screen_of(tv), Screen::Ringing);
}

TEST(Ring, QuietHoursAreQuiet) {
    auto tv = at_visiting_home(visiting_household(), at(11, 21, 21, 0));
    fang_rings(tv);
    EXPECT_NE(screen_of(tv), Screen::Ringing);
    EXPECT_FALSE(tv.did<model::StartRing>());
    EXPECT_EQ(tv.find<model::EndVisit>()->end, VisitEnd::Blocked);
}

TEST(Ring, AtNightWithoutQuietHoursItRingsOnTheDarkScreen) {
    auto home = visiting_household();
    home.visits.quiet = {0, 0};
    auto tv = at_visiting_home(home, at(11, 21, 23, 10));
    ASSERT_EQ(screen_of(tv), Screen::Night);
    fang_rings(tv);
    EXPECT_EQ(screen_of(tv), Screen::Ringing);
    EXPECT_TRUE(tv.did<model::StartRing>());
    EXPECT_FALSE(model::silent(tv.state)) << "who rings is said aloud";
    asks(tv, model::DeclineCall{});
    tv.wait(6s);
    EXPECT_TRUE(model::silent(tv.state));
}

TEST(Ring, ARingThatIsLongOverWhenItArrivesDoesNotRing) {
    auto tv = at_visiting_home();
    tv.hears(contract::VisitChanged{ring_of("V1", "m1", "小芳", tv.state.now - 46s)});
    EXPECT_EQ(screen_of(tv), Screen::Home);
}

TEST(Ring, ThePlatformsClockCountsNotThisOne) {
    TerminalDriver tv;
    auto start = started(kMorning);
    start.device.capabilities = {contract::Capability::Messages, contract::Capability::Visits};
    start.paired = model::Paired{"t1", "DT47C"};
    tv.happens(start);
    const auto theirs = kMorning + 5h;
    tv.happens(model::SnapshotReceived{*tv.state.snapshot_request, visiting_snapshot(visiting_household(), {}, theirs)});
    tv.happens(model::StreamOpened{});
    tv.hears(contract::VisitChanged{ring_of("V1", "m1", "小芳", theirs)});
    EXPECT_EQ(screen_of(tv), Screen::Ringing);
}

TEST(Ring, OneThatBeganWhileTheTvWasAwayRingsStill) {
    auto tv = at_visiting_home();
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)}).happens(model::StreamOpened{});
    tv.happens(model::SnapshotReceived{*tv.state.snapshot_request,
                                       visiting_snapshot(visiting_household(), {ring_of("V1", "m1", "小芳", tv.state.now - 10s)},
                                                         tv.state.now)});
    EXPECT_EQ(screen_of(tv), Screen::Ringing);
}

TEST(Ring, SecondCallerHearsBusyAndIsMissedLater) {
    auto tv = at_visiting_home();
    talks(tv);
    tv.hears(contract::VisitChanged{ring_of("V2", "m2", "大伟", tv.state.now)});
    EXPECT_EQ(screen_of(tv), Screen::Call);
    EXPECT_EQ(tv.state.visit->id, "V1");
    EXPECT_EQ(tv.find<model::EndVisit>()->visit, "V2");
    EXPECT_EQ(tv.find<model::EndVisit>()->end, VisitEnd::Busy);
    tv.hears(contract::VisitChanged{ring_of("V2", "m2", "大伟", tv.state.now)});
    EXPECT_FALSE(tv.did<model::EndVisit>()) << "said once";
}

TEST(Takeover, KeysMeantForTheLastScreenAnswerNothing) {
    auto tv = at_visiting_home();
    fang_rings(tv);
    tv.wait(600ms).happens(model::Asked{model::AnswerCall{}});
    EXPECT_EQ(screen_of(tv), Screen::Ringing);
    tv.wait(100ms).happens(model::Asked{model::AnswerCall{}});
    EXPECT_EQ(screen_of(tv), Screen::Call);
}

TEST(Takeover, WhatWasThereComesBackExactly) {
    auto tv = at_visiting_home();
    tv.happens(model::Asked{model::Open{model::Route::Settings}});
    tv.happens(model::Asked{model::FocusItem{"sound"}});
    const auto pages = tv.state.pages;
    fang_rings(tv);
    asks(tv, model::FocusItem{"decline"});
    EXPECT_EQ(tv.state.call_focus, "decline");
    for (const model::Intent& intent : std::vector<model::Intent>{
             model::GoHome{}, model::Open{model::Route::Messages}, model::Choose{}, model::KeepChoices{}, model::ShowPhoto{1}}) {
        tv.happens(model::Asked{intent});
    }
    EXPECT_EQ(tv.state.pages, pages);
    asks(tv, model::AnswerCall{});
    EXPECT_TRUE(tv.state.call_focus.empty()) << "each screen of a call has its own";
    asks(tv, model::HangUp{});
    EXPECT_EQ(screen_of(tv), Screen::VisitEnded);
    asks(tv, model::DismissCall{});
    EXPECT_EQ(screen_of(tv), Screen::Settings);
    EXPECT_EQ(tv.state.pages, pages);
}

TEST(Takeover, TheEndTakesOverTooWhenThePhoneHangsUp) {
    auto tv = at_visiting_home();
    talks(tv);
    tv.wait(1min);
    tv.hears(contract::VisitChanged{ended(*tv.state.visit, VisitEnd::HungUp, tv.state.now)});
    EXPECT_EQ(screen_of(tv), Screen::VisitEnded);
    tv.happens(model::Asked{model::DismissCall{}});
    EXPECT_EQ(screen_of(tv), Screen::VisitEnded) << "meant for hanging up";
    asks(tv, model::DismissCall{});
    EXPECT_EQ(screen_of(tv), Screen::Home);
}

TEST(Takeover, AMessageThatComesMeanwhileDoesNotPushTheCallAside) {
    auto tv = at_visiting_home();
    talks(tv);
    tv.receives(text_message("a", "m2", "在吗", tv.state.now));
    EXPECT_EQ(screen_of(tv), Screen::Call);
    EXPECT_FALSE(tv.did<model::PlayChime>()) << "nothing chimes into a call";
    EXPECT_TRUE(tv.state.notice);
}

TEST(Missed, StandsUntilItWasLookedAt) {
    auto tv = at_visiting_home();
    fang_rings(tv);
    tv.wait(45s);
    EXPECT_EQ(tv.find<model::EndVisit>()->end, VisitEnd::Missed);
    tv.hears(contract::VisitChanged{missed("V1", "m1", "小芳", kMorning)});
    tv.wait(1min);
    EXPECT_EQ(screen_of(tv), Screen::Home);
    ASSERT_EQ(model::missed_visits(tv.state).size(), 1u);
    asks(tv, model::Open{model::Route::VisitLog});
    EXPECT_TRUE(model::missed_visits(tv.state).empty());
    ASSERT_TRUE(tv.did<model::MarkVisitsSeen>());
    EXPECT_EQ(tv.find<model::MarkVisitsSeen>()->visits, std::vector<std::string>{"V1"});
}

TEST(Missed, AnOlderEventDoesNotMakeItUnseenAgain) {
    auto tv = at_visiting_home(visiting_household(), kMorning, {missed("V1", "m1", "小芳", kMorning - 1h)});
    asks(tv, model::Open{model::Route::VisitLog});
    tv.hears(contract::VisitChanged{missed("V1", "m1", "小芳", kMorning - 1h)});
    EXPECT_TRUE(model::missed_visits(tv.state).empty());
}

TEST(Missed, CallingBackLooksAtThatOneOnly) {
    auto tv = at_visiting_home(visiting_household(), kMorning,
                               {missed("V2", "m2", "大伟", kMorning - 1h), missed("V1", "m1", "小芳", kMorning - 2h)});
    asks(tv, model::CallMember{"m1"});
    ASSERT_EQ(model::missed_visits(tv.state).size(), 1u);
    EXPECT_EQ(model::missed_visits(tv.state).front()->id, "V2");
}

TEST(Log, NewestFirstAndNoMoreThan60) {
    auto tv = at_visiting_home();
    for (int i = 0; i < 80; ++i) {
        tv.hears(contract::VisitChanged{
            ended(ring_of("V" + std::to_string(i), "m1", "小芳", kMorning - std::chrono::minutes{(i * 37) % 80}), VisitEnd::HungUp,
                  kMorning)});
    }
    ASSERT_EQ(tv.state.visits.size(), 60u);
    EXPECT_TRUE(std::ranges::is_sorted(tv.state.visits, std::ranges::greater{}, &contract::Visit::placed_at));
}

TEST(Restart, AVisitOfAnEarlierLifeIsEndedAsLost) {
    auto visit = ring_of("V1", "m1", "小芳", kMorning - 2min);
    visit.stage = contract::VisitStage::Answered;
    auto tv = at_visiting_home(visiting_household(), kMorning, {visit});
    EXPECT_EQ(screen_of(tv), Screen::Home);
    ASSERT_NE(end_errand(tv, "V1"), nullptr);
    EXPECT_EQ(end_errand(tv, "V1")->end, VisitEnd::Lost);
}

TEST(Restart, WhatWasBeingCalledIsCancelled) {
    auto visit = ring_of("V1", "m1", "小芳", kMorning - 5s);
    visit.placed_by = contract::VisitSide::Tv;
    auto tv = at_visiting_home(visiting_household(), kMorning, {visit});
    ASSERT_NE(end_errand(tv, "V1"), nullptr);
    EXPECT_EQ(end_errand(tv, "V1")->end, VisitEnd::Cancelled);
}

TEST(Presence, IsOnlyTrueNowAndNeedsNoSequence) {
    auto tv = at_visiting_home();
    const auto cursor = tv.state.cursor;
    tv.happens(model::Heard{{0, contract::PresenceChanged{{"m1", true, "18:00"}}}});
    ASSERT_NE(model::presence_of(tv.state, "m1"), nullptr);
    EXPECT_TRUE(model::presence_of(tv.state, "m1")->online);
    EXPECT_EQ(tv.state.cursor, cursor);
    EXPECT_EQ(model::presence_of(tv.state, "m2"), nullptr);
}

// Nothing is sent at midnight: what was said of a day ends by the clock of this box.
TEST(Presence, AnHourIsForgottenWhenItsDayIsOver) {
    auto tv = at_visiting_home();
    const auto until = tv.state.now + 2h;
    tv.happens(model::Heard{{0, contract::PresenceChanged{{"m1", false, "18:00", tv.state.now + 1h, until}}}});
    tv.happens(model::Heard{{0, contract::PresenceChanged{{"m2", true, "18:00", tv.state.now + 1h, until}}}});
    tv.happens(model::Heard{{0, contract::PresenceChanged{{"m3", false, "18:00"}}}});
    EXPECT_LE(model::next_deadline(tv.state), until);
    tv.happens(model::Tick{until - 1s});
    EXPECT_EQ(model::presence_of(tv.state, "m1")->free_from, "18:00");
    tv.happens(model::Tick{until});
    EXPECT_EQ(model::presence_of(tv.state, "m1")->free_from, "");
    EXPECT_EQ(model::presence_of(tv.state, "m1")->free_at, std::nullopt);
    EXPECT_EQ(*model::presence_of(tv.state, "m2"), (contract::Presence{"m2", true, ""})) << "she is there all the same";
    EXPECT_EQ(model::presence_of(tv.state, "m3")->free_from, "18:00") << "a platform that says no more";
}

TEST(Presence, EndsByTheClockOfThePlatform) {
    auto tv = at_visiting_home();
    tv.state.platform_ahead = 1min;
    const auto until = tv.state.now + 2h;
    tv.happens(model::Heard{{0, contract::PresenceChanged{{"m1", false, "18:00", tv.state.now, until}}}});
    tv.happens(model::Tick{until - 1min});
    EXPECT_EQ(model::presence_of(tv.state, "m1")->free_from, "");
}

TEST(Log, LeavesOutWhatCrossedACallOfTheElders) {
    auto tv = at_visiting_home();
    auto lost = ended(ring_of("V1", "m1", "小芳", kMorning), VisitEnd::Busy, kMorning);
    lost.crossed = true;
    tv.hears(contract::VisitChanged{ring_of("V1", "m1", "小芳", kMorning)}).hears(contract::VisitChanged{lost});
    EXPECT_TRUE(tv.state.visits.empty());
    EXPECT_TRUE(model::missed_visits(tv.state).empty());
}

TEST(Presence, HeardWhileASnapshotWasOnItsWayIsNewerThanIt) {
    auto tv = at_visiting_home();
    const auto hears = [&](const char* member, bool online) {
        tv.happens(model::Heard{{0, contract::PresenceChanged{{member, online, ""}}}});
    };
    const auto comes = [&](std::vector<contract::Presence> presence) {
        auto given = visiting_snapshot(visiting_household(), {}, tv.state.now);
        given.presence = std::move(presence);
        tv.happens(model::SnapshotReceived{*tv.state.snapshot_request, given});
    };
    hears("m2", true);
    hears("m3", true);
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)}).happens(model::StreamOpened{});
    hears("m1", true);
    hears("m2", false);
    comes({{"m1", false, ""}, {"m2", true, ""}, {"m4", true, ""}});
    EXPECT_TRUE(model::presence_of(tv.state, "m1")->online);
    EXPECT_FALSE(model::presence_of(tv.state, "m2")->online);
    EXPECT_EQ(model::presence_of(tv.state, "m3"), nullptr) << "of before";
    EXPECT_TRUE(model::presence_of(tv.state, "m4")->online);
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)}).happens(model::StreamOpened{});
    comes({{"m1", false, ""}});
    EXPECT_FALSE(model::presence_of(tv.state, "m1")->online) << "nothing newer was heard";
}

TEST(Errands, SurviveARestartAndGoWhenThereIsANetwork) {
    auto tv = at_visiting_home();
    talks(tv);
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    EXPECT_EQ(screen_of(tv), Screen::Call) << "the call goes on while pictures come";
    asks(tv, model::HangUp{});
    const auto errands = tv.state.errands;
    ASSERT_EQ(errands.size(), 1u);
    auto again = started(tv.state.now + 1h);
    again.device.capabilities = {contract::Capability::Visits};
    again.paired = model::Paired{"t1", "DT47C"};
    again.cached = visiting_snapshot(visiting_household(), {}, tv.state.now);
    again.errands = errands;
    TerminalDriver later;
    later.happens(again).happens(model::StreamOpened{});
    ASSERT_TRUE(later.did<model::EndVisit>());
    EXPECT_EQ(later.find<model::EndVisit>()->end, VisitEnd::HungUp);
}

TEST(Errands, OneThatThePlatformRefusesIsNotTriedForEver) {
    auto tv = at_visiting_home();
    fang_rings(tv);
    asks(tv, model::DeclineCall{});
    tv.happens(model::ErrandDone{tv.find<model::EndVisit>()->id, error(contract::ErrorKind::Refused, "ended")});
    EXPECT_TRUE(tv.state.errands.empty());
}

TEST(Errands, AnUnpairedBoxEndsTheCallAndForgets) {
    auto tv = at_visiting_home();
    talks(tv);
    tv.hears(contract::Unpaired{});
    EXPECT_TRUE(tv.did<model::StopMedia>());
    EXPECT_TRUE(tv.did<model::Wipe>());
    EXPECT_FALSE(model::is_call(screen_of(tv)));
    EXPECT_TRUE(tv.state.errands.empty());
}

}  // namespace
}  // namespace anju::test
