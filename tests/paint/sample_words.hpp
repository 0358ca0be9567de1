// SPDX-License-Identifier: Apache-2.0
// Words, keys and the face that the samples share.
#pragma once

#include <string>
#include <utility>

#include "screens/scene.hpp"

namespace anju::paint::samples {

inline bool english(model::Language language) { return language == model::Language::English; }
inline std::string pick(model::Language language, const char* chinese, const char* other) { return english(language) ? other : chinese; }

inline screens::Face daughter(model::Language l = model::Language::Chinese) { return {"daughter", pick(l, "小芳", "Xiaofang"), true}; }

inline screens::Shortcut ok(model::Language l, std::string label) { return {{keys::Key::Ok}, pick(l, "确定", "OK"), std::move(label), {}}; }
inline screens::Shortcut back(model::Language l, std::string label) {
    return {{keys::Key::Back}, pick(l, "返回", "Back"), std::move(label), model::GoBack{}};
}

}  // namespace anju::paint::samples
