// SPDX-License-Identifier: Apache-2.0
// What the machine's files ask of its state.
#pragma once

#include "terminal/alarm/machine.hpp"

namespace anju::alarm {

// What is over may leave the screen once somebody will still deliver it.
inline bool may_go(const State& state) { return delivered(*state.kept.run) || state.kept.older.size() < kMostOlder; }

// There is a platform to be told what is written down; or a disk that may have come back.
inline bool tries(const State& state) { return state.memory || (state.box && state.written >= state.needed); }

}  // namespace anju::alarm
