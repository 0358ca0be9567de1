// SPDX-License-Identifier: Apache-2.0
// Pictures that are made of curves or widgets: Dear ImGui draws them into a sprite, when their content changes.
#pragma once

#include <string>
#include <utility>
#include <vector>

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

// For the technician: what the box knows about itself.
struct Diagnostics {
    std::string title;
    std::vector<std::pair<std::string, std::string>> rows;
    std::string history_title;
    std::vector<float> history;
};

// `font`: a font file with Chinese letters.
Sprite draw_diagnostics(const Diagnostics& content, const std::string& font, int width, int height, double scale);

}  // namespace anju::paint
