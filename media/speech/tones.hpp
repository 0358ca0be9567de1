// SPDX-License-Identifier: Apache-2.0
// The chimes as samples. All their energy lies in 500-1000 Hz, which an ear that lost the high
// tones still hears. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "media/speech/speaker.hpp"

namespace anju::speech {

inline constexpr int kSamplesPerSecond = 48000;

// Mono. The ear hears in ratios: the amplitude goes with the square of the percent.
std::vector<std::int16_t> samples(Chime chime, int volume_percent);

}  // namespace anju::speech
