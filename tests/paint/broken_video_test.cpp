// SPDX-License-Identifier: Apache-2.0
// This program has moving pictures, or a comparison of lists, with one mistake (see CMakeLists.txt).
#include <gtest/gtest.h>

#include "tests/paint/moving.hpp"

namespace anju::paint::testing {
namespace {

TEST(BrokenVideo, IsSeenToDifferFromAFullRedraw) { EXPECT_GT(compare_moving(60, 3, 360).different, 0); }

}  // namespace
}  // namespace anju::paint::testing
