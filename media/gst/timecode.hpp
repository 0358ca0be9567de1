// SPDX-License-Identifier: Apache-2.0
// A time burned into the top rows of a test picture, readable after any codec and scaling: 32 cells side by side, white 1,
// black 0, most significant first: 24 bits of milliseconds (wall clock, modulo 2^24), 8 bits of check. Pure.
#pragma once

#include <cstdint>
#include <optional>

namespace anju::gst {

inline constexpr std::uint32_t kTimecodeWraps = 1u << 24;  // ms: 4 h 39 min

struct Luma {
    std::uint8_t* data = nullptr;
    int stride = 0, width = 0, height = 0;
};
// The code is a sixteenth of the picture high. `chroma`: planes of half the size that are made grey below it, or null.
void write_timecode(Luma picture, std::uint8_t* chroma_u, std::uint8_t* chroma_v, int chroma_stride, std::uint32_t ms);
// Nothing: no code, or the check is wrong.
std::optional<std::uint32_t> read_timecode(const std::uint8_t* luma, int stride, int width, int height);

}  // namespace anju::gst
