// SPDX-License-Identifier: Apache-2.0
// The demo pictures as JPEG files in memory, by the names that the sample scenes use.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "media/frame.hpp"

namespace anju::paint::samples {

std::optional<std::vector<std::uint8_t>> photo_file(const std::string& name);

// A photo of colours 0xRRGGBB.
std::vector<std::uint8_t> jpeg(int width, int height, const std::function<std::uint32_t(int x, int y)>& colour);

// A drawing as a camera would give it; one that is not there is white.
std::unique_ptr<media::Frame> moving(const std::string& drawing);

}  // namespace anju::paint::samples
