// SPDX-License-Identifier: Apache-2.0
// A random call: frames, self views, words, notices and screens that come at any moment; painted twice.
#pragma once

#include "tests/paint/moves.hpp"

namespace anju::paint::testing {

Count compare_moving(int events, unsigned seed, int height);

}  // namespace anju::paint::testing
