// SPDX-License-Identifier: Apache-2.0
// The rules of a call, one sentence each: who rings, who answers, how it ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/call/phone.hpp"

namespace anju::call {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

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
