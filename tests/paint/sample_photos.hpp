// SPDX-License-Identifier: Apache-2.0
// The demo pictures as JPEG files in memory, by the names that the sample scenes use.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace anju::paint::samples {

std::optional<std::vector<std::uint8_t>> photo_file(const std::string& name);

}  // namespace anju::paint::samples
