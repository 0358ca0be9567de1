// SPDX-License-Identifier: Apache-2.0
// What the screens of visits share: a person large, a sentence with its icon, a bar that shrinks, the red frame.
#pragma once

#include "screens/paint/layout/layout.hpp"

namespace anju::paint::layout {

// The colours of what takes over the screen (design language, section 2).
struct Mood {
    Fill neutral, accept;  // buttons
    Colour words, icons;   // second words, and the icons beside them
    Colour track;          // of a bar
    Colour good, good_icon;
};
const Mood& mood(screens::Form form);
Fill ground(const Scene& scene);

// The first face of the scene, filling the place; a drawn head where there is no photo.
void portrait(Stage& stage, const Scene& scene, const Rect& place, int radius = theme::kPortraitRadius, int edge = 6);

// A name as large as the place allows: one line, a smaller one, two lines. Returns the height taken.
double big_name(Stage& stage, const std::string& name, double x, double y, double width, int largest, double line_share = 1.13);

struct LineLook {
    theme::Sizes size = theme::kLine;
    int icon = 48, gap = 20;
    Colour words = theme::kText2, icons = theme::kText3;
    Weight weight = Weight::Regular;
    int most = 2;  // lines
};
// Returns the height taken; nothing is drawn of what does not fit whole.
double line(Stage& stage, const std::string& name, const screens::Line& line, double x, double y, double width, const LineLook& look);
LineLook line_look(const Mood& mood);

void bar(Stage& stage, const std::string& name, const Rect& place, double left, Colour track);

// Icon and word, coloured where the item has a kind, of the mood's neutral else.
void big_choice(Stage& stage, const Item& item, const Rect& place, const Mood& mood, const theme::Sizes& size, int icon);

// Words with the figures in them in another style, on one line. Returns the width.
double figured(Stage& stage, const std::string& words, double x, double top, double height, const Style& style, const Style& figures);

// A plate on a picture: icon and words, as wide as they are. Returns its width.
struct Chip {
    std::string icon, text;
    Colour fill = with_opacity(theme::kShade, 90), edge = 0, icons = theme::kWarm;
    int edge_width = 0;
    Weight weight = Weight::Regular;
};
double chip_width(Stage& stage, const Chip& chip);
double chip_height(const Stage& stage);
double chip(Stage& stage, const std::string& name, const Chip& chip, double x, double y);

// The red frame: only while camera or microphone is on. With its words at the upper right; returns where they begin.
void live_frame(Stage& stage, const Scene& scene);
double live(Stage& stage, const Scene& scene);

}  // namespace anju::paint::layout
