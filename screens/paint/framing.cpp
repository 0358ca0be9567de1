// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/framing.hpp"

#include <algorithm>
#include <cmath>

namespace anju::paint {

namespace {

// Which height of a photo is its middle to the eye: 0.36 of one from a phone held upright, a half of a wide one.
double middle(double width, double height) { return std::clamp(0.36 + (width / height - 0.75) * 0.28, 0.36, 0.5); }

// What of its height may be hidden above: there is sky, and below it are the heads, more of them in a wide one. Where
// little is `clear`, more of it: else the words would hide the middle.
double sky(double width, double height, double clear) {
    return std::max(std::clamp(0.26 - (width / height - 0.75) * 0.17, 0.16, 0.26), middle(width, height) + 0.04 - clear);
}

int whole(double value) { return static_cast<int>(std::lround(value)); }

}  // namespace

Box frame(int width, int height, int wide, const Framing& framing) {
    const double w = width, h = height;
    const Box& clear = framing.clear;
    const double fills = std::max(wide / w, framing.filled / h);
    const int shown = whole(w * fills), high = whole(h * fills);
    const double top = std::max(clear.y + clear.h / 2.0 - middle(w, h) * high, clear.y - sky(w, h, 1.0 * clear.h / high) * high);
    return {(wide - shown) / 2, std::clamp(whole(top), std::min(0, framing.filled - high), 0), shown, high};
}

}  // namespace anju::paint
