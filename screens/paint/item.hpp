// SPDX-License-Identifier: Apache-2.0
// One thing of the display list: plain bytes, compared with memcmp from picture to picture.
#pragma once

#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

#include "screens/paint/canvas.hpp"

namespace anju::paint {

enum class ItemKind : std::uint8_t {
    Copy,   // the background: an opaque, dithered vertical gradient
    Over,   // a premultiplied sprite; sliced: corners and stretched edges, nothing inside
    Mask,   // an 8-bit sprite in one colour: text, icons, shadows (sliced)
    Plate,  // a rounded rectangle: gradient or picture, and an edge
    Video,  // a moving picture with round corners, scaled row by row; its revision is another with every frame
    Scrim,  // a veil with round corners: one factor a row, from colour0 at gradient_top to colour1 at gradient_bottom
    Hole,   // where a presenter shows a moving picture from below: transparent, with round corners
};

struct Item {
    std::uint64_t id = 0;
    std::int16_t x = 0, y = 0, w = 0, h = 0;
    std::uint32_t colour0 = 0, colour1 = 0;               // 0xAARRGGBB
    std::int16_t gradient_top = 0, gradient_bottom = 0;   // in the picture, so growing moves no colour
    std::int16_t sprite_x = 0, sprite_y = 0;              // place in the sprite of the item's corner
    std::uint32_t sprite = 0;
    std::uint32_t revision = 0;                           // of the sprite's pixels
    std::uint32_t edge = 0;                               // colour of the edge
    ItemKind kind = ItemKind::Copy;
    std::uint8_t z = 0;
    std::uint8_t alpha = 255;
    std::uint8_t edge_width = 0;
    std::int16_t radius = 0;
    std::int16_t slice = 0;   // > 0: size of the sprite's corners
    std::int16_t frame = 0;   // > 0: farther than this from its border, the item does not depend on its size
    std::int16_t mirrored = 0;  // of a Video
};
static_assert(sizeof(Item) == 56 && std::has_unique_object_representations_v<Item>);

inline Box box(const Item& item) { return {item.x, item.y, item.w, item.h}; }
bool same(const Item& a, const Item& b);

// Sorted by z, then id.
using List = std::vector<Item>;
void sort(List& list);

std::uint64_t name_id(std::string_view name, std::uint64_t seed = 0xcbf29ce484222325u);

}  // namespace anju::paint
