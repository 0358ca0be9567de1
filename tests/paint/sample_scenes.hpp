// SPDX-License-Identifier: Apache-2.0
// Scenes as the design shows them (mockup numbers in the names), made by hand.
#pragma once

#include <string>
#include <vector>

#include "screens/scene.hpp"

namespace anju::paint::samples {

struct Sample {
    std::string name;
    screens::Scene scene;
};

screens::Scene pairing();
screens::Scene home(int tiles, model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard, bool offline = false);
screens::Scene home_empty(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard);
screens::Scene home_letter(model::TextSize size = model::TextSize::Standard);
screens::Scene photo(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard, const std::string& name = "park");
screens::Scene words(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard);
screens::Scene messages(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard);
screens::Scene settings(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard);
screens::Scene about(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard);
screens::Scene gauges(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard);
screens::Scene empty(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard);
screens::Scene night(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard);

// The same with pictures in the words of its messages.
screens::Scene with_emoji(screens::Scene scene, const std::string& words = "妈妈❤️生日快乐🎂🎉，晚上回来吃饭😘");

// All of them, in both languages and the three sizes where that makes a difference.
std::vector<Sample> all();

}  // namespace anju::paint::samples
