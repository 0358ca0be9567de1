// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/icons.hpp"

#include <algorithm>
#include <array>

namespace anju::paint {

namespace {

struct Icon {
    std::string_view name, path;
};

constexpr Icon kIcons[] = {
#include "icon_paths.inc"
};

}  // namespace

std::string_view icon_path(std::string_view name) {
    const auto* found = std::find_if(std::begin(kIcons), std::end(kIcons), [&](const Icon& icon) { return icon.name == name; });
    return found == std::end(kIcons) ? std::string_view{} : found->path;
}

Coverage draw_icon(std::string_view name, int size) {
    return draw_path(icon_path(name), {0, -960, 960, 960}, size, size);  // the symbols' own frame
}

}  // namespace anju::paint
