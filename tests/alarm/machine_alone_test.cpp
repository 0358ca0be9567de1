// SPDX-License-Identifier: Apache-2.0
// Nobody answers: the ladder, platforms that are gone or strange, restarts, and what is spoken then.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alarm/machine_driver.hpp"

namespace anju::alarm {
namespace {

using contract::AlarmState;
using testing::ElementsAre;

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

TEST(PressMachine, AnotherPressIsTriedAtOnceAndAgainAfterFiveSeconds) {
    MachineDriver box;
    box.press();
    box.pass(61s);
    const auto count = box.sent.size();
    box.press();
    EXPECT_EQ(box.sent.size(), count + 1);
    box.pass(5s);
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

TEST(PressMachine, ABoxWithoutAPlatformWritesDownWhatTheDiskRefusedOnceItIsBack) {
    MachineDriver box(false);
    box.disk = MachineDriver::Disk::Broken;
    box.press();
    EXPECT_EQ(box.shows(), Shows::Lost);
    box.disk = MachineDriver::Disk::Good;
    box.pass(1s);
    EXPECT_EQ(box.shows(), Shows::Calling);
    EXPECT_TRUE(box.sent.empty());
    EXPECT_FALSE(box.state.memory);
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

TEST(PressMachine, AReportThatIsRefusedAsAnotherBoxsGoesOnUnderAnotherId) {
    MachineDriver box;
    box.press();
    box.answer(AlarmState::Accepted, 9);
    box.press();  // paired anew meanwhile
    const auto id = box.report().id;
    const auto count = box.sent.size();
    box.happens(OfAnother{id, "fresh-1"});
    ASSERT_EQ(box.sent.size(), count + 1);
    EXPECT_EQ(box.sent.back().report.id, "fresh-1");
    EXPECT_EQ(box.sent.back().report.sequence, 2u);
    EXPECT_EQ(box.sent.back().report.presses, 2);
    EXPECT_EQ(box.journaled.back().kept.run->report.id, "fresh-1");
    EXPECT_EQ(box.shows(), Shows::Calling);
    box.happens(OfAnother{id, "fresh-2"});  // the answer to an earlier try
    EXPECT_EQ(box.report().id, "fresh-1");
    box.answer(AlarmState::Waiting, 1);
    EXPECT_EQ(box.shows(), Shows::Received);
}

TEST(PressMachine, AnOlderRunThatIsRefusedAsAnotherBoxsIsBroughtUnderAnotherId) {
    MachineDriver box;
    box.press();
    const auto id = box.report().id;
    box.back();
    box.pass(31s);
    box.press();
    box.happens(OfAnother{id, "fresh-1"});
    EXPECT_EQ(box.sent.back().report.id, "fresh-1");
    EXPECT_EQ(box.sent.back().report.sequence, 3u);
    EXPECT_EQ(box.sent.back().report.taken_back, 1);
    EXPECT_EQ(box.report().sequence, 2u);
}

TEST(PressMachine, APlatformThatRefusesEachIdIsNotAskedFasterThanByTheLadder) {
    MachineDriver box;
    box.press();
    for (int i = 0; i < 100; ++i) {
        box.happens(OfAnother{box.report().id, "fresh-" + std::to_string(i)});
        box.pass(10ms);
    }
    EXPECT_LE(box.sent.size(), 4u);
    EXPECT_EQ(box.shows(), Shows::Calling);
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

TEST(PressMachine, APressThatReachesNobodyIsCalledAlsoWhereTheOneBeforeWasAccepted) {
    for (const auto there : {AlarmState::Waiting, AlarmState::Accepted, AlarmState::Changing}) {
        MachineDriver box;
        box.press();
        box.answer(there, 1);
        const auto said = box.shows();
        box.pass(24h);
        box.press();
        box.pass(9s);
        EXPECT_EQ(box.shows(), said);  // of an incident that goes on a press is answered in a moment
        box.pass(1s);
        EXPECT_EQ(box.shows(), Shows::Calling);
        EXPECT_EQ(box.state.told.rung, Stage::Second);
        EXPECT_FALSE(box.state.told.alarm);
        box.pass(21s);
        EXPECT_EQ(box.state.told.rung, Stage::Dial);
        EXPECT_EQ(box.spoken.back(), Sentence::Dial);
        box.answer(there, 2);
        EXPECT_EQ(box.shows(), said);
    }
}

TEST(PressMachine, WhereNobodyCanBeToldItIsCallingAtOnce) {
    MachineDriver box;
    box.press();
    box.answer(AlarmState::Accepted, 1);
    box.press();
    box.happens(Denied{});
    EXPECT_EQ(box.shows(), Shows::Calling);
    EXPECT_EQ(box.state.told.rung, Stage::Dial);
}

TEST(PressMachine, WhatWasSaidBeforeTheMachineStartedIsNotShownUntilItIsSaidAgain) {
    MachineDriver box;
    box.press();
    box.answer(AlarmState::Accepted, 1);
    box.reboot();
    EXPECT_EQ(box.shows(), Shows::Idle);
    EXPECT_EQ(following(box.state), box.report().id);  // it asks
    box.news(AlarmState::Accepted, 2);
    EXPECT_EQ(box.shows(), Shows::Accepted);
    box.reboot();
    box.press();
    EXPECT_EQ(box.shows(), Shows::Calling);
    EXPECT_EQ(box.report().presses, 2);
    box.pass(30s);
    EXPECT_EQ(box.state.told.rung, Stage::Dial);
    box.answer(AlarmState::Waiting, 1);  // the one before was closed: another incident
    box.incidents = 2;
    box.answer(AlarmState::Waiting, 1);
    EXPECT_EQ(box.shows(), Shows::Received);
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
    box.pass(10s);
    box.happens(Shown{box.state.told.version});
    box.pass(20'500ms);
    EXPECT_THAT(box.spoken, ElementsAre());
    box.pass(500ms);
    EXPECT_THAT(box.spoken, ElementsAre(Sentence::Dial));
    box.pass(2min);
    EXPECT_THAT(box.spoken, ElementsAre(Sentence::Dial, Sentence::Dial, Sentence::Dial));
    box.happens(Shown{box.state.told.version});
    box.pass(10min);
    EXPECT_EQ(box.spoken.size(), 3u);
}

TEST(PressMachine, WhatIsSpokenStopsWhenItIsTrueNoMore) {
    MachineDriver box;
    box.press();
    box.pass(31s);
    EXPECT_THAT(box.spoken, ElementsAre(Sentence::Calling, Sentence::Another, Sentence::Dial));
    EXPECT_EQ(box.hushes, 2);  // each by the next
    box.answer(AlarmState::Waiting, 1);
    box.happens(Shown{box.state.told.version});
    EXPECT_EQ(box.hushes, 3);  // she is through, and is not told to dial
    box.news(AlarmState::Accepted, 2);
    EXPECT_EQ(box.hushes, 3);
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
