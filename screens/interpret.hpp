// SPDX-License-Identifier: Apache-2.0
// What a key means on a screen: a shortcut, OK on the focused item, a move of the focus, Back. Pure.
#pragma once

#include <optional>

#include "remote-input/key.hpp"
#include "screens/scene.hpp"

namespace anju::screens {

std::optional<model::Intent> interpret(const Scene& scene, keys::KeyPress press);

}  // namespace anju::screens
