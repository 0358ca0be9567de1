// SPDX-License-Identifier: Apache-2.0
// The rules of a call, one sentence each: its connections, its devices, what still comes over them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/call/phone.hpp"

namespace anju::call {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

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
    tv.wait(1s).happens(AgainAsked{"c1", 0});
    EXPECT_THAT(tv.said, ElementsAre(Command(Connect{"c1", 1})));
    tv.happens(AgainAsked{"c1", 0});
    EXPECT_THAT(tv.said, IsEmpty()) << "the offer of round 1 is on its way";
    auto reloaded = tv;
    reloaded.wait(2s).happens(AgainAsked{"c1", 0});
    EXPECT_THAT(reloaded.said, ElementsAre(Command(Connect{"c1", 2}))) << "it was lost with the page";
    tv.wait(1s).happens(AgainAsked{"c1", 1});
    EXPECT_THAT(tv.said, ElementsAre(Command(Connect{"c1", 2}))) << "it had that one and lost it";
    tv.wait(1s).happens(answer("c1", 2)).happens(AgainAsked{"c1", 0});
    EXPECT_THAT(tv.said, ElementsAre(Command(Connect{"c1", 3}))) << "reloaded, and knows no round any more";
}

TEST(Reconnecting, APageThatReloadsWhileItRingsIsOfferedAgain) {
    auto tv = ringing();
    tv.wait(1s).happens(answer("c1")).happens(AgainAsked{"c1", 0});
    EXPECT_THAT(tv.said, ElementsAre(Command(Connect{"c1", 1})));
    EXPECT_TRUE(tv.is<Ringing>());
}

// Each is a connection with its sockets and threads.
TEST(Reconnecting, APageThatAsksWithoutEndGetsOneConnectionASecond) {
    for (auto tv : {ringing(), talking()}) {
        int built = 0;
        std::uint32_t round = 0;
        for (int i = 0; i < 500; ++i) {
            tv.now += 20ms;
            tv.happens(AgainAsked{"c1", round});
            for (const auto& command : tv.said) {
                if (const auto* connect = std::get_if<Connect>(&command)) {
                    ++built;
                    round = connect->round;
                }
            }
        }
        EXPECT_GE(built, 9) << "none that is wanted is left out";
        EXPECT_LE(built, 10);
    }
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

}  // namespace
}  // namespace anju::call
