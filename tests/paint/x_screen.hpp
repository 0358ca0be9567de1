// SPDX-License-Identifier: Apache-2.0
// An X server without a display, and what a window shows on it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/speech/process.hpp"

struct SDL_Window;

namespace anju::paint::testing {

// Large enough for a 4K window; $DISPLAY leads to it while it lives. Nothing to do where
// SDL_VIDEODRIVER names a display that is here (offscreen, on a machine with a GPU).
class XScreen {
  public:
    XScreen();
    ~XScreen();
    XScreen(const XScreen&) = delete;
    XScreen& operator=(const XScreen&) = delete;
    bool works() const { return works_; }

  private:
    std::unique_ptr<speech::Process> server_;
    int output_ = -1;
    bool works_ = false;
};

// 0x00RRGGBB, as it stands on the display (the back buffer where there is no X); empty: it cannot be read.
std::vector<std::uint32_t> shown(SDL_Window* window, int width, int height);

}  // namespace anju::paint::testing
