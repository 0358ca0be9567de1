// SPDX-License-Identifier: Apache-2.0
// Moving pictures are sent small: a JPEG of a part of the picture.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "screens/paint/canvas.hpp"

namespace anju::mirror {

// Behind the first `before` bytes, which stay free. Only those when the picture has no such box.
std::vector<std::uint8_t> encode_jpeg(const paint::Pixels& picture, const paint::Box& box, int quality, std::size_t before);

}  // namespace anju::mirror
