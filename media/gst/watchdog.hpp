// SPDX-License-Identifier: Apache-2.0
// Silence of the other side, which webrtcbin never reports (a cut of 35 s was measured: it stays "connected"). Pure.
#pragma once

#include <chrono>

namespace anju::gst {

class Watchdog {
  public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::milliseconds kSilence{2000};

    void start(Time now) { heard_ = now, watches_ = true, told_ = false; }
    void stop() { watches_ = false; }
    void heard(Time now) {
        if (now > heard_) {
            heard_ = now, told_ = false;
        }
    }
    bool told() const { return told_; }  // it is silent still
    // True once for each silence.
    bool silent(Time now) {
        if (!watches_ || told_ || now - heard_ < kSilence) {
            return false;
        }
        return told_ = true;
    }

  private:
    Time heard_{};
    bool watches_ = false, told_ = false;
};

}  // namespace anju::gst
