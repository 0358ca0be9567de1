// SPDX-License-Identifier: Apache-2.0
// The icons of art/icons, by file name, drawn crisp at the size asked for.
#pragma once

#include <string_view>

#include "screens/paint/outline.hpp"

namespace anju::paint {

// Empty where there is no such icon.
std::string_view icon_path(std::string_view name);

Coverage draw_icon(std::string_view name, int size);

}  // namespace anju::paint
