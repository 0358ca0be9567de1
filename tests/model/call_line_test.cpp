// SPDX-License-Identifier: Apache-2.0
// Between the call machine, the platform and the engine: tickets, signals, what each side is told, and the keys of a call.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/model/visiting.hpp"

namespace anju::test {
namespace {

using contract::ErrorKind;
using contract::SignalKind;
using model::Screen;

contract::Signal made_here(SignalKind kind, std::uint32_t round = 0, std::string visit = "V1") {
    auto signal = from_phone(kind, round, "v=0", std::move(visit));
    signal.from = contract::VisitSide::Tv;
    return signal;
}

TEST(Placing, RingsThePhoneThenConnectsThenOpensWhenItAnswers) {
    auto tv = at_visiting_home();
    asks(tv, model::CallMember{"m1"});
    EXPECT_EQ(screen_of(tv), Screen::Calling);
    ASSERT_TRUE(tv.did<model::PlaceVisit>());
    const auto placed = *tv.find<model::PlaceVisit>();
    EXPECT_EQ(placed.member, "m1");
    EXPECT_EQ(placed.visit.size(), 26u);
    EXPECT_EQ(placed.visit.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567"), std::string::npos);
    EXPECT_FALSE(tv.did<model::ConnectMedia>());
    auto visit = ring_of(placed.visit, "m1", "小芳", tv.state.now);
    visit.placed_by = contract::VisitSide::Tv;
    tv.happens(model::TicketReceived{placed.id, ticket_of(visit)});
    EXPECT_TRUE(tv.did<model::ConnectMedia>());
    EXPECT_FALSE(tv.did<model::OpenDevices>());
    visit.stage = contract::VisitStage::Answered;
    visit.camera = false;
    tv.hears(contract::VisitChanged{visit});
    EXPECT_TRUE(tv.did<model::OpenDevices>());
    EXPECT_EQ(screen_of(tv), Screen::Call);
    EXPECT_FALSE(std::get<call::Connecting>(tv.state.call).there.camera) << "she answered without a picture";
}

TEST(Placing, TheSecondOkOfTwoSaysNothingOnTheScreenThatTheFirstOneOpened) {
    auto tv = at_visiting_home();
    asks(tv, model::CallMember{"m1"});
    tv.wait(500ms).happens(model::Asked{model::StartMessage{"m1"}});
    EXPECT_EQ(screen_of(tv), Screen::Calling);
    tv.happens(model::Asked{model::HangUp{}});
    EXPECT_EQ(screen_of(tv), Screen::Home) << "who called the wrong person is heard at once";
    talks(tv);
    asks(tv, model::HangUp{});
    EXPECT_EQ(screen_of(tv), Screen::VisitEnded);
    tv.wait(500ms).happens(model::Asked{model::StartMessage{"m1"}});
    EXPECT_FALSE(tv.state.recording) << "nothing is filmed by a key that is pressed twice";
    tv.wait(300ms).happens(model::Asked{model::StartMessage{"m1"}});
    EXPECT_TRUE(tv.state.recording);
}

TEST(Placing, ATicketThatWasOvertakenByTheAnswerTakesNothingBack) {
    auto tv = at_visiting_home();
    asks(tv, model::CallMember{"m1"});
    const auto placed = *tv.find<model::PlaceVisit>();
    auto visit = ring_of(placed.visit, "m1", "小芳", tv.state.now);
    visit.placed_by = contract::VisitSide::Tv;
    auto answered = visit;
    answered.stage = contract::VisitStage::Answered;
    answered.camera = false;
    tv.hears(contract::VisitChanged{answered});
    tv.happens(model::TicketReceived{placed.id, ticket_of(visit)});
    EXPECT_TRUE(tv.did<model::ConnectMedia>());
    EXPECT_EQ(tv.state.visit->stage, contract::VisitStage::Answered);
    EXPECT_FALSE(tv.state.visit->camera);
    EXPECT_EQ(tv.state.visits.front().stage, contract::VisitStage::Answered);
}

TEST(Placing, TwoCallsHaveTwoIdsAlsoWithinOneMillisecond) {
    auto tv = at_visiting_home();
    asks(tv, model::CallMember{"m1"});
    const auto first = tv.find<model::PlaceVisit>()->visit;
    tv.happens(model::Asked{model::HangUp{}});
    tv.happens(model::Asked{model::CallMember{"m1"}});
    EXPECT_NE(tv.find<model::PlaceVisit>()->visit, first);
}

TEST(Placing, WhatWasGivenUpTooSoonDoesNotRingOn) {
    auto tv = at_visiting_home();
    asks(tv, model::CallMember{"m1"});
    const auto placed = *tv.find<model::PlaceVisit>();
    asks(tv, model::HangUp{});
    ASSERT_TRUE(tv.did<model::EndVisit>());
    tv.happens(model::ErrandDone{tv.find<model::EndVisit>()->id, error(ErrorKind::Refused, "not_found")});
    auto visit = ring_of(placed.visit, "m1", "小芳", tv.state.now);
    visit.placed_by = contract::VisitSide::Tv;
    tv.happens(model::TicketReceived{placed.id, ticket_of(visit)});
    ASSERT_TRUE(tv.did<model::EndVisit>());
    EXPECT_EQ(tv.find<model::EndVisit>()->visit, placed.visit);
}

TEST(Placing, APhoneThatIsBusyIsSaidSo) {
    auto tv = at_visiting_home();
    asks(tv, model::CallMember{"m1"});
    tv.happens(model::TicketReceived{tv.find<model::PlaceVisit>()->id, tl::unexpected{error(ErrorKind::Refused, "busy")}});
    EXPECT_EQ(screen_of(tv), Screen::VisitEnded);
    EXPECT_EQ(std::get<call::Ended>(tv.state.call).reason, call::EndReason::Busy);
}

TEST(Placing, WithoutAPlatformItGivesUpHonestly) {
    auto tv = at_visiting_home();
    asks(tv, model::CallMember{"m1"});
    const auto begun = tv.state.now;
    for (int i = 0; i < 10 && screen_of(tv) == Screen::Calling; ++i) {
        if (const auto* again = tv.find<model::PlaceVisit>()) {
            tv.happens(model::TicketReceived{again->id, tl::unexpected{error(ErrorKind::Offline)}});
        }
        tv.wait(1s);
        while (!tv.did<model::PlaceVisit>() && screen_of(tv) == Screen::Calling) {
            tv.wait(1s);
        }
    }
    EXPECT_EQ(std::get<call::Ended>(tv.state.call).reason, call::EndReason::Failed);
    EXPECT_LT(tv.state.now - begun, 30s);
}

TEST(Placing, NobodyWhoIsNotInTheHouseholdCanBeCalled) {
    auto tv = at_visiting_home();
    for (const char* member : {"m9", ""}) {
        asks(tv, model::CallMember{member});
        EXPECT_EQ(screen_of(tv), Screen::Home);
    }
    auto without = at_home();
    asks(without, model::CallMember{"m1"});
    EXPECT_EQ(screen_of(without), Screen::Home);
}

TEST(Ticket, IsAskedForAgainWhenItDidNotCome) {
    auto tv = at_visiting_home();
    fang_rings(tv);
    tv.happens(model::TicketReceived{tv.find<model::FetchTicket>()->id, tl::unexpected{error(ErrorKind::Timeout)}});
    EXPECT_FALSE(tv.did<model::FetchTicket>());
    tv.wait(1s);
    EXPECT_TRUE(tv.did<model::FetchTicket>());
}

TEST(Ticket, AVisitThatIsGoneStopsRinging) {
    auto tv = at_visiting_home();
    fang_rings(tv);
    tv.happens(model::TicketReceived{tv.find<model::FetchTicket>()->id, tl::unexpected{error(ErrorKind::Refused, "not_found")}});
    EXPECT_TRUE(tv.did<model::StopRing>());
    EXPECT_EQ(screen_of(tv), Screen::VisitEnded);
}

TEST(Ticket, OfAnEarlierCallIsDropped) {
    auto tv = at_visiting_home();
    fang_rings(tv);
    const auto id = tv.find<model::FetchTicket>()->id;
    auto old = ticket_of(*tv.state.visit);
    tv.hears(contract::VisitChanged{ended(*tv.state.visit, contract::VisitEnd::Cancelled, tv.state.now)});
    fang_rings(tv, "V2");
    old.visit.stage = contract::VisitStage::Ended;
    tv.happens(model::TicketReceived{id, old});
    EXPECT_FALSE(tv.did<model::ConnectMedia>());
    EXPECT_EQ(tv.state.visit->id, "V2");
}

TEST(Answering, SaysHowAndOpensAtOnce) {
    auto tv = ringing_with_ticket();
    asks(tv, model::AnswerCall{});
    EXPECT_TRUE(tv.did<model::StopRing>());
    EXPECT_TRUE(tv.did<model::OpenDevices>());
    ASSERT_TRUE(tv.did<model::AnswerVisit>());
    EXPECT_FALSE(tv.find<model::AnswerVisit>()->automatic);
    const auto id = tv.find<model::AnswerVisit>()->id;
    tv.happens(model::TicketReceived{id, tl::unexpected{error(ErrorKind::Timeout)}});
    tv.wait(1s);
    EXPECT_TRUE(tv.did<model::AnswerVisit>()) << "the phone waits for it";
}

TEST(Answering, ThePlatformsEchoChangesNothing) {
    auto tv = at_visiting_home();
    talks(tv);
    auto visit = *tv.state.visit;
    visit.stage = contract::VisitStage::Answered;
    const auto before = tv.state.call;
    tv.hears(contract::VisitChanged{visit});
    EXPECT_EQ(tv.state.call, before);
    EXPECT_EQ(tv.state.visit->stage, contract::VisitStage::Answered);
}

TEST(Signals, OfTheEngineGoOutWithoutWaitingForEachOther) {
    auto tv = ringing_with_ticket();
    tv.happens(model::SignalMade{made_here(SignalKind::Offer)});
    ASSERT_EQ(tv.all<model::SendSignal>().size(), 1u);
    tv.happens(model::SignalMade{made_here(SignalKind::Candidate)});
    EXPECT_EQ(tv.all<model::SendSignal>().size(), 1u);
}

TEST(Signals, OneThatWasLostIsSentAgain) {
    auto tv = ringing_with_ticket();
    tv.happens(model::SignalMade{made_here(SignalKind::Offer)});
    tv.happens(model::SignalSent{tv.find<model::SendSignal>()->id, error(ErrorKind::Offline)});
    tv.wait(1s);
    ASSERT_TRUE(tv.did<model::SendSignal>());
    tv.happens(model::SignalSent{tv.find<model::SendSignal>()->id, {}});
    EXPECT_FALSE(tv.wait(1min).did<model::SendSignal>());
}

// The answer to what was on its way may come only after five seconds.
TEST(Signals, UnderWayWhenTheLineBrokeGoOutAgainOnTheNewOne) {
    auto tv = ringing_with_ticket();
    tv.happens(model::SignalMade{made_here(SignalKind::Offer)});
    const auto first = tv.find<model::SendSignal>()->id;
    tv.happens(model::StreamLost{error(ErrorKind::Offline)});
    tv.happens(model::StreamOpened{});
    ASSERT_EQ(tv.all<model::SendSignal>().size(), 1u);
    EXPECT_EQ(tv.find<model::SendSignal>()->signal.kind, SignalKind::Offer);
    const auto second = tv.find<model::SendSignal>()->id;
    tv.happens(model::SignalSent{first, error(ErrorKind::Timeout)});
    EXPECT_FALSE(tv.wait(1min).did<model::SendSignal>()) << "the second is still under way";
    tv.happens(model::SignalSent{second, {}});
    EXPECT_FALSE(tv.wait(1min).did<model::SendSignal>());
}

TEST(Signals, OfAnotherCallOrRoundStayHere) {
    auto tv = ringing_with_ticket();
    tv.happens(model::SignalMade{made_here(SignalKind::Offer, 1)});
    EXPECT_FALSE(tv.did<model::SendSignal>());
    tv.happens(model::SignalMade{made_here(SignalKind::Offer, 0, "V9")});
    EXPECT_FALSE(tv.did<model::SendSignal>());
}

TEST(Signals, OfThePhoneReachTheEngineInTheRightOrder) {
    auto tv = ringing_with_ticket();
    tv.hears(contract::SignalCame{from_phone(SignalKind::Candidate, 0, "candidate:1")});
    EXPECT_FALSE(tv.did<model::GiveSignal>());
    tv.hears(contract::SignalCame{from_phone(SignalKind::Answer)});
    ASSERT_EQ(tv.all<model::GiveSignal>().size(), 2u);
    EXPECT_EQ(tv.all<model::GiveSignal>()[0].signal.kind, call::RemoteSignal::Kind::Answer);
}

TEST(Signals, StrangeOnesAreDropped) {
    auto tv = ringing_with_ticket();
    const auto before = tv.state.call;
    tv.hears(contract::SignalCame{from_phone(SignalKind::Offer)});
    tv.hears(contract::SignalCame{from_phone(SignalKind::Answer, 0, "v=0", "V9")});
    auto own = from_phone(SignalKind::Answer);
    own.from = contract::VisitSide::Tv;
    tv.hears(contract::SignalCame{own});
    EXPECT_EQ(tv.state.call, before);
}

TEST(Signals, AreNotWrittenToTheDisk) {
    auto tv = ringing_with_ticket();
    tv.hears(contract::SignalCame{from_phone(SignalKind::Answer)});
    EXPECT_FALSE(tv.did<model::SaveSnapshot>());
}

TEST(Rounds, AReloadedPageIsOfferedANewConnectionWithTheSameTicket) {
    auto tv = at_visiting_home();
    talks(tv);
    tv.happens(model::TicketReceived{tv.state.line.answering.in_flight.value_or(0), ticket_of(*tv.state.visit)});
    tv.hears(contract::SignalCame{from_phone(SignalKind::Again, 0, "")});
    if (!tv.did<model::ConnectMedia>()) {  // the ticket of the ringing was not answered in this test
        tv.happens(model::TicketReceived{tv.state.line.ticketing.in_flight.value(), ticket_of(*tv.state.visit)});
    }
    ASSERT_TRUE(tv.did<model::ConnectMedia>());
    EXPECT_EQ(tv.find<model::ConnectMedia>()->round, 1u);
}

TEST(Rounds, AnOldTicketIsChangedForAFreshOne) {
    auto tv = ringing_with_ticket();
    asks(tv, model::AnswerCall{});
    tv.happens(model::TicketReceived{tv.find<model::AnswerVisit>()->id, ticket_of(*tv.state.visit)});
    tv.happens(model::CallMoved{call::MediaUp{"V1", 0, {}}});
    tv.wait(31min);
    tv.happens(model::CallMoved{call::MediaSilent{"V1", 0}});
    EXPECT_FALSE(tv.did<model::ConnectMedia>());
    ASSERT_TRUE(tv.did<model::FetchTicket>());
    tv.happens(model::TicketReceived{tv.find<model::FetchTicket>()->id, ticket_of(*tv.state.visit)});
    EXPECT_TRUE(tv.did<model::ConnectMedia>());
}

TEST(Offline, TheCallGoesOnWhilePicturesComeAndItsEndIsSentLater) {
    auto tv = at_visiting_home();
    talks(tv);
    tv.happens(model::StreamLost{error(ErrorKind::Offline)}).wait(10min);
    EXPECT_EQ(screen_of(tv), Screen::Call);
    EXPECT_TRUE(std::holds_alternative<call::Active>(tv.state.call));
    asks(tv, model::HangUp{});
    ASSERT_TRUE(tv.did<model::EndVisit>());
    tv.happens(model::ErrandDone{tv.find<model::EndVisit>()->id, error(ErrorKind::Offline)});
    EXPECT_EQ(tv.state.errands.size(), 1u);
    tv.happens(model::StreamOpened{});
    EXPECT_TRUE(tv.did<model::EndVisit>());
}

// What cut the picture may have cut the stream, which would tell so after twelve seconds.
TEST(Offline, ASilentLineOpensTheStreamAnewOnce) {
    auto tv = at_visiting_home();
    talks(tv);
    EXPECT_FALSE(tv.did<model::CloseStream>());
    tv.happens(model::CallMoved{call::MediaSilent{"V1", 0}});
    EXPECT_TRUE(tv.did<model::CloseStream>());
    ASSERT_TRUE(tv.did<model::OpenStream>());
    EXPECT_EQ(tv.find<model::OpenStream>()->cursor, tv.state.cursor);
    EXPECT_TRUE(tv.state.online) << "nothing is known to be lost";
    EXPECT_FALSE(tv.happens(model::CallMoved{call::MediaSilent{"V1", 1}}).did<model::CloseStream>());
}

TEST(Offline, TheStreamIsHurriedFromTheRingToTheEnd) {
    auto tv = at_visiting_home();
    EXPECT_FALSE(tv.did<model::HurryStream>());
    fang_rings(tv);
    ASSERT_TRUE(tv.did<model::HurryStream>());
    EXPECT_TRUE(tv.find<model::HurryStream>()->on);
    EXPECT_FALSE(asks(tv, model::AnswerCall{}).did<model::HurryStream>());
    asks(tv, model::HangUp{});
    ASSERT_TRUE(tv.did<model::HurryStream>());
    EXPECT_FALSE(tv.find<model::HurryStream>()->on);
}

TEST(Volume, KeysActOnTheCallAndMakeNoSound) {
    auto tv = at_visiting_home();
    talks(tv);
    tv.happens(model::Asked{model::ChangeVolume{1}});
    ASSERT_TRUE(tv.did<model::SetVolume>());
    EXPECT_EQ(tv.find<model::SetVolume>()->volume, 8);
    EXPECT_FALSE(tv.did<model::PlayChime>());
    tv.happens(model::Asked{model::ToggleMute{}});
    EXPECT_TRUE(tv.find<model::SetVolume>()->muted);
}

TEST(Microphone, OffAndOn) {
    auto tv = at_visiting_home();
    talks(tv);
    asks(tv, model::SetMicrophone{false});
    EXPECT_FALSE(tv.find<model::OpenDevices>()->microphone);
    EXPECT_FALSE(told(tv)[0].microphone);
}

TEST(Running, SecondsOfACallTickAndNothingElseIsWoken) {
    auto tv = at_visiting_home();
    talks(tv);
    EXPECT_LE(model::next_deadline(tv.state) - tv.state.now, 1s);
    asks(tv, model::HangUp{});
    asks(tv, model::DismissCall{});
    for (const auto& errand : tv.state.errands) {
        tv.happens(model::ErrandDone{errand.in_flight.value(), {}});
    }
    EXPECT_EQ(model::next_deadline(tv.state), std::chrono::floor<std::chrono::minutes>(tv.state.now) + 1min);
}

TEST(Clock, AStepOfTheClockTakesTheCallAlong) {
    auto tv = at_visiting_home();
    fang_rings(tv);
    tv.tick(tv.state.now + 48h);
    EXPECT_EQ(screen_of(tv), Screen::Ringing);
    tv.wait(45s);
    EXPECT_EQ(std::get<call::Ended>(tv.state.call).reason, call::EndReason::Missed);
}

}  // namespace
}  // namespace anju::test
