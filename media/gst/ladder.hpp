// SPDX-License-Identifier: Apache-2.0
// How much picture the network carries: what the other side reports → bit rate, size, frames a second, a still picture, or
// sound only. Figures: docs/decisions/051-ladder.md. Pure.
#pragma once

#include <chrono>
#include <optional>

#include "media/call/call.hpp"

namespace anju::gst {

struct Report {                     // of what was sent since the last one
    double loss_percent = 0;
    int received_bps = 0;           // that the other side says it got; 0: it did not say
    int sent_bps = 0;               // at least, lately
    double delay_growth_ms = 0;     // of the time between packets, summed; > 0: a queue fills
    std::optional<int> remb_bps;
    bool operator==(const Report&) const = default;
};

struct Size {
    int width = 0, height = 0;
    bool operator==(const Size&) const = default;
};

struct Sending {
    call::Rung rung = call::Rung::Full;
    int video_bps = 0;              // 0: none
    Size size{};
    int fps = 0;
    bool repeats = true;            // lost packets may be asked for again
    int keys = 0;                   // one more: a key frame is due, what was lost is not repeated
    bool operator==(const Sending&) const = default;
};

class Ladder {
  public:
    using Time = std::chrono::steady_clock::time_point;
    explicit Ladder(int most_bps = kMost, int start_bps = kStart) : most_(most_bps), target_(start_bps) {}

    void report(const Report& report, Time now);
    // Nothing was reported: without pictures nothing is, so small ones are tried again.
    void no_report(Time now);
    Sending sending() const;
    int target_bps() const { return static_cast<int>(target_); }

    static constexpr int kMost = 1'800'000, kStart = 1'200'000, kLeast = 30'000;

  private:
    int step_of(double bps) const;
    double seconds_to(Time now);
    void grow(double seconds);
    void cut(const Report& report, bool fills, Time now);
    void rest(Time now);
    void settle();

    double most_, target_;
    double remembered_ = 0;  // where it broke the last time
    double loss_ = 0, received_ = 0;  // averaged
    int step_ = 0;
    int keys_ = 0;
    double queue_ms_ = 0;    // what has gathered in it, about
    double cut_from_ = 0;    // what arrived as it was cut
    bool repeats_ = true, much_ = false, owes_key_ = false, deepened_ = false, rests_ = false;
    Time last_{}, held_until_{}, cut_again_{}, reported_{}, key_again_{}, rests_until_{};
};

// What arrives, in the same words.
call::Rung receiving(int height, double fps, std::chrono::milliseconds since_picture, bool they_send_pictures);

}  // namespace anju::gst
