// SPDX-License-Identifier: Apache-2.0
// A line of text as a sprite: coverage alone, or in colours where pictures stand among the letters.
#pragma once

#include <string>
#include <string_view>

#include "screens/paint/fonts.hpp"
#include "screens/paint/sprites.hpp"
#include "screens/paint/theme.hpp"

namespace anju::paint {

struct Ink {
    Colour letters = theme::kText;
    Colour tint = theme::kWhite;  // what pictures shine through; the opacity of the letters is theirs, too
};

Sprite bake_text(std::u32string_view line, Fonts& fonts, Weight weight, double size, const Ink& ink);
// What of the ink is in the sprite's pixels, for its name: nothing where it is coverage alone.
std::string baked_with(std::u32string_view line, const Ink& ink);
// The line in UTF-8, its pictures as they were written.
std::string spell(std::u32string_view line, Fonts& fonts);

}  // namespace anju::paint
