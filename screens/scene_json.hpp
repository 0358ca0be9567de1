// SPDX-License-Identifier: Apache-2.0
// A Scene as the JSON that scripts, tests and the mirror read (docs/operating.md).
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "screens/scene.hpp"

namespace anju::screens {

using ItemBoxes = std::map<std::string, std::array<int, 4>>;  // item id → x, y, width, height

// said: the sentence said last; empty: what this scene would say.
std::string scene_json(const Scene& scene, const ItemBoxes& boxes, std::string_view said = {});

}  // namespace anju::screens
