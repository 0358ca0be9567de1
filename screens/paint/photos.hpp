// SPDX-License-Identifier: Apache-2.0
// JPEG files to pictures of just the size wanted. Nothing broken gets out: it yields no picture.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "screens/paint/sprites.hpp"

namespace anju::paint {

struct Dark {  // the scrim that words on a photo stand on: from nothing at `from` to full at `to`
    int from = 0, to = 0;
    std::uint32_t colour = 0;  // 0xAARRGGBB at its darkest; 0: none
};

// Fills width × height. Too tall a photo loses more of its foot than of its head; one that would lose
// more than `most_lost` of its height stands whole on the ground colour instead.
std::optional<Sprite> picture(std::span<const std::uint8_t> jpeg, int width, int height, double most_lost, std::uint32_t ground);

void darken(Sprite& sprite, const Dark& dark);

// A friendly head for who has no photo.
Sprite drawn_head(int size);

}  // namespace anju::paint
