// SPDX-License-Identifier: Apache-2.0
// How long who gets our pictures may hold them back: the header extension playout-delay of WebRTC, which browsers obey. Their own
// estimate holds pictures for 25 to 55 ms on a line that needs none of it; on one that loses or shakes they know better.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "media/gst/glib.hpp"

namespace anju::gst {

inline constexpr auto kPlayoutUri = "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay";
inline constexpr int kPlayoutId = 4;

// The extension on a payloader's packets, as long as it lives.
class Playout {
  public:
    explicit Playout(GstElement* payloader);
    ~Playout();
    Playout(const Playout&) = delete;
    Playout& operator=(const Playout&) = delete;

    void set_most(std::chrono::milliseconds most);  // from any thread; kFree at first

    static constexpr std::chrono::milliseconds kFree{40'950};  // as the browser likes

  private:
    Ref<GstElement> extension_;
};

// Says how long pictures may be held, from what the other side reports. Pure.
class PlayoutRule {
  public:
    using Time = std::chrono::steady_clock::time_point;
    // loss_percent of what was sent, jitter of what came; nothing: not reported since.
    std::chrono::milliseconds most(std::optional<double> loss_percent, std::optional<std::chrono::milliseconds> jitter, Time now);

    static constexpr std::chrono::milliseconds kHeld{40}, kShakes{12};
    static constexpr std::chrono::seconds kCalm{5};

  private:
    std::optional<Time> calm_since_;
    std::optional<std::chrono::milliseconds> jitter_;
};

}  // namespace anju::gst
