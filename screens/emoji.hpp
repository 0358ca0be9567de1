// SPDX-License-Identifier: Apache-2.0
// Which characters of a text are pictures (emoji), by Unicode's properties, and what is said of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace anju::screens {

// What a reader takes for one character: a letter with its marks, a family of seven code points.
struct Cluster {
    std::string_view text;  // UTF-8, of the text given
    bool picture = false;
};

// All of the text, in order; bytes that are no UTF-8 stay, each in a cluster.
std::vector<Cluster> clusters(std::string_view utf8);

// Emoji presentation by itself or by a selector (U+FE0F), a skin tone, a joiner, a keycap, a flag; U+FE0E: a letter.
bool is_picture(std::string_view cluster);

// False is certain and cheap; true: look at the clusters.
bool may_hold_pictures(std::string_view utf8);

// There is a picture, and beside pictures only what cannot be seen.
bool only_pictures(std::string_view utf8);

// For a voice that knows the names of pictures: of a run of them each once and at most three, without skin tones.
std::string for_the_ear(std::string_view utf8);

}  // namespace anju::screens
