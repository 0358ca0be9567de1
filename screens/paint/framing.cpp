// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/framing.hpp"

#include <algorithm>
#include <cmath>

namespace anju::paint {

namespace {

// Which height of a photo is its middle to the eye: 0.36 of one from a phone held upright, a half of a wide one.
double middle(double width, double height) { return std::clamp(0.36 + (width / height - 0.75) * 0.28, 0.36, 0.5); }

int whole(double value) { return static_cast<int>(std::lround(value)); }

}  // namespace

Box frame(int width, int height, int wide, const Framing& framing) {
    const double w = width, h = height;
    const Box& clear = framing.clear;
    const double fills = std::max(wide / w, framing.filled / h);
    // What a notice covers does not count: a photo must not shrink because one comes.
    const double lost = 1 - (clear.y + clear.h) / (h * fills), lost_width = 1 - wide / (w * fills);
    if (lost > framing.most_lost || lost_width > framing.most_lost_width) {
        const double fits = std::min(clear.w / w, clear.h / h);
        const int shown = std::max(1, whole(w * fits)), high = std::max(1, whole(h * fits));
        return {clear.x + (clear.w - shown) / 2, clear.y + (clear.h - high) / 2, shown, high};
    }
    const int shown = whole(w * fills), high = whole(h * fills);
    const double top = clear.y + clear.h / 2.0 - middle(w, h) * high;
    return {(wide - shown) / 2, std::clamp(whole(top), std::min(0, framing.filled - high), 0), shown, high};
}

}  // namespace anju::paint
