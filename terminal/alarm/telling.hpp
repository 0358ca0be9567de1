// SPDX-License-Identifier: Apache-2.0
// What the TV is told, and what the guard says itself where the TV does not show it. Pure.
#pragma once

#include "terminal/alarm/machine.hpp"

namespace anju::alarm {

void tell(State& state, const Now& now, std::vector<Effect>& effects);
void say_what_is_due(State& state, const Now& now, std::vector<Effect>& effects);

}  // namespace anju::alarm
