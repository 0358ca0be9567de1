// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/terminal_driver.hpp"

namespace anju::test {
namespace {

using contract::BoxCondition;
using contract::Part;
using keys::Key;

const model::Machine kWhole{true, true, ""};

// The machine was looked at, and what waits a little after the stream opened has gone.
TerminalDriver looked_at(const model::Machine& machine = kWhole) {
    auto tv = at_home();
    EXPECT_TRUE(tv.did<model::LookAtMachine>());
    tv.happens(model::SoundChanged{true, true});
    tv.happens(model::MachineSeen{machine});
    EXPECT_FALSE(tv.did<model::TellCondition>()) << "a town whose platform comes back does not speak at once";
    tv.wait(5s);
    return tv;
}
std::optional<BoxCondition> said_of_itself(const TerminalDriver& tv) {
    const auto* one = tv.find<model::TellCondition>();
    return one ? std::optional(one->condition) : std::nullopt;
}
void acknowledge(TerminalDriver& tv) {
    ASSERT_TRUE(tv.did<model::TellCondition>());
    tv.happens(model::ConditionTold{tv.find<model::TellCondition>()->id, std::nullopt});
}

TEST(Condition, IsToldWhenTheStreamOpensAndNotAgain) {
    auto tv = looked_at();
    ASSERT_TRUE(said_of_itself(tv));
    EXPECT_EQ(*said_of_itself(tv), (BoxCondition{Part::Ready, Part::Ready, Part::Ready, "", {}, {}}));
    acknowledge(tv);
    for (int minute = 0; minute < 5; ++minute) {
        tv.wait(1min);
        EXPECT_FALSE(said_of_itself(tv));
        EXPECT_TRUE(tv.did<model::LookAtMachine>());
    }
}

TEST(Condition, SaysNothingOfWhatNobodyKnows) {
    auto tv = at_home();
    tv.happens(model::MachineSeen{{}});
    tv.wait(5s);
    ASSERT_TRUE(said_of_itself(tv));
    EXPECT_EQ(*said_of_itself(tv), BoxCondition{}) << "no loudspeaker was looked for yet either";
}

TEST(Condition, TheLastKeyIsAMinuteAndToldOnceAMinute) {
    auto tv = looked_at();
    acknowledge(tv);
    tv.wait(10s).press(Key::Up);
    EXPECT_FALSE(said_of_itself(tv));
    int times = 0;
    for (int second = 0; second < 120; second += 5) {
        tv.press(Key::Up);
        EXPECT_FALSE(said_of_itself(tv)) << "not with each key";
        tv.wait(5s);
        if (const auto now = said_of_itself(tv)) {
            ++times;
            ASSERT_TRUE(now->key_at);
            EXPECT_EQ(now->key_at->time_since_epoch() % 1min, 0ms);
            acknowledge(tv);
        }
    }
    EXPECT_EQ(times, 2);
}

TEST(Condition, WhatBecomesAnotherIsToldSoon) {
    auto tv = looked_at();
    acknowledge(tv);
    tv.wait(10s).happens(model::SoundChanged{false, true});
    ASSERT_TRUE(said_of_itself(tv));
    EXPECT_EQ(said_of_itself(tv)->speaker, Part::Missing);
    acknowledge(tv);
    tv.happens(model::MachineSeen{{false, true, "weak"}});
    EXPECT_FALSE(said_of_itself(tv)) << "ten seconds between two";
    tv.wait(10s);
    ASSERT_TRUE(said_of_itself(tv));
    EXPECT_EQ(said_of_itself(tv)->camera, Part::Missing);
    EXPECT_EQ(said_of_itself(tv)->signal, "weak");
}

TEST(Condition, TheEngineKnowsBetterThanTheFiles) {
    auto tv = looked_at({std::nullopt, std::nullopt, ""});
    EXPECT_EQ(said_of_itself(tv)->camera, Part::Unknown);
    acknowledge(tv);
    tv.wait(10s).happens(model::DevicesSeen{{.camera = true, .microphone = false, .speaker = true, .known = true}});
    ASSERT_TRUE(said_of_itself(tv));
    EXPECT_EQ(said_of_itself(tv)->camera, Part::Ready);
    EXPECT_EQ(said_of_itself(tv)->microphone, Part::Missing);
    acknowledge(tv);
    tv.wait(10s).happens(model::LiveSeen{{true, false}});
    EXPECT_EQ(said_of_itself(tv)->camera, Part::InUse);
}

TEST(Condition, HowTheProgramEndedIsToldAlong) {
    TerminalDriver tv;
    auto start = started();
    start.paired = model::Paired{"t1", "DT47C"};
    start.stop = contract::BoxStop{contract::StopWhy::PowerLost, {}};
    tv.happens(start);
    tv.happens(model::SnapshotReceived{*tv.state.snapshot_request, snapshot(demo_household(), {})});
    tv.happens(model::StreamOpened{}).happens(model::MachineSeen{kWhole});
    tv.wait(5s);
    EXPECT_EQ(said_of_itself(tv)->stop, start.stop);
}

// What the guard of one key for help is told of the same (docs/alarm.md).
std::optional<model::GuardParts> told_guard(const TerminalDriver& tv) {
    const auto* one = tv.find<model::TellParts>();
    return one ? std::optional(one->parts) : std::nullopt;
}
model::GuardState guard_says(std::uint64_t version, Time at) {
    model::GuardState said;
    said.version = version;
    said.at = at;
    return said;
}
model::DevicesSeen engine_sees(bool camera, bool microphone) {
    return {{.camera = camera, .microphone = microphone, .speaker = true, .known = true}};
}

TEST(GuardParts, AreToldOnceTheEngineHasLookedAndWhenTheyChange) {
    auto tv = at_home();
    tv.happens(model::GuardSaid{guard_says(1, tv.state.now)}).happens(model::MachineSeen{kWhole});
    EXPECT_FALSE(told_guard(tv)) << "nobody has looked";
    tv.happens(engine_sees(true, true));
    EXPECT_EQ(told_guard(tv), (model::GuardParts{true, true, {}}));
    tv.happens(engine_sees(true, true)).wait(1min);
    EXPECT_FALSE(told_guard(tv));
    tv.happens(engine_sees(false, true));
    EXPECT_EQ(told_guard(tv), (model::GuardParts{false, true, {}}));
    tv.happens(model::GuardGone{}).happens(engine_sees(true, true));
    EXPECT_FALSE(told_guard(tv)) << "nobody hears it";
    tv.happens(model::GuardSaid{guard_says(2, tv.state.now)});
    EXPECT_EQ(told_guard(tv), (model::GuardParts{true, true, {}})) << "a new line";
    tv.happens(model::GuardSaid{guard_says(3, tv.state.now)});
    EXPECT_FALSE(told_guard(tv));
}

TEST(GuardParts, AFaultOfTheLastRunIsToldAndOneOnly) {
    for (const auto why : {contract::StopWhy::Fault, contract::StopWhy::PowerLost, contract::StopWhy::Update}) {
        TerminalDriver tv;
        auto start = started();
        start.stop = contract::BoxStop{why, {}};
        tv.happens(start).happens(model::GuardSaid{guard_says(1, tv.state.now)}).happens(engine_sees(true, true));
        ASSERT_TRUE(told_guard(tv));
        const bool fault = why == contract::StopWhy::Fault;
        EXPECT_EQ(told_guard(tv)->fault_at, fault ? std::optional(start.now) : std::nullopt);
        start.now += 1h;  // another home: the program went on
        tv.happens(start).happens(engine_sees(true, true));
        EXPECT_FALSE(told_guard(tv));
    }
}

TEST(Condition, APlatformFromBeforeIsAskedOnceAConnection) {
    auto tv = looked_at();
    tv.happens(model::ConditionTold{tv.find<model::TellCondition>()->id, error(contract::ErrorKind::Refused, "not_found")});
    tv.press(Key::Up).wait(5min);
    EXPECT_FALSE(said_of_itself(tv));
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    tv.happens(model::StreamOpened{});
    tv.wait(5s);
    EXPECT_TRUE(said_of_itself(tv));
}

TEST(Condition, ThatWasNotHeardIsToldAgain) {
    auto tv = looked_at();
    tv.happens(model::ConditionTold{tv.find<model::TellCondition>()->id, error(contract::ErrorKind::Timeout)});
    EXPECT_FALSE(said_of_itself(tv));
    EXPECT_GT(model::next_deadline(tv.state), tv.state.now);
    tv.tick(model::next_deadline(tv.state));
    EXPECT_TRUE(said_of_itself(tv));
}

TEST(Condition, OfABoxWithoutAHomeIsNobodysBusiness) {
    TerminalDriver tv;
    tv.happens(started());
    tv.happens(model::MachineSeen{kWhole}).wait(5min);
    EXPECT_FALSE(tv.did<model::TellCondition>());
    EXPECT_FALSE(tv.did<model::LookAtMachine>());
}

}  // namespace
}  // namespace anju::test
