// SPDX-License-Identifier: Apache-2.0
// Paints a display list inside a box. One path for the whole picture and for a part of it, so both are equal.
#pragma once

#include <unordered_map>
#include <vector>

#include "screens/paint/item.hpp"
#include "screens/paint/sprites.hpp"
#include "screens/paint/video.hpp"

namespace anju::paint {

// Coverage of the upper left corner of a rounded rectangle, radius × radius.
const std::vector<std::uint8_t>& corner(int radius);

void paint(Pixels target, const Box& clip, const List& list, Sprites& sprites, Videos& videos);

}  // namespace anju::paint
