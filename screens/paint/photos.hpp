// SPDX-License-Identifier: Apache-2.0
// JPEG files to pictures of just the size wanted. Nothing broken gets out: it yields no picture.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "screens/paint/framing.hpp"
#include "screens/paint/sprites.hpp"

namespace anju::paint {

struct Dark {  // the scrim that words on a photo stand on: from nothing at `from`, softly, to full at `to`
    int from = 0, to = 0;
    std::uint32_t colour = 0;  // 0xAARRGGBB at its darkest; 0: none
};

// Width × height of a photo as it is framed and darkened, the ground colour where it does not reach.
std::optional<Sprite> picture(std::span<const std::uint8_t> jpeg, int width, int height, const Framing& framing, const Dark& dark, std::uint32_t ground);
// The whole place filled, and no words on it.
std::optional<Sprite> picture(std::span<const std::uint8_t> jpeg, int width, int height);

// A friendly head for who has no photo.
Sprite drawn_head(int size);

}  // namespace anju::paint
