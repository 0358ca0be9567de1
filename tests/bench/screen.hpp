// SPDX-License-Identifier: Apache-2.0
// The X screen as a stopwatch sees it: pixels, keys, frames.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace anju::bench {

struct Area {
    int x = 0, y = 0, w = 1, h = 1;
};

class Screen {
  public:
    Screen();  // of $DISPLAY; throws std::runtime_error when it cannot be opened
    ~Screen();
    std::vector<std::uint32_t> pixels(Area area);  // 0xRRGGBB, at most 64×64
    void tap(const std::string& key);              // an X keysym name: "Left"
    // Frames shown since the last call: bursts of damage at least 4 ms apart.
    int frames();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace anju::bench
