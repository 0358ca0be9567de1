// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/paint_meter.hpp"

#include <gtest/gtest.h>

namespace anju::app {
namespace {

using namespace std::chrono_literals;

TEST(PaintMeter, HasSeenNothingAtFirst) {
    const PaintMeter meter;
    EXPECT_EQ(meter.pictures(), 0);
    EXPECT_EQ(meter.mean(), 0us);
    EXPECT_EQ(meter.worst(), 0us);
    EXPECT_EQ(meter.per_second(), 0);
}

TEST(PaintMeter, SaysMeanAndWorstOfTheLastPictures) {
    PaintMeter meter;
    PaintMeter::Moment now{};
    meter.add(now, now + 900ms, false);  // the first is long ago
    for (int i = 0; i < 120; ++i) {
        now += 1min;
        meter.add(now, now + (i % 2 == 0 ? 1ms : 3ms), false);
    }
    EXPECT_EQ(meter.pictures(), 121);
    EXPECT_EQ(meter.mean(), 2ms);
    EXPECT_EQ(meter.worst(), 3ms);
}

TEST(PaintMeter, CountsPicturesASecondOfAMovementOnly) {
    PaintMeter meter;
    PaintMeter::Moment now{};
    for (int i = 0; i < 5; ++i) {  // the minute's pictures are no movement
        meter.add(now, now + 1ms, false);
        now += 1min;
    }
    EXPECT_EQ(meter.per_second(), 0);
    for (int i = 0; i < 11; ++i) {
        meter.add(now, now + 1ms, i > 0);
        now += 20ms;
    }
    EXPECT_EQ(meter.per_second(), 50);
    now += 1h;
    meter.add(now, now + 1ms, false);
    EXPECT_EQ(meter.per_second(), 50) << "the last movement stays";
    for (int i = 0; i < 20; ++i) {
        meter.add(now, now + 1ms, false);
        now += 4ms;
    }
    EXPECT_EQ(meter.per_second(), 50) << "keys that follow each other fast are none";
}

}  // namespace
}  // namespace anju::app
