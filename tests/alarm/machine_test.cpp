// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alarm/machine_driver.hpp"

namespace anju::alarm {
namespace {

using contract::AlarmState;
using testing::ElementsAre;

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

TEST(PressMachine, TriesGoUpTheLadderUntilItIsDurable) {
    MachineDriver box;
    box.press();
    const auto begin = box.now.up;
    box.pass(101s);
    std::vector<int> at, second;
    for (std::size_t i = 0; i < box.sent.size(); ++i) {
        at.push_back(static_cast<int>((box.sent_at[i] - begin) / 1s));
        if (box.sent[i].way == Way::Second) {
            second.push_back(at.back());
        }
    }
    EXPECT_THAT(at, ElementsAre(0, 1, 2, 4, 7, 10, 15, 25, 40, 60, 80, 100));
    EXPECT_THAT(second, ElementsAre(10, 25, 60, 100));
    EXPECT_EQ(box.state.told.rung, Stage::Dial);
    box.answer(AlarmState::Waiting, 1);
    EXPECT_EQ(box.state.told.rung, Stage::First);
    const auto count = box.sent.size();
    box.pass(1h);
    EXPECT_EQ(box.sent.size(), count);
}

TEST(PressMachine, AnotherPressBeginsTheTriesAnew) {
    MachineDriver box;
    box.press();
    box.pass(50s);
    const auto count = box.sent.size();
    box.press();
    EXPECT_EQ(box.sent.size(), count + 1);
    box.pass(1s);
    EXPECT_EQ(box.sent.size(), count + 2);
    EXPECT_EQ(box.state.told.rung, Stage::Dial);  // it is not through for as long as before
}

TEST(PressMachine, ABoxWithoutAPlatformSaysTheNumberAtOnceAndCallsWhenItIsPaired) {
    MachineDriver box(false);
    box.press();
    EXPECT_EQ(box.shows(), Shows::Calling);
    EXPECT_EQ(box.state.told.rung, Stage::Dial);
    box.pass(1h);
    EXPECT_TRUE(box.sent.empty());
    box.happens(BoxKnown{true});
    EXPECT_EQ(box.sent.size(), 1u);
}

TEST(PressMachine, ABoxThatIsUnpairedShowsNothingOfWhatItsPlatformHadAndStillCalls) {
    MachineDriver box;
    box.press();
    box.answer(AlarmState::Waiting, 1);
    box.happens(BoxKnown{false});
    EXPECT_EQ(box.shows(), Shows::Idle);
    box.press();
    box.happens(BoxKnown{false});
    EXPECT_EQ(box.shows(), Shows::Calling);
    EXPECT_EQ(box.report().sequence, 2u);
}

TEST(PressMachine, APlatformThatDoesNotKnowTheBoxIsTriedOnAndTheNumberIsSaid) {
    MachineDriver box;
    box.press();
    box.happens(Denied{});
    EXPECT_EQ(box.state.told.rung, Stage::Dial);
    box.pass(1min);
    EXPECT_GT(box.sent.size(), 6u);
    box.answer(AlarmState::Waiting, 1);
    EXPECT_EQ(box.shows(), Shows::Received);
}

TEST(PressMachine, APlatformThatHasForgottenARunIsToldAgain) {
    MachineDriver box;
    box.press();
    box.answer(AlarmState::Waiting, 9);
    const auto count = box.sent.size();
    box.happens(Forgotten{box.report().id});
    EXPECT_EQ(box.shows(), Shows::Calling);
    EXPECT_EQ(box.sent.size(), count + 1);
    box.answer(AlarmState::Waiting, 1);
    EXPECT_EQ(box.shows(), Shows::Received);
}

TEST(PressMachine, AfterARestartItGoesOnWhereItWas) {
    MachineDriver box;
    box.press();
    box.pass(3s);
    const auto id = box.report().id;
    const auto before = box.state.told.version;
    box.sent.clear();
    box.restart();
    ASSERT_EQ(box.sent.size(), 1u);
    EXPECT_EQ(box.sent[0].report.id, id);
    EXPECT_GT(box.state.told.version, before);
    box.back();  // still within the ten seconds
    EXPECT_EQ(box.shows(), Shows::Cancelled);
    box.pass(5s);
    box.restart();
    box.press();
    EXPECT_EQ(box.report().id, id);
}

TEST(PressMachine, AfterTheMachineStartedNobodyKnowsHowLongItWasSoNothingIsTakenBack) {
    MachineDriver box;
    box.press();
    box.reboot();
    EXPECT_EQ(box.shows(), Shows::Calling);
    box.back();
    EXPECT_EQ(box.report().taken_back, 0);
    box.press();
    EXPECT_EQ(box.report().presses, 2);
    EXPECT_EQ(box.report().sequence, 1u);
}

TEST(PressMachine, WhatTheTvDoesNotShowIsSpoken) {
    MachineDriver box;
    box.press();
    box.pass(999ms);
    EXPECT_THAT(box.spoken, ElementsAre());
    box.pass(1ms);
    EXPECT_THAT(box.spoken, ElementsAre(Sentence::Calling));
    box.answer(AlarmState::Waiting, 1);
    box.happens(Shown{box.state.told.version});
    box.pass(5s);
    EXPECT_THAT(box.spoken, ElementsAre(Sentence::Calling));
    box.news(AlarmState::Accepted, 2);
    box.happens(Shown{box.state.told.version - 1});  // of the state before
    box.pass(5s);
    EXPECT_THAT(box.spoken, ElementsAre(Sentence::Calling, Sentence::Accepted));
}

TEST(PressMachine, TheNumberToDialIsSaidAtThirtySecondsAndAgainWhileNobodyShowsIt) {
    MachineDriver box;
    box.press();
    box.happens(Shown{box.state.told.version});
    box.pass(30'500ms);
    EXPECT_THAT(box.spoken, ElementsAre());
    box.pass(500ms);
    EXPECT_THAT(box.spoken, ElementsAre(Sentence::Dial));
    box.pass(2min);
    EXPECT_THAT(box.spoken, ElementsAre(Sentence::Dial, Sentence::Dial, Sentence::Dial));
    box.happens(Shown{box.state.told.version});
    box.pass(10min);
    EXPECT_EQ(box.spoken.size(), 3u);
}

TEST(PressMachine, ManyRunsThatNobodyHeardOfAreAllBroughtAndNoPressIsDropped) {
    MachineDriver box;
    int presses = 0;
    for (int i = 0; i < 40; ++i) {
        box.press();
        ++presses;
        box.back();
        box.pass(31s);
    }
    EXPECT_EQ(box.state.kept.older.size(), kMostOlder);
    int kept = box.report().presses;
    for (const auto& run : box.state.kept.older) {
        kept += run.report.presses;
    }
    EXPECT_EQ(kept, presses);
}

}  // namespace
}  // namespace anju::alarm
