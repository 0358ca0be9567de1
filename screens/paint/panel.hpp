// SPDX-License-Identifier: Apache-2.0
// Pictures that are made of curves or widgets: Dear ImGui draws them into a sprite, when their content changes.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "screens/paint/fonts.hpp"
#include "screens/paint/sprites.hpp"
#include "screens/paint/theme.hpp"

namespace anju::paint {

// One line or two over the person's own range. The words around it are the stage's.
struct Chart {
    struct Line {
        Colour colour = theme::kGood;
        double usual_low = 0, usual_high = 0;  // the band; equal: none
        std::vector<double> values;            // oldest first
    };
    double low = 0, high = 1;       // of the picture
    std::vector<double> rules;      // values that get a thin line
    std::vector<Line> lines;
};

Sprite draw_chart(const Chart& chart, int width, int height, double scale);

// For the technician: what the box knows about itself. Drawn onto nothing: the plate under it is the stage's.
struct Diagnostics {
    std::vector<std::pair<std::string, std::string>> rows;  // share the height; either these
    std::string title, value;                               // or a history: above it,
    std::vector<int> history;                               // its bars, 0 to 100, oldest first; negative: not known,
    std::pair<std::string, std::string> ends;               // and under the first bar and the last
    int size = 42;                                          // of the letters, design pixels
    int strong = 42;                                        // of the values
    double column = 200;                                    // width of the rows' names, likewise
};

// `words` and `values`: fonts with Chinese letters.
Sprite draw_diagnostics(const Diagnostics& content, const FontFile& words, const FontFile& values, int width, int height, double scale);

inline constexpr int kPanelPadX = 40, kPanelPadY = 24;

}  // namespace anju::paint
