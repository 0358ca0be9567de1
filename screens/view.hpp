// SPDX-License-Identifier: Apache-2.0
// The screen that a state shows.
#pragma once

#include "screens/scene.hpp"

namespace anju::screens {

Scene view(const model::State& state);

}  // namespace anju::screens
