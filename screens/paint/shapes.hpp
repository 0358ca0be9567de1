// SPDX-License-Identifier: Apache-2.0
// Baked shapes: the soft shadow, and the focus ring with its glow, both to be sliced.
#pragma once

#include "screens/paint/sprites.hpp"

namespace anju::paint {

// How far the shadow's picture reaches beyond its plate.
int shadow_reach(double scale);
Sprite shadow(int radius, double scale);

// How far the glow reaches beyond the ring's outer edge.
int glow_reach(double scale);
Sprite ring(int outer_radius, double scale);

}  // namespace anju::paint
