// SPDX-License-Identifier: Apache-2.0
// A Scene as the JSON that scripts, tests and the mirror read (docs/operating.md).
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "screens/scene.hpp"

namespace anju::screens {

using ItemBoxes = std::map<std::string, std::array<int, 4>>;  // item id → x, y, width, height

using Pictures = std::map<VideoArea::Which, std::uint64_t>;      // how many were painted since it stands there

// said: the sentence said last; empty: what this scene would say.
std::string scene_json(const Scene& scene, const ItemBoxes& boxes, std::string_view said = {}, const Pictures& pictures = {});

}  // namespace anju::screens
