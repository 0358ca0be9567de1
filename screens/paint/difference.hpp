// SPDX-License-Identifier: Apache-2.0
// Where two display lists look different.
#pragma once

#include "screens/paint/item.hpp"

namespace anju::paint {

// Boxes that do not overlap, inside 0,0 width×height.
std::vector<Box> difference(const List& before, const List& after, int width, int height);

}  // namespace anju::paint
