// SPDX-License-Identifier: Apache-2.0
// Long words cut into pages: text never shrinks and never scrolls.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace anju::screens {

// Pages of at most `room` characters' width, cut after 。！？, else after ，、, else anywhere between
// characters (a letter with its marks, a picture with all its parts, are one). Joined they are the text again, but for spaces and line ends at the cuts.
std::vector<std::string> pages_of(std::string_view text, double room);

}  // namespace anju::screens
