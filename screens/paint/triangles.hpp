// SPDX-License-Identifier: Apache-2.0
// Dear ImGui's triangles on the CPU: colour between the corners, coverage from its atlas.
#pragma once

#include "screens/paint/sprites.hpp"

struct ImDrawData;

namespace anju::paint {

struct Atlas {
    const std::uint8_t* coverage = nullptr;
    int width = 0, height = 0;
};

// Onto nothing: what comes out is premultiplied.
Sprite rasterise(const ImDrawData& data, const Atlas& atlas, int width, int height);

}  // namespace anju::paint
