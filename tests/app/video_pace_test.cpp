// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/video_pace.hpp"

#include <gtest/gtest.h>

namespace anju::app {
namespace {

using namespace std::chrono_literals;
using Step = VideoPace::Step;

// A call of thirty frames a second on a machine that needs so long for each and misses every so many-th.
struct Call {
    VideoPace pace;
    VideoPace::Moment now{1h};
    std::uint64_t number = 0;
    int painted = 0;

    void frames(int count, std::chrono::milliseconds took, int miss = 0) {
        for (int i = 0; i < count; ++i) {
            now += 33ms;
            ++number;
            if (miss > 0 && static_cast<int>(number) % miss == 0) {
                continue;  // a newer one came before it was taken
            }
            if (pace.paints(number, now)) {
                ++painted;
                pace.shown(took, now + took);
            }
        }
    }
};

TEST(VideoPace, ShowsEveryFrameOfAMachineThatIsQuickEnough) {
    Call call;
    call.frames(900, 6ms);
    EXPECT_EQ(call.pace.step(), Step::Full);
    EXPECT_EQ(call.painted, 900);
}

TEST(VideoPace, DoesNotMindASlowFrameNowAndThen) {
    Call call;
    for (int i = 0; i < 40; ++i) {
        call.frames(19, 6ms);
        call.frames(1, 80ms);
    }
    EXPECT_EQ(call.pace.step(), Step::Full);
}

TEST(VideoPace, StopsScalingWhenPaintingTakesTooLongForTwoSeconds) {
    Call call;
    call.frames(55, 30ms);
    EXPECT_EQ(call.pace.step(), Step::Full) << "too early";
    call.frames(10, 30ms);
    EXPECT_EQ(call.pace.step(), Step::AsItIs);
}

TEST(VideoPace, StopsScalingWhenFramesAreMissed) {
    Call call;
    call.frames(70, 6ms, 12);  // eight in a hundred
    EXPECT_EQ(call.pace.step(), Step::AsItIs);
}

TEST(VideoPace, MayMissAFewFrames) {
    Call call;
    call.frames(600, 6ms, 25);
    EXPECT_EQ(call.pace.step(), Step::Full);
}

TEST(VideoPace, ShowsEverySecondFrameInEvenStepsWhenThatIsNotEnough) {
    Call call;
    call.frames(140, 40ms);
    EXPECT_EQ(call.pace.step(), Step::Half);
    call.painted = 0;
    call.frames(300, 40ms);
    EXPECT_EQ(call.painted, 150);
}

TEST(VideoPace, StaysAtTheSmallerPictureAndDoesNotClimbWithinACall) {
    Call call;
    call.frames(62, 30ms);  // two seconds, and no more
    call.frames(900, 8ms);
    EXPECT_EQ(call.pace.step(), Step::AsItIs);
}

TEST(VideoPace, StartsAfreshWithTheNextCall) {
    Call call;
    call.frames(200, 40ms);
    call.pace.rest();
    const int before = call.painted;
    EXPECT_EQ(call.pace.step(), Step::Full);
    call.frames(30, 6ms);
    EXPECT_EQ(call.painted, before + 30);
}

TEST(VideoPace, DoesNotCountWhatAStillPictureLeftOut) {
    Call call;
    call.frames(30, 6ms);
    call.now += 20s;  // the other side's network was gone; its decoder went on counting
    call.number += 600;
    call.frames(120, 6ms);
    EXPECT_EQ(call.pace.step(), Step::Full);
}

TEST(VideoPace, ConcludesNothingFromAFewFrames) {
    Call call;
    for (int i = 0; i < 10; ++i) {
        call.frames(1, 60ms);
        call.now += 1s;
    }
    EXPECT_EQ(call.pace.step(), Step::Full);
}

TEST(VideoPace, LetsTheSelfViewRideAlongAndGoAloneWithoutARemotePicture) {
    Call call;
    EXPECT_TRUE(call.pace.self_alone(call.now));
    EXPECT_FALSE(call.pace.self_at());
    call.frames(3, 6ms);
    EXPECT_FALSE(call.pace.self_alone(call.now + 100ms));
    EXPECT_TRUE(call.pace.self_alone(call.now + VideoPace::kAlone));
    EXPECT_EQ(call.pace.self_at(), call.now + VideoPace::kAlone);
}

TEST(VideoPace, HalfTheFramesStillLeaveTheSelfViewRiding) {
    Call call;
    call.frames(200, 40ms);
    ASSERT_EQ(call.pace.step(), Step::Half);
    call.frames(1, 40ms);
    EXPECT_FALSE(call.pace.self_alone(call.now + 40ms));
}

}  // namespace
}  // namespace anju::app
