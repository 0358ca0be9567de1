// SPDX-License-Identifier: Apache-2.0
// Who has the alarm speaks with the home: answered by itself for this alarm and this person only, and never longer than they have it.
#include <gtest/gtest.h>

#include "tests/support/alarms.hpp"

namespace anju::test {
namespace {

using contract::AlarmState;
using contract::VisitEnd;
using keys::Key;
using model::AlarmStage;

constexpr const char* kReconnecting = "断了一下，正在接回来";

TEST(Talk, IsAnsweredAtOnceWithCameraAndMicrophoneAndDoesNotRing) {
    auto tv = can_talk();
    tv.hears(contract::VisitChanged{talk_visit(tv)});
    ASSERT_TRUE(tv.did<model::OpenDevices>());
    EXPECT_EQ(*tv.find<model::OpenDevices>(), (model::OpenDevices{"T1", true, true}));
    ASSERT_TRUE(tv.did<model::AnswerVisit>());
    EXPECT_TRUE(tv.find<model::AnswerVisit>()->automatic);
    EXPECT_TRUE(tv.find<model::AnswerVisit>()->camera);
    EXPECT_FALSE(tv.did<model::StartRing>());
    EXPECT_FALSE(tv.did<model::FetchTicket>()) << "the answer brings one";
    EXPECT_TRUE(std::holds_alternative<call::Connecting>(tv.state.call));
    EXPECT_EQ(tv.screen(), "alarm");
    EXPECT_TRUE(tv.state.visits.empty()) << "it is the alarm's, and stands in no list of who called";
}

// The engine drops what is wanted of a connection that is none.
TEST(Talk, OpensTheDevicesOnceMoreWhenItsConnectionIsBegun) {
    auto tv = can_talk();
    tv.hears(contract::VisitChanged{talk_visit(tv)});
    contract::VisitTicket ticket;
    ticket.visit = talk_visit(tv);
    ticket.visit.stage = contract::VisitStage::Answered;
    tv.happens(model::TicketReceived{tv.find<model::AnswerVisit>()->id, ticket});
    std::vector<std::string> order;
    for (const auto& effect : tv.asked) {
        if (std::holds_alternative<model::ConnectMedia>(effect)) order.emplace_back("connect");
        if (const auto* open = std::get_if<model::OpenDevices>(&effect)) order.emplace_back(open->camera && open->microphone ? "open" : "less");
    }
    EXPECT_EQ(order, (std::vector<std::string>{"connect", "open"}));
}

TEST(Talk, IsAnsweredWhateverHoldsOtherVisitsBack) {
    auto home = helped_household();
    home.capabilities = {contract::Capability::Help};
    home.visits.quiet = {0, 23};
    auto tv = alarmed(with_guard(home, at(11, 21, 23, 10)), Stage::Accepted);
    tv.state.device.capabilities = {contract::Capability::Help, contract::Capability::Visits};
    tv.state.synced = true;
    tv.state.settings.muted = true;
    tv.state.device.sound_available = tv.state.device.speech_available = false;
    tv.hears(contract::VisitChanged{talk_visit(tv)});
    EXPECT_TRUE(tv.did<model::OpenDevices>());
    EXPECT_FALSE(refused(tv));
}

TEST(Talk, OfAnotherAlarmOpensNothing) {
    auto tv = can_talk();
    auto visit = talk_visit(tv);
    visit.alarm = "forged";
    tv.hears(contract::VisitChanged{visit});
    EXPECT_FALSE(opens(tv));
    EXPECT_EQ(refused(tv), VisitEnd::Blocked);
    tv.hears(contract::VisitChanged{visit}).wait(1s);
    EXPECT_FALSE(opens(tv));
}

TEST(Talk, OfAnAlarmThatNobodyHasOpensNothing) {
    for (const auto stage : {Stage::Received, Stage::Changing, Stage::Calling, Stage::Lost, Stage::Idle}) {
        auto tv = can_talk(stage);
        tv.hears(contract::VisitChanged{talk_visit(tv)});
        EXPECT_FALSE(opens(tv));
        EXPECT_FALSE(refused(tv)) << "the guard may hear of it in a moment";
        EXPECT_LE(model::next_deadline(tv.state), tv.state.now + 5s);
        tv.wait(4900ms);
        EXPECT_FALSE(refused(tv));
        tv.wait(100ms);
        EXPECT_FALSE(opens(tv));
        EXPECT_EQ(refused(tv), VisitEnd::Blocked);
        says(tv, Stage::Accepted, [&](auto& said) { said.alarm = incident(tv.state.now, AlarmState::Accepted); });
        EXPECT_FALSE(opens(tv)) << "too late: the desk places another";
    }
    for (const auto stage : {Stage::Cancelled, Stage::Ended}) {
        auto tv = can_talk(stage);
        tv.hears(contract::VisitChanged{talk_visit(tv)});
        EXPECT_FALSE(opens(tv));
        EXPECT_EQ(refused(tv), VisitEnd::Blocked);
    }
}

TEST(Talk, ThatComesBeforeTheGuardsWordWaitsForIt) {
    auto tv = can_talk(Stage::Received);
    tv.hears(contract::VisitChanged{talk_visit(tv)}).wait(2s);
    EXPECT_FALSE(opens(tv));
    says(tv, Stage::Accepted);
    EXPECT_TRUE(tv.did<model::OpenDevices>());
    // Nobody waits any more.
    tv = can_talk(Stage::Received);
    auto visit = talk_visit(tv);
    tv.hears(contract::VisitChanged{visit});
    visit.stage = contract::VisitStage::Ended;
    visit.end = VisitEnd::Cancelled;
    tv.hears(contract::VisitChanged{visit});
    says(tv, Stage::Accepted);
    EXPECT_FALSE(opens(tv));
    // A guard that is away has said it once; it is asked anew.
    tv = can_talk();
    tv.happens(model::GuardGone{}).hears(contract::VisitChanged{talk_visit(tv)});
    EXPECT_FALSE(opens(tv));
    says(tv, Stage::Accepted);
    EXPECT_TRUE(tv.did<model::OpenDevices>());
}

TEST(Talk, SaidAgainOrLateOpensNothing) {
    auto tv = talking_with_desk();
    const auto visit = talk_visit(tv);
    auto over = visit;
    over.stage = contract::VisitStage::Ended;
    over.end = VisitEnd::HungUp;
    tv.hears(contract::VisitChanged{over});
    EXPECT_TRUE(tv.did<model::StopMedia>());
    EXPECT_TRUE(std::holds_alternative<call::Idle>(tv.state.call));
    tv.hears(contract::VisitChanged{visit});
    EXPECT_FALSE(opens(tv)) << "replayed";
    auto old = visit;
    old.id = "T0";
    old.placed_at = tv.state.now - 46s;
    tv.hears(contract::VisitChanged{old}).wait(5s);
    EXPECT_FALSE(opens(tv)) << "nobody waits for it any more";
}

TEST(Talk, AfterUnpairingOpensNothing) {
    auto tv = can_talk();
    const auto visit = talk_visit(tv);
    tv.hears(contract::Unpaired{}).hears(contract::VisitChanged{visit});
    EXPECT_FALSE(opens(tv));
    tv.happens(started(tv.state.now)).hears(contract::VisitChanged{visit}).wait(5s);
    EXPECT_FALSE(opens(tv));
    tv = talking_with_desk();
    tv.hears(contract::Unpaired{});
    EXPECT_TRUE(tv.did<model::StopMedia>());
}

TEST(Talk, OfATvThatLacksThePartsIsRefused) {
    auto tv = can_talk();
    tv.happens(model::VisitsLacking{"webrtc"}).hears(contract::VisitChanged{talk_visit(tv)});
    EXPECT_FALSE(opens(tv));
    EXPECT_EQ(refused(tv), VisitEnd::Failed);
}

TEST(Talk, WhatIsOnGivesWay) {
    auto tv = alarmed(in_call_with(with_guard(), "m1"), Stage::Accepted);
    tv.state.synced = true;
    tv.hears(contract::VisitChanged{talk_visit(tv)});
    EXPECT_EQ(refused(tv, "c1"), VisitEnd::Alarm);
    EXPECT_EQ(tv.find<model::StopMedia>()->call, "c1");
    EXPECT_TRUE(tv.did<model::OpenDevices>());
    EXPECT_EQ(*call::id_of(tv.state.call), "T1");
    for (const bool rings : {true, false}) {
        tv = alarmed(rings ? ringing_at(with_guard(), "m1") : dialing_at(with_guard(), "m1"), Stage::Accepted);
        tv.state.synced = true;
        tv.hears(contract::VisitChanged{talk_visit(tv)});
        EXPECT_EQ(refused(tv, "c1"), VisitEnd::Alarm) << rings;
        EXPECT_EQ(*call::id_of(tv.state.call), "T1");
    }
    // Somebody else is not let in meanwhile.
    contract::Visit other;
    other.id = "V9";
    other.visitor.member = "m1";
    other.placed_at = tv.state.now;
    tv.hears(contract::VisitChanged{other});
    EXPECT_EQ(refused(tv, "V9"), VisitEnd::Busy);
}

TEST(Talk, EndsAtOnceWhenNobodyHasTheAlarmAnyMoreThoughThePlatformSaysNothing) {
    for (const auto stage : {Stage::Ended, Stage::Changing, Stage::Cancelled, Stage::Received, Stage::Idle}) {
        auto tv = talking_with_desk();
        says(tv, stage);
        ASSERT_TRUE(tv.did<model::StopMedia>());
        EXPECT_EQ(tv.find<model::StopMedia>()->call, "T1");
        EXPECT_EQ(refused(tv), VisitEnd::HungUp);
        EXPECT_TRUE(std::holds_alternative<call::Idle>(tv.state.call)) << "its end has no screen of its own";
    }
    auto tv = talking_with_desk();
    says(tv, Stage::Accepted, [](auto& said) { said.alarm->by = contract::AlarmPerson{"赵哥", "东关服务站"}; });
    EXPECT_TRUE(tv.did<model::StopMedia>()) << "another has it";
    tv = talking_with_desk();
    says(tv, Stage::Accepted, [](auto& said) { said.alarm->id = "A2"; });
    EXPECT_TRUE(tv.did<model::StopMedia>()) << "another alarm";
}

TEST(Talk, GoesOnWhereOnlyAPressWasNotAnswered) {
    auto tv = talking_with_desk();
    tv.press(Key::Red);
    says(tv, Stage::Calling, [](auto& said) { said.presses = 2; });
    EXPECT_FALSE(tv.did<model::StopMedia>());
    EXPECT_EQ(tv.scene().title, "李姐在和您说话") << "she is heard and seen";
    tv.happens(model::GuardGone{}).wait(10s);
    EXPECT_FALSE(tv.did<model::StopMedia>());
    EXPECT_TRUE(model::talks(tv.state));
}

TEST(Talk, OfWhoTookItOverMayComeBeforeTheGuardSaysSo) {
    auto tv = talking_with_desk();
    auto second = talk_visit(tv, "T2");
    second.visitor.name = "赵哥";
    tv.hears(contract::VisitChanged{second});
    EXPECT_EQ(*call::id_of(tv.state.call), "T2");
    EXPECT_EQ(refused(tv, "T1"), VisitEnd::HungUp);
    tv.happens(model::CallMoved{call::MediaUp{"T2", 0, {"月", "山", "桥", "灯"}}});
    EXPECT_EQ(tv.scene().title, "赵哥在和您说话");
    says(tv, Stage::Accepted, [](auto& said) { said.alarm->by = contract::AlarmPerson{"赵哥", "东关服务站"}; });
    EXPECT_FALSE(tv.did<model::StopMedia>());
    EXPECT_TRUE(model::talks(tv.state));
}

TEST(Talk, IsLeftByNoKey) {
    for (const auto key : {Key::Back, Key::Ok, Key::Left, Key::Right, Key::Home, Key::Mute}) {
        auto tv = talking_with_desk();
        tv.press(key);
        EXPECT_FALSE(tv.did<model::StopMedia>()) << keys::name(key);
        EXPECT_FALSE(tv.did<model::OpenDevices>()) << keys::name(key);
        EXPECT_EQ(tv.screen(), "alarm");
        EXPECT_TRUE(model::talks(tv.state));
    }
}

TEST(Talk, IsAtLeastAsLoudAsANewTvAndWhatWasChosenComesBack) {
    auto tv = can_talk();
    tv.state.settings.volume = 2;
    tv.state.settings.muted = true;
    tv.hears(contract::VisitChanged{talk_visit(tv)});
    ASSERT_TRUE(tv.did<model::SetVolume>());
    EXPECT_EQ(*tv.find<model::SetVolume>(), (model::SetVolume{7, false}));
    tv.press(Key::Down);
    EXPECT_EQ(*tv.find<model::SetVolume>(), (model::SetVolume{7, false}));
    EXPECT_EQ(tv.state.settings.volume, 2);
    tv.press(Key::Mute);
    EXPECT_TRUE(tv.state.settings.muted) << "what was chosen for the night is not taken away by a talk";
    tv.press(Key::Up);
    EXPECT_EQ(*tv.find<model::SetVolume>(), (model::SetVolume{8, false})) << "louder is heard";
    tv.state.settings.volume = 2;
    tv.state.settings.muted = true;
    says(tv, Stage::Ended);
    ASSERT_TRUE(tv.did<model::SetVolume>());
    EXPECT_EQ(*tv.find<model::SetVolume>(), (model::SetVolume{2, true}));
}

TEST(Talk, IsSaidOnlyWhileItTrulyStands) {
    auto tv = can_talk();
    EXPECT_EQ(tv.scene().title, "李姐已接听");
    tv.hears(contract::VisitChanged{talk_visit(tv)});
    EXPECT_EQ(tv.scene().title, "李姐已接听，正在接通");
    EXPECT_TRUE(tv.scene().videos.empty());
    tv.happens(model::CallMoved{call::MediaUp{"T1", 0, {"月", "山", "桥", "灯"}}}).happens(model::LiveSeen{{true, true}});
    auto scene = tv.scene();
    EXPECT_EQ(scene.title, "李姐在和您说话");
    EXPECT_EQ(scene.spoken, "李姐在和您说话，摄像头开着");
    ASSERT_EQ(scene.steps.size(), 3u);
    EXPECT_EQ(scene.steps[2].title, "李姐已接听，正在说话");
    EXPECT_EQ(scene.steps[2].sub, "李姐看得到您，也听得到您");
    EXPECT_EQ(scene.notice->text, "请坐着别动，慢慢说。");
    EXPECT_EQ(scene.status->text, "通话由李姐来结束，您不用按别的键");
    EXPECT_EQ(scene.text.front(), "东关街道服务站");
    EXPECT_EQ(scene.faces.front().name, "值班员 李姐");
    EXPECT_EQ(scene.live.label, "摄像头开着");
    ASSERT_EQ(scene.videos.size(), 2u);
    EXPECT_FALSE(scene.videos[0].dimmed);
    tv.happens(model::CallMoved{call::MediaSilent{"T1", 0}});
    scene = tv.scene();
    EXPECT_EQ(scene.title, kReconnecting);
    EXPECT_TRUE(scene.videos[0].dimmed);
    EXPECT_TRUE(scene.live.camera) << "it is on still";
    tv.wait(90s);
    EXPECT_TRUE(std::holds_alternative<call::Idle>(tv.state.call));
    EXPECT_EQ(tv.scene().title, "李姐已接听") << "a person has it still";
}

TEST(Talk, SaysWhatReachesTheDesk) {
    const auto sub = [](const TerminalDriver& tv) { return tv.scene().steps[2].sub; };
    auto tv = talking_with_desk();
    tv.state.devices.camera = false;
    tv.state.live = {false, true};
    EXPECT_EQ(sub(tv), "没有摄像头，李姐听得到您");
    EXPECT_EQ(tv.scene().live.label, "话筒开着");
    tv.state.devices.microphone = false;
    tv.state.live = {};
    EXPECT_EQ(sub(tv), "李姐看不到您，也听不到您");
    tv = talking_with_desk();
    tv.state.devices.microphone = false;
    tv.state.live.microphone = false;
    EXPECT_EQ(sub(tv), "没有话筒，李姐听不到您");
    tv = talking_with_desk();
    std::get<call::Active>(tv.state.call).sends = call::Rung::SoundOnly;
    EXPECT_EQ(sub(tv), "网络慢，李姐先听声音");
    std::get<call::Active>(tv.state.call).weak_since = tv.state.now;
    EXPECT_EQ(sub(tv), "网络慢，先听声音");
    tv = talking_with_desk();
    std::get<call::Active>(tv.state.call).there.microphone = false;
    EXPECT_EQ(sub(tv), "现在听不到李姐");
    tv = talking_with_desk();
    std::get<call::Active>(tv.state.call).there.camera = false;
    ASSERT_EQ(tv.scene().videos.size(), 1u);
    EXPECT_EQ(tv.scene().videos.front().which, screens::VideoArea::Which::Self);
}

TEST(AllOfAlarms, OnlyWhatRunsIsRedAndWhatRunsIs) {
    for (const auto& [name, tv] : alarm_states()) {
        const auto scene = tv.scene();
        EXPECT_EQ(scene.live.camera, tv.state.live.camera) << name;
        EXPECT_EQ(scene.live.microphone, tv.state.live.microphone) << name;
        EXPECT_EQ(scene.live.label.empty(), !tv.state.live.camera && !tv.state.live.microphone) << name;
        const bool stands = model::talks(tv.state) && std::holds_alternative<call::Active>(tv.state.call);
        EXPECT_EQ(scene.title.find("在和您说话") != std::string::npos, stands) << name;
    }
}

TEST(Talk, AVisitThatThePlatformEndedForItSaysWhy) {
    auto tv = ended_call(visiting(helped_household()), "m1", call::EndReason::Alarm, call::Side::There, call::Side::There, 60s);
    EXPECT_EQ(tv.scene().lines.front().text, "您求助了，先断开了，上午9点41分");
}

}  // namespace
}  // namespace anju::test
