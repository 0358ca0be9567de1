// SPDX-License-Identifier: Apache-2.0
// Can it be read? Checks a Canvas after painting: sizes, safe area, overlap, clipping, contrast of the pixels.
#pragma once

#include <string>
#include <vector>

#include "screens/paint/canvas.hpp"

namespace anju::testing {

struct Reading {
    bool night = false;          // a night screen may go down to 4.5 : 1
    double least_contrast = 7;   // WCAG 2, of the text's colour against the pixels above and below its letters
    double least_at_night = 4.5;
    int least_size = 36;         // design pixels
};

// One sentence a fault; empty: all of it can be read.
std::vector<std::string> illegible(const anju::paint::Canvas& canvas, anju::paint::Pixels pixels, const Reading& reading = {});

}  // namespace anju::testing
