// SPDX-License-Identifier: Apache-2.0
// Cuts a stream of bytes into the key events of the kernel's 24-byte struct input_event. Pure.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "remote-input/keymap.hpp"
#include "remote-input/repeat.hpp"

namespace anju::keys {

struct KeyEvent {
    std::chrono::microseconds
        stamp{};  // of the device's clock; whatever the writer of a FIFO put there
    Code code = 0;
    Edge edge{};
    bool operator==(const KeyEvent&) const = default;
};

class EventReader {
  public:
    // Other types of events and values out of range are left out.
    std::vector<KeyEvent> feed(std::span<const std::byte> bytes);
    // A new writer begins at a new event, wherever the last one broke off.
    void forget() { filled_ = 0; }

    static constexpr std::size_t kSize = 24;  // 64-bit kernels: two 8-byte times, type, code, value

  private:
    std::array<std::byte, kSize> part_{};
    std::size_t filled_ = 0;
};

}  // namespace anju::keys
