// SPDX-License-Identifier: Apache-2.0
#include "media/gst/ladder.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace anju::gst {
namespace {

using call::Rung;
using namespace std::chrono_literals;

struct Step {
    int from_bps;
    Size size;
    int fps;
    Rung rung;
};
constexpr std::array<Step, 7> kSteps{{{1'000'000, {1280, 720}, 30, Rung::Full},
                                      {600'000, {960, 540}, 30, Rung::Full},
                                      {280'000, {640, 360}, 30, Rung::Reduced},
                                      {170'000, {480, 270}, 20, Rung::Low},
                                      {110'000, {320, 180}, 15, Rung::Low},
                                      {55'000, {640, 360}, 0, Rung::Still},
                                      {0, {320, 180}, 0, Rung::SoundOnly}}};
constexpr double kUpNeeds = 1.2;      // over a step's rate before going up to it
constexpr double kEncoderPart = 0.92; // of the target: headers and repeats need the rest
constexpr auto kHold = 2s;
constexpr double kFast = 0.25, kSlow = 0.05;  // growth a second, far from and close to where it broke

}  // namespace

int Ladder::step_of(double bps) const {
    for (int i = 0; i < static_cast<int>(kSteps.size()); ++i) {
        const auto& step = kSteps[static_cast<std::size_t>(i)];
        if (bps >= step.from_bps * (i < step_ ? kUpNeeds : 1.0)) {
            return i;
        }
    }
    return static_cast<int>(kSteps.size()) - 1;
}

void Ladder::report(const Report& report, Time now) {
    const double seconds = last_ == Time{} ? 0.2 : std::clamp(std::chrono::duration<double>(now - last_).count(), 0.0, 1.0);
    last_ = now;
    loss_ += (report.loss_percent - loss_) * std::min(1.0, seconds / 0.6);
    const bool squeezed = report.loss_percent > 25 || (loss_ > 12 && report.loss_percent > 5);
    const bool fills = report.delay_growth_ms > 40;
    if (squeezed || fills) {
        // Random loss without a narrow pipe leaves received at what is sent: then nothing is to be gained by sending less.
        const double base = report.received_bps > 0 ? std::min<double>(report.received_bps, target_) : target_ * 0.7;
        if (base * 0.85 < target_) {
            remembered_ = target_;
            target_ = base * 0.85;
        }
        held_until_ = now + kHold;
    } else if (now >= held_until_ && loss_ < 12) {
        const bool near = remembered_ > 0 && target_ > remembered_ * 0.8;
        target_ *= 1 + (near ? kSlow : kFast) * seconds;
        if (remembered_ > 0 && target_ > remembered_ * 1.2) {
            remembered_ = 0;
        }
    }
    if (report.remb_bps && *report.remb_bps > 0) {
        target_ = std::min<double>(target_, *report.remb_bps);
    }
    target_ = std::clamp<double>(target_, kLeast, most_);
    step_ = step_of(target_);
    repeats_ = repeats_ ? loss_ < 20 : loss_ < 8;
}

Sending Ladder::sending() const {
    const auto& step = kSteps[static_cast<std::size_t>(step_)];
    Sending out;
    out.rung = step.rung;
    out.size = step.size;
    out.fps = step.fps;
    out.repeats = repeats_;
    out.video_bps = step.rung == Rung::SoundOnly ? 0 : static_cast<int>(std::lround(target_ * kEncoderPart));
    return out;
}

call::Rung receiving(int height, double fps, std::chrono::milliseconds since_picture, bool they_send_pictures) {
    if (!they_send_pictures) {
        return Rung::SoundOnly;
    }
    if (since_picture > 2000ms) {
        return Rung::Still;
    }
    if (height >= 540 && fps >= 18) {
        return Rung::Full;
    }
    return height >= 300 && fps >= 12 ? Rung::Reduced : Rung::Low;
}

}  // namespace anju::gst
