// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "tests/alarm/machine_driver.hpp"

namespace anju::alarm {
namespace {

using contract::AlarmState;

TEST(PressMachine, APressIsWrittenDownBeforeItIsSentAndShownAsCalling) {
    MachineDriver box;
    box.disk = MachineDriver::Disk::Hangs;
    box.press();
    ASSERT_EQ(box.journaled.size(), 1u);
    EXPECT_EQ(box.journaled[0].kept.run->report.presses, 1);
    EXPECT_TRUE(box.sent.empty());
    box.happens(Written{box.journaled[0].number, true});
    ASSERT_EQ(box.sent.size(), 1u);
    EXPECT_EQ(box.sent[0].report.sequence, 1u);
    EXPECT_EQ(box.shows(), Shows::Calling);
}

TEST(PressMachine, TheTvIsToldBeforeASlowDiskHasAnswered) {
    MachineDriver box;
    box.disk = MachineDriver::Disk::Hangs;
    box.press();
    EXPECT_TRUE(box.told.empty());
    box.pass(kTellLimit);
    EXPECT_EQ(box.shows(), Shows::Calling);
    EXPECT_TRUE(box.sent.empty());
}

TEST(PressMachine, ADiskThatHangsHoldsTheCallUpForASecondAndThenItSaysSo) {
    MachineDriver box;
    box.disk = MachineDriver::Disk::Hangs;
    box.press();
    box.pass(999ms);
    EXPECT_TRUE(box.sent.empty());
    box.pass(1ms);
    EXPECT_EQ(box.sent.size(), 1u);
    EXPECT_EQ(box.shows(), Shows::Lost);
}

TEST(PressMachine, ABrokenDiskIsSaidAtOnceAndWrittenToAgainWithEachTry) {
    MachineDriver box;
    box.disk = MachineDriver::Disk::Broken;
    box.press();
    EXPECT_EQ(box.sent.size(), 1u);
    EXPECT_EQ(box.shows(), Shows::Lost);
    box.disk = MachineDriver::Disk::Good;
    box.pass(1s);
    EXPECT_EQ(box.shows(), Shows::Calling);
    EXPECT_EQ(box.journaled.back().kept.run->report.presses, 1);
}

TEST(PressMachine, ReceivedIsShownOnlyAfterTheAnswerAndAcceptedOnlyAfterAPersonTookIt) {
    MachineDriver box;
    box.press();
    box.pass(5s);
    EXPECT_EQ(box.shows(), Shows::Calling);
    box.answer(AlarmState::Waiting, 1);
    EXPECT_EQ(box.shows(), Shows::Received);
    box.news(AlarmState::Accepted, 2);
    EXPECT_EQ(box.shows(), Shows::Accepted);
    box.news(AlarmState::Waiting, 1);  // late
    EXPECT_EQ(box.shows(), Shows::Accepted);
    box.news(AlarmState::Changing, 3);
    EXPECT_EQ(box.shows(), Shows::Changing);
    box.news(AlarmState::Accepted, 4);
    box.news(AlarmState::Closed, 5);
    EXPECT_EQ(box.shows(), Shows::Ended);
}

TEST(PressMachine, WhatIsSaidOfAnotherRunIsNotShown) {
    MachineDriver box;
    box.press();
    auto forged = box.alarm(AlarmState::Accepted, 99);
    forged.report = "somebody-else";
    box.happens(Answered{forged, 5, 0});
    EXPECT_EQ(box.shows(), Shows::Calling);
    EXPECT_TRUE(undelivered(box.state));
}

TEST(PressMachine, PressesWhileItIsOpenCountAndStartNothing) {
    MachineDriver box;
    box.press();
    box.answer(AlarmState::Waiting, 1);
    const auto id = box.report().id;
    box.press();
    EXPECT_EQ(box.shows(), Shows::Received);
    EXPECT_EQ(box.sent.back().report.presses, 2);
    box.answer(AlarmState::Waiting, 2);
    box.news(AlarmState::Accepted, 3);
    box.press();
    EXPECT_EQ(box.report().id, id);
    EXPECT_EQ(box.report().sequence, 1u);
    EXPECT_EQ(box.report().presses, 3);
    EXPECT_EQ(box.shows(), Shows::Accepted);
}

TEST(PressMachine, BackTakesBackWithinTenSecondsOfTheLastPressOnly) {
    MachineDriver box;
    box.press();
    ASSERT_TRUE(box.state.told.take_back_until);
    box.pass(9s);
    box.press();
    box.pass(10s);
    box.back();
    EXPECT_EQ(box.report().taken_back, 2);
    EXPECT_EQ(box.shows(), Shows::Cancelled);
    EXPECT_EQ(box.sent.back().report.taken_back, 2);

    MachineDriver late;
    late.press();
    late.pass(10'001ms);
    EXPECT_FALSE(late.state.told.take_back_until);
    late.back();
    EXPECT_EQ(late.report().taken_back, 0);
    EXPECT_EQ(late.shows(), Shows::Calling);
}

TEST(PressMachine, WhenTheClockOnTheWallStepsTheTvIsToldTheTenSecondsByTheNewOne) {
    MachineDriver box;
    box.press();
    box.pass(2s);
    const auto until = *box.state.told.take_back_until;
    const auto told = box.told.size();
    box.now.wall += 3ms;
    box.happens(Tick{});
    EXPECT_EQ(box.told.size(), told);
    box.now.wall += 24h;
    box.happens(Tick{});
    EXPECT_EQ(box.told.size(), told + 1);
    EXPECT_GE(*box.state.told.take_back_until, until + 24h);
    box.pass(8s);
    box.back();
    EXPECT_EQ(box.shows(), Shows::Cancelled);
}

TEST(PressMachine, BackTakesNothingBackOnceAPersonHasAccepted) {
    MachineDriver box;
    box.press();
    box.answer(AlarmState::Waiting, 1);
    box.news(AlarmState::Accepted, 2);
    EXPECT_FALSE(box.state.told.take_back_until);
    box.back();
    EXPECT_EQ(box.report().taken_back, 0);
    box.news(AlarmState::Changing, 3);
    box.back();
    EXPECT_EQ(box.report().taken_back, 0);
}

TEST(PressMachine, BackThatCameTooLateThereStaysAcceptedHere) {
    MachineDriver box;
    box.press();
    box.answer(AlarmState::Waiting, 1);
    box.back();
    EXPECT_EQ(box.shows(), Shows::Cancelled);
    box.answer(AlarmState::Accepted, 2);
    EXPECT_EQ(box.shows(), Shows::Accepted);
    box.pass(40s);
    box.press();
    EXPECT_EQ(box.report().sequence, 1u);
    EXPECT_EQ(box.report().presses, 2);
}

TEST(PressMachine, AnotherBoxThatStillCallsKeepsItReceived) {
    MachineDriver box;
    box.press();
    box.answer(AlarmState::Waiting, 1);
    box.back();
    EXPECT_EQ(box.shows(), Shows::Cancelled);
    box.answer(AlarmState::Waiting, 2);
    EXPECT_EQ(box.shows(), Shows::Received);
}

TEST(PressMachine, APressWithinThirtySecondsAfterItWasTakenBackIsTheSameRunAgain) {
    MachineDriver box;
    box.press();
    box.back();
    box.answer(AlarmState::Cancelled, 1);
    box.pass(30s);
    box.press();
    EXPECT_EQ(box.report().sequence, 1u);
    EXPECT_EQ(box.report().presses, 2);
    EXPECT_EQ(box.report().taken_back, 1);
    EXPECT_EQ(box.shows(), Shows::Calling);
    box.answer(AlarmState::Waiting, 2);
    EXPECT_EQ(box.shows(), Shows::Received);
    box.back();
    EXPECT_EQ(box.report().taken_back, 2);
}

TEST(PressMachine, ALaterPressIsANewRunAndTheOldOneIsStillBrought) {
    MachineDriver box;
    box.press();
    const auto first = box.report().id;
    box.back();
    box.pass(30'001ms);
    box.press();
    EXPECT_EQ(box.report().sequence, 2u);
    EXPECT_EQ(box.report().presses, 1);
    ASSERT_EQ(box.state.kept.older.size(), 1u);
    EXPECT_EQ(box.state.kept.older[0].report.id, first);
    box.answer(AlarmState::Cancelled, 7);  // the last that was sent is the older one
    EXPECT_TRUE(box.state.kept.older.empty());
    EXPECT_EQ(box.shows(), Shows::Calling);
}

TEST(PressMachine, FromTenSecondsOnItIsSentByEveryInterfaceAndTheAddressesTakeTurns) {
    MachineDriver box;
    box.press();
    box.pass(9s);
    EXPECT_EQ(box.sent.size(), 5u);
    EXPECT_TRUE(std::ranges::none_of(box.sent, &Send::everywhere));
    EXPECT_TRUE(std::ranges::all_of(box.sent, [](const Send& one) { return one.way == Way::First; }));
    box.sent.clear();
    box.pass(90s);
    ASSERT_EQ(box.sent.size(), 6u);  // at 10, 15, 25, 40, 60, 80 s
    EXPECT_TRUE(std::ranges::all_of(box.sent, &Send::everywhere));
    for (std::size_t i = 0; i < box.sent.size(); ++i) {
        EXPECT_EQ(box.sent[i].way, i % 2 == 0 ? Way::Second : Way::First) << i;
    }
}

TEST(PressMachine, WhoPressesAgainAndAgainLeavesADeadFirstWayAllTheSame) {
    for (const auto apart : {1s, 4s, 5s}) {
        SCOPED_TRACE(apart.count());
        MachineDriver box;
        for (auto left = 30s; left > 0s; left -= apart) {
            const auto before = box.sent.size();
            box.press();
            EXPECT_EQ(box.sent.size(), before + 1) << "each press is tried at once";
            box.pass(apart);
        }
        std::vector<Moment> wide;
        std::map<Way, int> ways;
        for (std::size_t i = 0; i < box.sent.size(); ++i) {
            if (box.sent[i].everywhere) {
                wide.push_back(box.sent_at[i] - box.sent_at.front());
                ++ways[box.sent[i].way];
            }
        }
        ASSERT_GE(wide.size(), 3u);
        EXPECT_EQ(wide.front(), 10s);
        EXPECT_GE(ways[Way::First], 1);
        EXPECT_GE(ways[Way::Second], 1);
        for (std::size_t i = 1; i < wide.size(); ++i) {
            EXPECT_GE(wide[i] - wide[i - 1], kWideApart);
            EXPECT_LE(wide[i] - wide[i - 1], 10s);
        }
        EXPECT_LE(box.sent.size(), static_cast<std::size_t>(30s / apart) + 9) << "the presses, and what the ladder has";
        EXPECT_EQ(box.state.owing, box.sent_at.front()) << "heartbeats are held no longer";
        EXPECT_EQ(box.state.told.rung, Stage::Dial);
        box.answer(AlarmState::Waiting, 1);
        box.sent.clear();
        box.press();
        EXPECT_FALSE(box.sent.back().everywhere) << "what was owed is delivered: the ladder begins anew";
    }
}

TEST(PressMachine, AnotherWayIsToldOnlyOfATryThatWentIt) {
    for (const bool other_ways : {true, false}) {
        MachineDriver box;
        box.other_ways = other_ways;
        box.press();
        box.pass(10s);
        EXPECT_EQ(box.state.told.rung, other_ways ? Stage::Second : Stage::First);
        const auto wanted = deadline(box.state);
        ASSERT_TRUE(wanted);
        EXPECT_GT(*wanted, box.now.up) << "it turns round and round";
        box.pass(20s);
        EXPECT_EQ(box.state.told.rung, Stage::Dial);
        box.answer(AlarmState::Waiting, 1);
        box.other_ways = false;
        box.press();
        box.pass(10s);
        EXPECT_EQ(box.shows(), Shows::Calling);
        EXPECT_EQ(box.state.told.rung, Stage::First) << "of the press before";
        EXPECT_GT(*deadline(box.state), box.now.up);
    }
}

TEST(PressMachine, AKeyAfterALongTimeIsTriedEverywhereAtOnceAndSoonAgain) {
    MachineDriver box;
    box.press();
    box.back();
    box.pass(30min + 30s);  // it was taken back and is not known there yet
    box.sent.clear();
    box.press();
    ASSERT_EQ(box.sent.size(), 2u);
    EXPECT_TRUE(box.sent[0].everywhere);
    EXPECT_EQ(box.sent[0].report, box.report());
    EXPECT_FALSE(box.sent[1].everywhere) << "an old one is in nobody's way";
    box.pass(6s);
    ASSERT_EQ(box.sent.size(), 4u);
    EXPECT_TRUE(box.sent[2].everywhere);
    EXPECT_NE(box.sent[2].way, box.sent[0].way);
}

TEST(PressMachine, APressAfterItWasClosedIsANewRun) {
    MachineDriver box;
    box.press();
    box.answer(AlarmState::Closed, 3);
    EXPECT_EQ(box.shows(), Shows::Ended);
    EXPECT_FALSE(undelivered(box.state));
    box.press();
    EXPECT_EQ(box.report().sequence, 2u);
    EXPECT_EQ(box.shows(), Shows::Calling);
}

TEST(PressMachine, APressThatNobodyHadAnsweredForWhenItWasClosedIsCalledOn) {
    MachineDriver box;
    box.press();
    box.answer(AlarmState::Waiting, 1);
    box.news(AlarmState::Accepted, 2);
    box.press();
    box.news(AlarmState::Closed, 3);
    EXPECT_EQ(box.shows(), Shows::Calling);
    box.press();
    EXPECT_EQ(box.report().sequence, 1u);
    EXPECT_EQ(box.report().presses, 3);
    box.incidents = 2;  // the platform begins another one for it
    box.answer(AlarmState::Waiting, 1);
    EXPECT_EQ(box.shows(), Shows::Received);
    box.incidents = 1;
    box.news(AlarmState::Accepted, 2);  // of the one before, late
    EXPECT_EQ(box.shows(), Shows::Received);
}

TEST(PressMachine, APressThatWasCountedBeforeItWasClosedIsNotCalledAgain) {
    MachineDriver box;
    box.press();
    box.answer(AlarmState::Waiting, 1);
    box.press();
    box.news(AlarmState::Closed, 3);
    EXPECT_EQ(box.shows(), Shows::Calling);
    box.answer(AlarmState::Closed, 3);
    EXPECT_EQ(box.shows(), Shows::Ended);
    EXPECT_FALSE(undelivered(box.state));
}

TEST(PressMachine, AnotherIncidentIsHeardOfAlsoWhenTheClockThereWasSetBack) {
    MachineDriver box;
    box.incidents = 100;
    box.press();
    box.answer(AlarmState::Waiting, 1);
    box.press();
    box.news(AlarmState::Closed, 5);
    box.incidents = 2;
    box.answer(AlarmState::Waiting, 1);
    EXPECT_EQ(box.shows(), Shows::Received);
}

TEST(PressMachine, WhatIsOverStaysForTenMinutes) {
    MachineDriver box;
    box.press();
    box.answer(AlarmState::Waiting, 1);
    box.news(AlarmState::Closed, 2);
    box.pass(10min - 1ms);
    EXPECT_EQ(box.shows(), Shows::Ended);
    box.pass(1ms);
    EXPECT_EQ(box.shows(), Shows::Idle);
    EXPECT_FALSE(deadline(box.state));
    box.press();
    EXPECT_EQ(box.report().sequence, 2u);
}

}  // namespace
}  // namespace anju::alarm
