// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/box.hpp"

#include "terminal/alarm/small_file.hpp"

namespace anju::alarm {

contract::Result<void> keep_box(const std::filesystem::path& path, const Box& box) { return keep_text(path, to_text(box)); }

contract::Result<void> forget_box(const std::filesystem::path& path) { return forget_file(path); }

std::optional<Box> kept_box(const std::filesystem::path& path) {
    const auto text = text_of(path);
    return text ? box_from(*text) : std::nullopt;
}

}  // namespace anju::alarm
