// SPDX-License-Identifier: Apache-2.0
// What one run of presses is now, and what a key may do to it. Pure.
#pragma once

#include "terminal/alarm/machine.hpp"

namespace anju::alarm {

// It has a press that the platform has not answered for.
bool unheard(const Run& run);
// Never more than the platform has said of this run. Lost is the machine's to add, and that it may be out of date.
Shows phase(const Run& run);
// A press counts with it.
bool takes_press(const Run& run, Moment now);
// 返回 takes back until then; nothing: it takes nothing back.
std::optional<Moment> take_back_until(const Run& run);

}  // namespace anju::alarm
