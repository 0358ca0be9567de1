// SPDX-License-Identifier: Apache-2.0
// When a moving picture is painted, and what is left out on a machine that is too slow for all of it: sound and
// decoder never wait for the painter. Pure.
//
//  Full ──too slow for 2 s──▶ AsItIs (not scaled, 720p in the middle) ──too slow for 2 s──▶ Half (every second frame)
//
// It does not climb again within a call: a picture that changes its size every few seconds is worse than a small one.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace anju::app {

class VideoPace {
  public:
    using Moment = std::chrono::steady_clock::time_point;
    using Duration = std::chrono::steady_clock::duration;
    enum class Step { Full, AsItIs, Half };

    static constexpr std::chrono::milliseconds kTooSlow{25};  // to paint and show, of the slowest tenth
    static constexpr int kMostDropped = 5;                    // per cent of the frames
    static constexpr std::chrono::seconds kFor{2};
    static constexpr int kFewest = 15;                        // frames in that time, or nothing is concluded
    // The self view rides along with the remote picture; without one for this long it goes alone.
    static constexpr std::chrono::milliseconds kAlone{250};

    Step step() const { return step_; }
    // No moving picture any more: the next one starts afresh.
    void rest();

    // A remote frame was taken at `now`. Whether it is worth painting. Numbers grow by one a frame.
    bool paints(std::uint64_t number, Moment now);
    // That frame stands on the screen, after so long of painting and showing.
    void shown(Duration took, Moment now);

    // Whether a self view may ask for a picture of its own.
    bool self_alone(Moment now) const { return !remote_at_ || now - *remote_at_ >= kAlone; }
    // When it may, if no remote frame comes before.
    std::optional<Moment> self_at() const;

  private:
    void conclude(Moment now);

    Step step_ = Step::Full;
    std::optional<Moment> remote_at_;   // the last one came
    std::uint64_t last_ = 0;            // number of the last one taken
    std::uint64_t painted_ = 0;         // number of the last one painted
    std::optional<Moment> since_;       // the window's begin
    int came_ = 0, dropped_ = 0;
    std::vector<Duration> took_;
};

}  // namespace anju::app
