// SPDX-License-Identifier: Apache-2.0
// A call that answers itself: only by a rule that the elder agreed to, and only while it holds.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tests/model/visiting.hpp"

namespace anju::test {
namespace {

using contract::VisitEnd;
using contract::VisitPolicy;
using model::Screen;

// 小芳 may be answered by the TV itself, until a test says otherwise.
class AutoAnswer : public testing::Test {
  protected:
    contract::Household home = ruled({agreed_rule("m1", VisitPolicy::Automatic)});

    static contract::Household ruled(std::vector<contract::VisitRule> rules) {
        auto made = visiting_household();
        made.visits.rules = std::move(rules);
        return made;
    }
    // She rings there.
    static TerminalDriver rung(const contract::Household& at_home, Time now = kMorning) {
        auto tv = at_visiting_home(at_home, now);
        fang_rings(tv);
        return tv;
    }
};

TEST_F(AutoAnswer, NeedsARuleThatTheElderAgreedTo) {
    contract::VisitRule only_proposed;
    only_proposed.member = "m1";
    only_proposed.policy = VisitPolicy::Automatic;  // as a platform must never say it
    EXPECT_EQ(screen_of(rung(ruled({only_proposed}))), Screen::Ringing);
}

TEST_F(AutoAnswer, CountsDown15SecondsAndAnswersByItself) {
    auto tv = rung(home);
    EXPECT_EQ(screen_of(tv), Screen::AutoAnswer);
    for (int second = 1; second < 15; ++second) {
        const auto next = model::next_deadline(tv.state);
        EXPECT_LE(next - tv.state.now, 1s) << "the figure runs";
        tv.wait(1s);
        EXPECT_FALSE(tv.did<model::OpenDevices>());
    }
    tv.wait(1s);
    EXPECT_EQ(screen_of(tv), Screen::Call);
    EXPECT_TRUE(tv.did<model::OpenDevices>());
    ASSERT_TRUE(tv.did<model::AnswerVisit>());
    EXPECT_TRUE(tv.find<model::AnswerVisit>()->automatic);
}

TEST_F(AutoAnswer, CanBeCutShortAndRefused) {
    auto tv = rung(home);
    asks(tv, model::AnswerCall{});
    EXPECT_FALSE(tv.find<model::AnswerVisit>()->automatic);
    auto other = rung(home);
    asks(other, model::GoBack{});
    EXPECT_EQ(other.find<model::EndVisit>()->end, VisitEnd::Declined);
    other.wait(1min);
    EXPECT_EQ(screen_of(other), Screen::Home);
    EXPECT_FALSE(other.did<model::OpenDevices>());
}

TEST_F(AutoAnswer, ARuleThatIsTakenBackMeanwhileAnswersNothing) {
    auto only_rings = home;
    only_rings.version = 2;
    only_rings.visits.rules = {agreed_rule("m1", VisitPolicy::Ring)};
    auto without_link = home;
    without_link.version = 2;
    without_link.members[0].active = false;
    for (const auto& changed : {only_rings, without_link}) {
        auto tv = rung(home);
        tv.wait(14s);
        ASSERT_EQ(screen_of(tv), Screen::AutoAnswer);
        tv.hears(contract::HouseholdChanged{changed});
        EXPECT_EQ(screen_of(tv), Screen::Ringing);
        tv.wait(10s);
        EXPECT_EQ(screen_of(tv), Screen::Ringing);
        EXPECT_FALSE(tv.did<model::OpenDevices>());
        EXPECT_FALSE(tv.did<model::AnswerVisit>());
    }
    auto tv = rung(home);
    auto same = home;
    same.version = 2;
    tv.hears(contract::HouseholdChanged{same});
    EXPECT_EQ(screen_of(tv), Screen::AutoAnswer) << "another change leaves it";
}

TEST_F(AutoAnswer, ThatTheSnapshotDoesNotKnowAnyMoreIsNone) {
    auto tv = rung(home);
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)}).happens(model::StreamOpened{});
    auto now = visiting_snapshot(visiting_household(), {*tv.state.visit}, tv.state.now);
    now.cursor = tv.state.cursor;
    tv.happens(model::SnapshotReceived{*tv.state.snapshot_request, now});
    EXPECT_EQ(screen_of(tv), Screen::Ringing);
}

TEST_F(AutoAnswer, ByDayEndsWithTheDay) {
    home = ruled({agreed_rule("m1", VisitPolicy::AutomaticByDay)});
    home.visits.quiet = {0, 0};
    auto tv = rung(home, at(11, 21, 21, 59, 50));
    ASSERT_EQ(screen_of(tv), Screen::AutoAnswer);
    tv.wait(15s);
    EXPECT_EQ(screen_of(tv), Screen::Ringing);
    EXPECT_FALSE(tv.did<model::OpenDevices>());
}

TEST_F(AutoAnswer, ARefusalThatComesAMomentTooLateStillCounts) {
    auto tv = rung(home);
    tv.wait(15s);
    ASSERT_EQ(screen_of(tv), Screen::Call);
    tv.press(keys::Key::Left);
    EXPECT_FALSE(tv.did<model::OpenDevices>()) << "meant for the last screen";
    tv.press(keys::Key::Back);
    EXPECT_EQ(screen_of(tv), Screen::VisitEnded);
    EXPECT_TRUE(tv.did<model::StopMedia>());
    EXPECT_TRUE(tv.did<model::EndVisit>());
}

TEST_F(AutoAnswer, ByDayOnlyIsTheHouseholdsNight) {
    home = ruled({agreed_rule("m1", VisitPolicy::AutomaticByDay)});
    home.visits.quiet = {0, 0};
    auto day = rung(home);
    EXPECT_EQ(screen_of(day), Screen::AutoAnswer);
    auto night = rung(home, at(11, 21, 22, 30));
    EXPECT_EQ(screen_of(night), Screen::Ringing);
}

TEST_F(AutoAnswer, InAnAlarmOnlyIsRingingWithoutOne) {
    home = ruled({agreed_rule("m1", VisitPolicy::AutomaticInAlarm), agreed_rule("m2", VisitPolicy::Ring)});
    auto tv = rung(home);
    EXPECT_EQ(screen_of(tv), Screen::Ringing);
}

// 15 seconds that nobody hears are no warning.
TEST_F(AutoAnswer, ThatNobodyWouldHearOnlyRings) {
    const std::vector<std::pair<std::string, std::function<void(model::State&)>>> silent{
        {"muted", [](auto& state) { state.settings.muted = true; }},
        {"volume 0", [](auto& state) { state.settings.volume = 0; }},
        {"no sound", [](auto& state) { state.device.sound_available = false; }},
        {"no speech", [](auto& state) { state.device.speech_available = false; }},
        {"no loudspeaker for the ring", [](auto& state) { state.devices = {.camera = true, .microphone = true, .speaker = false, .known = true}; }},
    };
    for (const auto& [why, make] : silent) {
        auto tv = at_visiting_home(home);
        make(tv.state);
        fang_rings(tv);
        EXPECT_EQ(screen_of(tv), Screen::Ringing) << why;
        tv.wait(16s);
        EXPECT_FALSE(tv.did<model::OpenDevices>() || tv.did<model::AnswerVisit>()) << why;
        tv.wait(30s);
        ASSERT_TRUE(tv.did<model::EndVisit>()) << why;
        EXPECT_EQ(tv.find<model::EndVisit>()->end, VisitEnd::Missed) << why;
    }
    auto chimes = at_visiting_home(home);
    chimes.state.settings.sound = model::Sound::ChimesOnly;
    EXPECT_EQ(screen_of(fang_rings(chimes)), Screen::AutoAnswer) << "a countdown is spoken all the same";
}

TEST_F(AutoAnswer, ThatNobodyHearsAnyMoreGoesOnAsRinging) {
    const std::vector<std::pair<std::string, model::Message>> silences{
        {"muted", model::Asked{model::ToggleMute{}}},
        {"turned down", model::Asked{model::ChangeVolume{-10}}},
        {"speech gone", model::SoundChanged{true, false}},
        {"sound gone", model::SoundChanged{false, true}},
        {"loudspeaker gone", model::DevicesSeen{{.camera = true, .microphone = true, .speaker = false}}},
    };
    for (const auto& [why, silence] : silences) {
        auto tv = rung(home);
        tv.wait(14s);
        ASSERT_EQ(screen_of(tv), Screen::AutoAnswer) << why;
        tv.happens(silence);
        EXPECT_EQ(screen_of(tv), Screen::Ringing) << why;
        tv.wait(5s);
        EXPECT_FALSE(tv.did<model::OpenDevices>() || tv.did<model::AnswerVisit>()) << why;
        tv.happens(model::Asked{model::ChangeVolume{5}}).happens(model::SoundChanged{true, true});
        EXPECT_EQ(screen_of(tv), Screen::Ringing) << why << ": it has not been counted aloud";
        asks(tv, model::AnswerCall{});
        ASSERT_TRUE(tv.did<model::AnswerVisit>()) << why;
        EXPECT_FALSE(tv.find<model::AnswerVisit>()->automatic) << why;
    }
    auto tv = rung(home);
    tv.happens(model::Asked{model::ChangeVolume{-3}});
    EXPECT_EQ(screen_of(tv), Screen::AutoAnswer) << "softer is still heard";
}

TEST_F(AutoAnswer, OfOneCallerIsNotTheOthers) {
    home = ruled({agreed_rule("m2", VisitPolicy::Automatic)});
    auto tv = rung(home);
    EXPECT_EQ(screen_of(tv), Screen::Ringing);
    auto guest = at_visiting_home(home);
    guest.hears(contract::VisitChanged{ring_of("V1", "", "大伟", guest.state.now)});
    EXPECT_EQ(screen_of(guest), Screen::Ringing) << "a name is no proof";
}

}  // namespace
}  // namespace anju::test
