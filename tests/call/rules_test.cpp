// SPDX-License-Identifier: Apache-2.0
// The rules of a call, one sentence each.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "media/call/call.hpp"
#include "tests/call/people.hpp"

namespace anju::call {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

// One side of a call and its clock.
class Phone {
  public:
    State state;
    std::vector<Command> said;
    Time now{1'000'000ms};

    Phone& happens(const Event& event) {
        auto next = step(std::move(state), event, now);
        state = std::move(next.state);
        said = std::move(next.commands);
        return *this;
    }
    Phone& wait(std::chrono::milliseconds time) {
        now += time;
        return happens(TimePassed{});
    }
    template <class S>
    const S& as() const {
        return std::get<S>(state);
    }
    template <class S>
    bool is() const {
        return std::holds_alternative<S>(state);
    }
};

RemoteSignal answer(CallId id, std::uint32_t round = 0) {
    return {std::move(id), round, RemoteSignal::Kind::Answer, "v=0", 0, {}};
}
RemoteSignal candidate(CallId id, std::uint32_t round = 0, std::string text = "candidate:1") {
    return {std::move(id), round, RemoteSignal::Kind::Candidate, std::move(text), 0, "0"};
}

Phone ringing() {
    Phone tv;
    tv.happens(Invited{"c1", kFang, {}, true});
    return tv;
}
Phone talking() {
    auto tv = ringing();
    tv.happens(answer("c1")).happens(Accepted{"c1"}).happens(MediaUp{"c1", 0, {"a", "b", "c", "d"}});
    return tv;
}

TEST(IncomingCall, RingsAndBuildsTheConnectionWithoutAnyDevice) {
    auto tv = ringing();
    EXPECT_TRUE(tv.is<Ringing>());
    EXPECT_THAT(tv.said, ElementsAre(Command(StartRinging{"c1"}), Command(Connect{"c1", 0})));
}

TEST(IncomingCall, DevicesOpenWithTheAcceptanceAndNotBefore) {
    auto tv = ringing();
    for (const Event& event : std::vector<Event>{answer("c1"), candidate("c1"), MediaUp{"c1", 0, {}}, DevicesChanged{true, true},
                                                 CameraWanted{"c1", true}, MicrophoneWanted{"c1", true}, Answered{"c1"}}) {
        tv.happens(event);
        EXPECT_THAT(tv.said, Not(Contains(testing::VariantWith<OpenDevices>(testing::_))));
        EXPECT_TRUE(tv.is<Ringing>());
    }
    tv.happens(Accepted{"c1", false, true, true});
    EXPECT_THAT(tv.said, ElementsAre(Command(StopRinging{}), Command(TellAccepted{"c1", false}),
                                     Command(OpenDevices{"c1", true, true})));
}

TEST(IncomingCall, AConnectionThatIsUpAlreadyIsACallAtOnce) {
    auto tv = ringing();
    tv.happens(answer("c1")).happens(MediaUp{"c1", 0, {"a", "b", "c", "d"}}).wait(3s);
    tv.happens(Accepted{"c1"});
    ASSERT_TRUE(tv.is<Active>());
    EXPECT_EQ(tv.as<Active>().since, tv.now) << "what was talked counts from the answer";
    EXPECT_EQ(tv.as<Active>().link.words.size(), 4u);
}

TEST(IncomingCall, SecondCallerHearsBusy) {
    for (auto tv : {ringing(), talking()}) {
        const auto before = tv.state;
        tv.happens(Invited{"c2", kWei, {}, true});
        EXPECT_THAT(tv.said, ElementsAre(Command(TellEnded{"c2", EndReason::Busy})));
        EXPECT_EQ(tv.state, before);
    }
}

TEST(IncomingCall, ADoubledInvitationRingsOnce) {
    auto tv = ringing();
    tv.happens(Invited{"c1", kFang, {}, true});
    EXPECT_THAT(tv.said, IsEmpty());
}

TEST(IncomingCall, DecliningTellsAndShowsIt) {
    auto tv = ringing();
    tv.happens(Declined{"c1"});
    EXPECT_THAT(tv.said, ElementsAre(Command(TellEnded{"c1", EndReason::Declined}), Command(StopRinging{}),
                                     Command(StopMedia{"c1"})));
    EXPECT_EQ(tv.as<Ended>().reason, EndReason::Declined);
    EXPECT_TRUE(tv.wait(5s).is<Idle>());
}

TEST(IncomingCall, HangingUpWhileItRingsIsDeclining) {
    auto tv = ringing();
    tv.happens(HungUp{"c1", Side::Here, EndReason::HungUp});
    EXPECT_EQ(tv.as<Ended>().reason, EndReason::Declined);
}

TEST(IncomingCall, NobodyThereIsMissedAfter45Seconds) {
    auto tv = ringing();
    EXPECT_TRUE(tv.wait(44'999ms).is<Ringing>());
    tv.wait(1ms);
    EXPECT_EQ(tv.as<Ended>().reason, EndReason::Missed);
    EXPECT_THAT(tv.said, Contains(Command(TellEnded{"c1", EndReason::Missed})));
    EXPECT_FALSE(tv.as<Ended>().talked);
    EXPECT_TRUE(tv.wait(20s).is<Idle>()) << "home says who was missed";
}

TEST(IncomingCall, ACallerWhoGivesUpHasCancelled) {
    auto tv = ringing();
    tv.happens(HungUp{"c1", Side::There, EndReason::HungUp});
    EXPECT_EQ(tv.as<Ended>().reason, EndReason::Cancelled);
    EXPECT_THAT(tv.said, ElementsAre(Command(StopRinging{}), Command(StopMedia{"c1"})));
}

TEST(Countdown, AnswersByItselfWhenItIsOverAndSaysSo) {
    Phone tv;
    tv.happens(Invited{"c1", kFang, 15s, true});
    EXPECT_EQ(next_deadline(tv.state), tv.now + 15s);
    EXPECT_TRUE(tv.wait(14'999ms).is<Ringing>());
    tv.wait(1ms);
    ASSERT_TRUE(tv.is<Connecting>());
    EXPECT_TRUE(tv.as<Connecting>().automatic);
    EXPECT_THAT(tv.said, Contains(Command(TellAccepted{"c1", true})));
}

TEST(Countdown, CanBeCutShort) {
    Phone tv;
    tv.happens(Invited{"c1", kFang, 15s, true}).happens(Accepted{"c1"});
    EXPECT_FALSE(tv.as<Connecting>().automatic);
}

TEST(Countdown, ThatIsTakenBackRingsOnAndNeverComesBack) {
    Phone tv;
    tv.happens(Invited{"c1", kFang, 15s, true}).wait(14s);
    tv.happens(Invited{"c1", kFang, {}, true});
    EXPECT_TRUE(tv.said.empty());
    tv.happens(Invited{"c1", kFang, 1s, true}).wait(10s);
    ASSERT_TRUE(tv.is<Ringing>());
    EXPECT_EQ(next_deadline(tv.state), tv.as<Ringing>().until);
}

TEST(Countdown, ABoxThatSleptThroughTheRingingAnswersNothing) {
    Phone tv;
    tv.happens(Invited{"c1", kFang, 15s, true}).wait(10min);
    EXPECT_EQ(tv.as<Ended>().reason, EndReason::Missed);
}

TEST(OutgoingCall, DevicesOpenWhenThePhoneHasAnswered) {
    Phone tv;
    tv.happens(Placed{"c1", kFang});
    EXPECT_THAT(tv.said, ElementsAre(Command(TellPlaced{"c1", kFang}), Command(Connect{"c1", 0})));
    tv.happens(Answered{"c1"});
    EXPECT_THAT(tv.said, ElementsAre(Command(OpenDevices{"c1", true, true})));
    EXPECT_TRUE(tv.is<Connecting>());
}

TEST(OutgoingCall, GivingUpLeavesNothingOnTheScreen) {
    Phone tv;
    tv.happens(Placed{"c1", kFang}).happens(HungUp{"c1", Side::Here, EndReason::HungUp});
    EXPECT_TRUE(tv.is<Idle>());
    EXPECT_THAT(tv.said, ElementsAre(Command(TellEnded{"c1", EndReason::Cancelled}), Command(StopMedia{"c1"})));
}

TEST(OutgoingCall, NobodyAnswersFor45Seconds) {
    Phone tv;
    tv.happens(Placed{"c1", kFang}).wait(45s);
    EXPECT_EQ(tv.as<Ended>().reason, EndReason::Missed);
    EXPECT_TRUE(tv.wait(5min).is<Ended>()) << "it asks whether to leave a message until a key comes";
    EXPECT_TRUE(tv.happens(Dismissed{}).is<Idle>());
}

TEST(Glare, TheSmallerIdStays) {
    Phone mine, hers;
    mine.happens(Placed{"c1", kFang}).happens(Invited{"c2", kFang, {}, true});
    EXPECT_TRUE(mine.is<Dialing>());
    EXPECT_THAT(mine.said, ElementsAre(Command(TellEnded{"c2", EndReason::Busy})));
    hers.happens(Placed{"c2", kFang}).happens(Invited{"c1", kFang, {}, true});
    ASSERT_TRUE(hers.is<Connecting>());
    EXPECT_EQ(hers.as<Connecting>().id, "c1");
    EXPECT_EQ(hers.as<Connecting>().placed_by, Side::There);
    EXPECT_THAT(hers.said, ElementsAre(Command(TellEnded{"c2", EndReason::Cancelled}), Command(StopMedia{"c2"}),
                                       Command(Connect{"c1", 0}), Command(TellAccepted{"c1", false}),
                                       Command(OpenDevices{"c1", true, true})));
}

TEST(Glare, SomebodyElseIsNoGlare) {
    Phone tv;
    tv.happens(Placed{"c2", kFang}).happens(Invited{"c1", kWei, {}, true});
    EXPECT_TRUE(tv.is<Dialing>());
    EXPECT_THAT(tv.said, ElementsAre(Command(TellEnded{"c1", EndReason::Busy})));
}

TEST(Glare, TwoGuestsAreNotTheSamePerson) {
    Phone tv;
    tv.happens(Placed{"c2", {"", "客人"}}).happens(Invited{"c1", {"", "客人"}, {}, true});
    EXPECT_TRUE(tv.is<Dialing>());
}

TEST(WrongId, HangUpForAnotherCallChangesNothing) {
    for (auto tv : {ringing(), talking()}) {
        const auto before = tv.state;
        for (const Event& event :
             std::vector<Event>{HungUp{"c2", Side::There, EndReason::HungUp}, HungUp{"c2", Side::Here, EndReason::HungUp},
                                Accepted{"c2"}, Answered{"c2"}, Declined{"c2"}, answer("c2"), MediaUp{"c2", 0, {}},
                                MediaSilent{"c2", 0}, MediaFailed{"c2", 0, {}}, AgainAsked{"c2", 0}}) {
            tv.happens(event);
            EXPECT_EQ(tv.state, before);
            EXPECT_THAT(tv.said, IsEmpty());
        }
    }
}

TEST(Signals, CandidatesBeforeTheDescriptionWait) {
    auto tv = ringing();
    tv.happens(candidate("c1", 0, "first"));
    EXPECT_THAT(tv.said, IsEmpty());
    tv.happens(candidate("c1", 0, "second"));
    tv.happens(answer("c1"));
    EXPECT_THAT(tv.said, ElementsAre(Command(GiveSignal{"c1", 0, answer("c1")}),
                                     Command(GiveSignal{"c1", 0, candidate("c1", 0, "first")}),
                                     Command(GiveSignal{"c1", 0, candidate("c1", 0, "second")})));
    tv.happens(candidate("c1", 0, "third"));
    EXPECT_THAT(tv.said, ElementsAre(Command(GiveSignal{"c1", 0, candidate("c1", 0, "third")})));
}

TEST(Signals, ASecondAnswerToTheSameRoundIsIgnored) {
    auto tv = ringing();
    tv.happens(answer("c1")).happens(answer("c1"));
    EXPECT_THAT(tv.said, IsEmpty());
}

TEST(Signals, AFloodOfCandidatesIsNotKept) {
    auto tv = ringing();
    for (int i = 0; i < 1000; ++i) {
        tv.happens(candidate("c1"));
    }
    EXPECT_EQ(tv.as<Ringing>().link.waiting.size(), kMostWaiting);
}

TEST(Signals, ThingsOfAnOlderRoundAreDropped) {
    auto tv = talking();
    tv.happens(MediaSilent{"c1", 0});
    const auto before = tv.state;
    tv.happens(answer("c1", 0)).happens(candidate("c1", 0));
    EXPECT_EQ(tv.state, before);
}

TEST(Ended, EverythingAfterItIsIgnored) {
    auto tv = talking();
    tv.happens(HungUp{"c1", Side::There, EndReason::HungUp});
    const auto before = tv.state;
    for (const Event& event : std::vector<Event>{Invited{"c1", kFang, {}, true}, Placed{"c1", kFang}, Accepted{"c1"}, Answered{"c1"},
                                                 Declined{"c1"}, HungUp{"c1", Side::Here, EndReason::Lost}, answer("c1"),
                                                 MediaUp{"c1", 0, {}}, MediaSilent{"c1", 0}, CameraWanted{"c1", true},
                                                 NetworkChanged{}, DevicesChanged{true, true}}) {
        tv.happens(event);
        EXPECT_EQ(tv.state, before);
        EXPECT_THAT(tv.said, IsEmpty());
    }
}

TEST(Ended, AnotherCallRingsAtOnce) {
    auto tv = talking();
    tv.happens(HungUp{"c1", Side::There, EndReason::HungUp}).happens(Invited{"c2", kWei, {}, true});
    EXPECT_TRUE(tv.is<Ringing>());
}

TEST(Ended, KnowsHowLongItWas) {
    auto tv = talking();
    tv.wait(12min + 8s).happens(HungUp{"c1", Side::There, EndReason::HungUp});
    EXPECT_EQ(tv.as<Ended>().talked, 12min + 8s);
    EXPECT_EQ(tv.as<Ended>().by, Side::There);
    EXPECT_TRUE(tv.wait(9min).is<Ended>());
    EXPECT_TRUE(tv.wait(1min).is<Idle>());
}

TEST(Connecting, FailsAfter20SecondsWithoutPictureOrSound) {
    auto tv = ringing();
    tv.happens(Accepted{"c1"}).wait(20s);
    EXPECT_EQ(tv.as<Ended>().reason, EndReason::Failed);
    EXPECT_EQ(tv.as<Ended>().talked, 0ms);
    EXPECT_THAT(tv.said, ElementsAre(Command(TellEnded{"c1", EndReason::Failed}), Command(StopMedia{"c1"})));
}

TEST(Reconnecting, SilenceBuildsANewConnectionAndTheCallGoesOn) {
    auto tv = talking();
    const auto since = tv.as<Active>().since;
    tv.wait(1min).happens(MediaSilent{"c1", 0});
    ASSERT_TRUE(tv.is<Reconnecting>());
    EXPECT_THAT(tv.said, ElementsAre(Command(Connect{"c1", 1})));
    tv.wait(2s).happens(answer("c1", 1)).happens(MediaUp{"c1", 1, {"e", "f", "g", "h"}});
    ASSERT_TRUE(tv.is<Active>());
    EXPECT_EQ(tv.as<Active>().since, since);
    EXPECT_EQ(tv.as<Active>().round, 1u);
}

TEST(Reconnecting, TheOldConnectionMaySpeakAgainBeforeTheNewOneStands) {
    auto tv = talking();
    tv.happens(MediaSilent{"c1", 0}).happens(MediaUp{"c1", 0, {}});
    ASSERT_TRUE(tv.is<Active>());
    EXPECT_EQ(tv.as<Active>().round, 0u);
    EXPECT_EQ(tv.as<Active>().link.round, 1u) << "the new one is being built on";
    tv.happens(answer("c1", 1)).happens(MediaUp{"c1", 1, {}});
    EXPECT_EQ(tv.as<Active>().round, 1u);
}

TEST(Reconnecting, ANewConnectionThatFallsSilentIsBuiltAgain) {
    auto tv = talking();
    tv.happens(MediaSilent{"c1", 0}).happens(MediaSilent{"c1", 1});
    EXPECT_THAT(tv.said, ElementsAre(Command(Connect{"c1", 2})));
    EXPECT_TRUE(tv.is<Reconnecting>());
}

TEST(Reconnecting, GivesUpAfter90Seconds) {
    auto tv = talking();
    tv.wait(1min).happens(MediaSilent{"c1", 0}).wait(90s);
    EXPECT_EQ(tv.as<Ended>().reason, EndReason::Lost);
    EXPECT_EQ(tv.as<Ended>().talked, 1min) << "until it was lost";
}

TEST(Reconnecting, AnotherNetworkIsANewRoundWhileThePictureStays) {
    auto tv = talking();
    tv.happens(NetworkChanged{});
    EXPECT_THAT(tv.said, ElementsAre(Command(Connect{"c1", 1})));
    EXPECT_TRUE(tv.is<Active>());
    tv.happens(MediaSilent{"c1", 0});
    EXPECT_TRUE(tv.is<Reconnecting>());
    EXPECT_THAT(tv.said, IsEmpty()) << "the next connection is being built already";
}

TEST(Reconnecting, ThePageAsksAgainAfterAReload) {
    auto tv = talking();
    tv.happens(AgainAsked{"c1", 0});
    EXPECT_THAT(tv.said, ElementsAre(Command(Connect{"c1", 1})));
    tv.happens(AgainAsked{"c1", 0});
    EXPECT_THAT(tv.said, IsEmpty()) << "the offer of round 1 is on its way";
    auto reloaded = tv;
    reloaded.wait(2s).happens(AgainAsked{"c1", 0});
    EXPECT_THAT(reloaded.said, ElementsAre(Command(Connect{"c1", 2}))) << "it was lost with the page";
    tv.happens(AgainAsked{"c1", 1});
    EXPECT_THAT(tv.said, ElementsAre(Command(Connect{"c1", 2}))) << "it had that one and lost it";
    tv.happens(answer("c1", 2)).happens(AgainAsked{"c1", 0});
    EXPECT_THAT(tv.said, ElementsAre(Command(Connect{"c1", 3}))) << "reloaded, and knows no round any more";
}

TEST(Reconnecting, APageThatReloadsWhileItRingsIsOfferedAgain) {
    auto tv = ringing();
    tv.happens(answer("c1")).happens(AgainAsked{"c1", 0});
    EXPECT_THAT(tv.said, ElementsAre(Command(Connect{"c1", 1})));
    EXPECT_TRUE(tv.is<Ringing>());
}

TEST(Reconnecting, AnEngineThatCannotEndsTheCallHonestly) {
    auto tv = ringing();
    tv.happens(Accepted{"c1"}).happens(MediaFailed{"c1", 0, "no encoder"});
    EXPECT_EQ(tv.as<Ended>().reason, EndReason::Failed);
}

TEST(Reconnecting, AFailedAttemptDoesNotTouchThePictureThatFlows) {
    auto tv = talking();
    tv.happens(NetworkChanged{}).happens(MediaFailed{"c1", 1, "no"});
    EXPECT_TRUE(tv.is<Active>());
    tv.happens(MediaSilent{"c1", 0});
    EXPECT_THAT(tv.said, ElementsAre(Command(Connect{"c1", 2})));
}

TEST(Devices, OffAndOnAgainDuringTheCall) {
    auto tv = talking();
    tv.happens(CameraWanted{"c1", false});
    EXPECT_THAT(tv.said, ElementsAre(Command(OpenDevices{"c1", false, true})));
    tv.happens(CameraWanted{"c1", false});
    EXPECT_THAT(tv.said, IsEmpty());
    tv.happens(DevicesChanged{true, true});
    EXPECT_THAT(tv.said, ElementsAre(Command(OpenDevices{"c1", false, true}))) << "what was turned off stays off";
    tv.happens(CameraWanted{"c1", true}).happens(MicrophoneWanted{"c1", false});
    EXPECT_THAT(tv.said, ElementsAre(Command(OpenDevices{"c1", true, false})));
}

TEST(Devices, WhatIsOffStaysOffThroughANewRound) {
    auto tv = talking();
    tv.happens(CameraWanted{"c1", false}).happens(MediaSilent{"c1", 0}).happens(MediaUp{"c1", 1, {}});
    EXPECT_FALSE(tv.as<Active>().live.camera);
}

TEST(Weak, KnowsSinceWhenNoMovingPictureComes) {
    auto tv = talking();
    tv.happens(RungChanged{"c1", Rung::Full, Rung::SoundOnly, true});
    EXPECT_EQ(tv.as<Active>().weak_since, tv.now);
    const auto since = tv.now;
    tv.wait(5s).happens(RungChanged{"c1", Rung::Low, Rung::Still, false});
    EXPECT_EQ(tv.as<Active>().weak_since, since);
    tv.happens(RungChanged{"c1", Rung::Full, Rung::Low, false});
    EXPECT_FALSE(tv.as<Active>().weak_since);
}

TEST(Weak, ACameraThatWasTurnedOffThereIsNoWeakNetwork) {
    auto tv = talking();
    tv.happens(PeerState{"c1", {.camera = false}}).happens(RungChanged{"c1", Rung::Full, Rung::SoundOnly, false});
    EXPECT_FALSE(tv.as<Active>().weak_since);
}

TEST(Deadline, EveryStateWithALimitHasOne) {
    Phone tv;
    EXPECT_FALSE(next_deadline(tv.state));
    tv.happens(Placed{"c1", kFang});
    EXPECT_EQ(next_deadline(tv.state), tv.now + kRingsFor);
    EXPECT_FALSE(next_deadline(talking().state));
    auto lost = talking();
    lost.happens(MediaSilent{"c1", 0});
    EXPECT_EQ(next_deadline(lost.state), lost.now + kReconnectsFor);
}

}  // namespace
}  // namespace anju::call
