// SPDX-License-Identifier: Apache-2.0
// A short film: what a message with moving pictures carries.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace anju::contract {

// At most 60 s.
struct Clip {
    std::string id;
    std::chrono::milliseconds length{};
    int width = 0, height = 0;
    std::string type;  // "video/mp4" or "video/webm"
    bool operator==(const Clip&) const = default;
};
inline constexpr std::chrono::seconds kMaxClip{60};
inline constexpr std::size_t kMaxClipBytes = 40 * 1024 * 1024;

}  // namespace anju::contract
