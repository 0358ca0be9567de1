// SPDX-License-Identifier: Apache-2.0
// The screens of visits as the design shows them (mockup numbers in the names), made by hand.
#pragma once

#include "tests/paint/sample_scenes.hpp"

namespace anju::paint::samples {

screens::Scene family(int people, model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard);
screens::Scene ringing(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard, const std::string& name = {});
screens::Scene auto_answer(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard, const std::string& seconds = "12");
screens::Scene calling(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard, const std::string& seconds = "31");
screens::Scene call(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard);
screens::Scene call_weak(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard);
screens::Scene call_no_picture(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard);
screens::Scene recording(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard, const std::string& seconds = "42");
screens::Scene ended(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard);
screens::Scene missed(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard);
screens::Scene question(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard);
screens::Scene guest_code(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard);
screens::Scene visit_log(model::Language language = model::Language::Chinese, model::TextSize size = model::TextSize::Standard);

// All of them, in both languages and the three sizes.
std::vector<Sample> visits();

}  // namespace anju::paint::samples
