// SPDX-License-Identifier: Apache-2.0
// Where a photo stands in its place, so that what it was taken for is seen beside the words on it. Pure.
#pragma once

#include "screens/paint/canvas.hpp"

namespace anju::paint {

struct Framing {
    Box clear;       // of the place, what no words and no notice cover
    int filled = 0;  // rows from the top that a picture as wide as the place must reach: below, words hide it
};

// The whole photo as it stands in a place `wide`, both in pixels; what sticks out is not seen. It fills the place, and
// its middle (of a tall one the upper third, where heads are) is in the middle of what is clear, or lower: no head is cut.
Box frame(int width, int height, int wide, const Framing& framing);

}  // namespace anju::paint
