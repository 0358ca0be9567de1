// SPDX-License-Identifier: Apache-2.0
// Where the TV is shown and what the main loop sleeps on: a window, or nothing but memory.
// Main thread only, but wake().
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "remote-input/key.hpp"
#include "screens/paint/presenter.hpp"

namespace anju::app {

// What a sleep ended with, besides the mailbox.
struct Woken {
    std::vector<keys::KeyPress> presses;  // of a desktop's keyboard
    bool refitted = false;  // the window changed: pixels() are new and empty
    bool closed = false;    // the person closed the window
};

class Stage {
  public:
    using Moment = std::chrono::steady_clock::time_point;
    virtual ~Stage() = default;
    virtual paint::Presenter& presenter() = 0;
    // Sleeps until then (nothing: for ever), a wake() or something of the window's.
    virtual Woken wait(std::optional<Moment> until) = 0;
    virtual void wake() = 0;  // any thread
};

// No SDL: its drivers without a display poll every millisecond.
std::unique_ptr<Stage> make_headless_stage(int width, int height);

struct WindowOptions {
    int width = 1920, height = 1080;
    bool fullscreen = false;
    paint::PresenterChoice presenter = paint::PresenterChoice::Automatic;
    // Whether the kernel's devices are read, so that SDL's keys would come twice.
    std::function<bool()> keys_come_elsewhere;
};

// Throws std::runtime_error with one sentence when there is no display.
std::unique_ptr<Stage> make_window_stage(WindowOptions options);

}  // namespace anju::app
