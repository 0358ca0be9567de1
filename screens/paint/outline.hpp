// SPDX-License-Identifier: Apache-2.0
// Draws SVG path data as 8-bit coverage, at any size, without hinting.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace anju::paint {

struct Coverage {
    int width = 0, height = 0;
    std::vector<std::uint8_t> data;  // rows without padding
};

// Where the picture's pixels lie in the path's own coordinates.
struct ViewBox {
    double x = 0, y = 0, width = 0, height = 0;
};

// Knows M L H V C Q T S Z and their small forms, which is all that our art uses; stops at what it cannot read.
Coverage draw_path(std::string_view data, const ViewBox& view, int width, int height);

}  // namespace anju::paint
