// SPDX-License-Identifier: Apache-2.0
// This program has a comparison of lists with one mistake in it (see CMakeLists.txt).
#include <gtest/gtest.h>

#include "tests/paint/moves.hpp"

namespace anju::paint::testing {
namespace {

TEST(BrokenDirtyPaint, IsSeenToDifferFromAFullRedraw) {
    const auto count = compare(120, 1, 360);
    EXPECT_GT(count.different, 0);
}

}  // namespace
}  // namespace anju::paint::testing
