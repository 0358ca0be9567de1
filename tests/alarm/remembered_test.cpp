// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/remembered.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace anju::alarm {
namespace {

using contract::BoxFault;
using contract::Time;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

const Time kThen{1'795'600'000'000ms};
const Moment kUp = 5h;

Remembered calm() {
    Remembered remembered;
    remembered.first_at = kThen;
    return remembered;
}
Faults faults(const Remembered& remembered, const Signs& signs = {}, Time wall = kThen, Moment up = kUp) { return faults_of(remembered, signs, {up, wall}); }

TEST(RememberedHealth, GoesThroughAFile) {
    Remembered all{kThen, kThen + 1s, kThen + 2s, kThen + 1h, kThen + 4s, kThen + 5s, {2900, 2899}, 24'322};
    EXPECT_EQ(remembered_from(to_text(all)), all);
    EXPECT_EQ(remembered_from(to_text(calm())), calm());
    for (const char* text : {"", "{}", "[]", R"({"first_at":7})", R"({"first_at":"soon"})"}) {
        EXPECT_FALSE(remembered_from(text)) << text;
    }
}

TEST(RememberedHealth, AStartSaysHowTheOneBeforeEnded) {
    auto remembered = calm();
    remember_start(remembered, std::nullopt, "this", kThen);
    EXPECT_THAT(faults(remembered), IsEmpty()) << "it ended as it should";
    remember_start(remembered, "another", "this", kThen);
    EXPECT_THAT(faults(remembered), ElementsAre(BoxFault::UncleanStart)) << "the power went";
    EXPECT_THAT(faults(remembered, {}, kThen + 24h), IsEmpty()) << "for a day";
    remembered = calm();
    remember_start(remembered, "this", "this", kThen);
    EXPECT_THAT(faults(remembered), ElementsAre(BoxFault::Watchdog)) << "the machine went on, the guard did not";
    remembered = calm();
    EXPECT_TRUE(remember_parts(remembered, {true, true, kThen - 1h}, kThen));
    EXPECT_THAT(faults(remembered), ElementsAre(BoxFault::Watchdog)) << "the TV had to be started";
}

TEST(RememberedHealth, APartIsLostThatWasThereWithinAWeek) {
    auto remembered = calm();
    const auto says = [&](bool camera, bool microphone, Time now) {
        Signs signs;
        signs.parts = Parts{camera, microphone, {}};
        remember_parts(remembered, *signs.parts, now);
        remember_key(remembered, now);
        return faults(remembered, signs, now);
    };
    EXPECT_THAT(says(false, true, kThen), IsEmpty()) << "there never was a camera";
    EXPECT_THAT(says(true, true, kThen), IsEmpty());
    EXPECT_THAT(says(false, true, kThen + 6 * 24h), ElementsAre(BoxFault::CameraLost));
    EXPECT_THAT(says(false, false, kThen + 6 * 24h), ElementsAre(BoxFault::CameraLost, BoxFault::MicrophoneLost));
    EXPECT_THAT(says(false, true, kThen + 7 * 24h), IsEmpty()) << "somebody took it away for good";
    EXPECT_THAT(faults(remembered, {}, kThen + 24h), IsEmpty()) << "no TV says anything";
}

TEST(RememberedHealth, WhatIsThereIsKeptOnceADay) {
    auto remembered = calm();
    EXPECT_TRUE(remember_parts(remembered, {true, true, {}}, kThen));
    EXPECT_FALSE(remember_parts(remembered, {true, true, {}}, kThen + 23h));
    EXPECT_TRUE(remember_parts(remembered, {true, true, {}}, kThen + 24h));
    EXPECT_TRUE(remember_key(remembered, kThen));
    EXPECT_FALSE(remember_key(remembered, std::chrono::floor<std::chrono::hours>(kThen) + 59min)) << "whole hours";
}

TEST(RememberedHealth, ARemoteIsSilentAfterAWeek) {
    auto remembered = calm();
    EXPECT_THAT(faults(remembered, {}, kThen + 7 * 24h - 1s), IsEmpty());
    EXPECT_THAT(faults(remembered, {}, kThen + 7 * 24h), ElementsAre(BoxFault::RemoteSilent)) << "nobody ever pressed one";
    remember_key(remembered, kThen + 6 * 24h);
    EXPECT_THAT(faults(remembered, {}, kThen + 12 * 24h), IsEmpty());
    EXPECT_THAT(faults(remembered, {}, kThen + 13 * 24h), ElementsAre(BoxFault::RemoteSilent));
}

TEST(RememberedHealth, AClockIsWrongBesideThePlatformsOrNotSynchronised) {
    Signs signs;
    signs.beside = 30s;
    EXPECT_THAT(faults(calm(), signs), IsEmpty());
    signs.beside = -30'001ms;
    EXPECT_THAT(faults(calm(), signs), ElementsAre(BoxFault::ClockWrong));
    signs.beside = 0ms;
    signs.synchronised = false;
    EXPECT_THAT(faults(calm(), signs), ElementsAre(BoxFault::ClockWrong));
    EXPECT_THAT(faults(calm(), signs, kThen, 5min), IsEmpty()) << "it has just started";
    signs.synchronised = true;
    signs.unwritable = signs.path_down = true;
    EXPECT_THAT(faults(calm(), signs), ElementsAre(BoxFault::DiskFull, BoxFault::PathDown));
}

}  // namespace
}  // namespace anju::alarm
