// SPDX-License-Identifier: Apache-2.0
// That a program still turns, told to whoever started it and starts it anew when it hangs: systemd (WatchdogSec), or the
// time of a file.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace anju::settings {

class Watchdog {
  public:
    using Instant = std::chrono::steady_clock::time_point;
    // A third of WATCHDOG_USEC; of a file 2 s. The file must be there.
    explicit Watchdog(std::string file = {});
    // When it wants to hear; nothing: nobody asks.
    std::optional<Instant> due() const { return due_; }
    // Tells it, once it is due.
    void pet(Instant now);

  private:
    std::string file_;
    std::chrono::milliseconds each_{0};
    std::optional<Instant> due_;
};

}  // namespace anju::settings
