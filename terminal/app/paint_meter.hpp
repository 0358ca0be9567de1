// SPDX-License-Identifier: Apache-2.0
// How long pictures took, and how many came a second while something moved. Reads no clock.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>

namespace anju::app {

class PaintMeter {
  public:
    using Moment = std::chrono::steady_clock::time_point;
    using Time = std::chrono::microseconds;

    // A picture: when it was begun, by what is to be seen and where, and when its painting ended. Not its way to the
    // display: there a driver may wait for the next frame. `moved`: nothing happened, something moves by itself.
    void add(Moment begun, Moment done, bool moved);

    int pictures() const { return pictures_; }
    Time mean() const;   // of the last ones
    Time worst() const;
    // In the last movement: pictures that followed each other by themselves, within a tenth of a second. 0: there was none.
    int per_second() const;

  private:
    static constexpr std::size_t kLast = 120;
    static constexpr int kFewest = 4;  // pictures that make a movement
    std::array<Time, kLast> times_{};
    int pictures_ = 0;
    Moment before_{};
    int run_ = 0;      // pictures of the movement under way
    Moment run_from_{};
    int per_second_ = 0;
};

}  // namespace anju::app
