// SPDX-License-Identifier: Apache-2.0
#include "screens/scene.hpp"

#include <algorithm>

namespace anju::screens {

const Item* focused(const Scene& scene) {
    const auto found = std::ranges::find(scene.items, scene.focus, &Item::id);
    return found == scene.items.end() ? nullptr : &*found;
}

}  // namespace anju::screens
