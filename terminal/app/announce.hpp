// SPDX-License-Identifier: Apache-2.0
// What is spoken when: a new screen's title and focus, then the label of what gets focus, then what
// changed by itself. Pure.
#pragma once

#include <optional>
#include <string>

#include "screens/scene.hpp"

namespace anju::app {

// The sentence that the step from one scene to the next is worth, if any. before: null at start.
std::optional<std::string> announcement(const screens::Scene* before, const screens::Scene& after);

// Asked for, or a countdown that nobody may miss: spoken also where only chimes are wanted, but never when muted.
model::Settings aloud(model::Settings settings);
// As this scene is spoken.
model::Settings voice_of(const screens::Scene& scene, const model::Settings& settings);

// Loudness of speech and of chimes in percent, from what the person chose; nothing: it stays silent.
std::optional<int> speech_volume(const model::Settings& settings);
std::optional<int> chime_volume(const model::Settings& settings);
// Of a box that is looked for: as usual or louder, whatever was chosen.
std::optional<int> finding_volume(const model::Settings& settings);

}  // namespace anju::app
