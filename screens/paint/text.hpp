// SPDX-License-Identifier: Apache-2.0
// From UTF-8 to lines: hostile characters dropped, breaks where a reader of Chinese expects them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "screens/paint/fonts.hpp"

namespace anju::paint {

// Valid, visible characters only: no controls, no bidi marks, no selectors, nothing the fonts lack
// unless it is a letter (a box then stands for it); a picture is one character (emoji_font.hpp). At most 600 characters.
enum class LineEnds { AreSpaces, Stay };
std::u32string clean(std::string_view utf8, Fonts& fonts, Weight weight, LineEnds ends = LineEnds::AreSpaces);
std::string to_utf8(std::u32string_view text);

struct Wrapped {
    std::vector<std::u32string> lines;
    bool clipped = false;  // there was more than `most_lines` could hold
    bool torn = false;     // a word had to be broken where no reader would break it
};

// Never one character alone on a line, never a number apart from its unit, never inside a word or a name
// that fits; after 、，。： rather than elsewhere; lines of about the same length. A line end in the text stays.
Wrapped wrap(std::u32string text, Fonts& fonts, Weight weight, double size, double width, int most_lines);

}  // namespace anju::paint
