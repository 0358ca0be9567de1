// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/paint/moves.hpp"
#include "tests/paint/moving.hpp"

namespace anju::paint::testing {
namespace {

TEST(DirtyPaint, EqualsAFullRedrawBitByBitOverHundredsOfPictures) {
    const auto count = compare(120, 1, 360);
    EXPECT_GT(count.pictures, 500);
    EXPECT_EQ(count.different, 0);
}

TEST(DirtyPaint, EqualsAFullRedrawAtFullSize) {
    const auto count = compare(14, 2, 1080);
    EXPECT_GT(count.pictures, 40);
    EXPECT_EQ(count.different, 0);
}

TEST(DirtyPaint, EqualsAFullRedrawWithMovingPicturesUnderTheWords) {
    const auto count = compare_moving(300, 3, 360);
    EXPECT_EQ(count.pictures, 300);
    EXPECT_EQ(count.different, 0);
}

TEST(DirtyPaint, EqualsAFullRedrawWithMovingPicturesAtFullSize) {
    EXPECT_EQ(compare_moving(16, 4, 1080).different, 0);
}

}  // namespace
}  // namespace anju::paint::testing
