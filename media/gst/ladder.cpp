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
constexpr auto kTakesEffect = 500ms;  // what is reported until then was sent before the cut
constexpr auto kAfterwards = 2s;
constexpr auto kRests = 400ms;        // without pictures where a line became much narrower: they would be lost in its queue
constexpr auto kQuiet = 600ms;        // after that without repeats, which would fill it
// Growth a second: small pictures first, then far from and close to where it broke.
constexpr int kSmall = 280'000;
constexpr double kFromSmall = 0.6, kFast = 0.25, kSlow = 0.12;
constexpr double kNearFrom = 0.85, kNearTo = 1.1;  // times where it broke the last time
constexpr int kTried = 300'000;
constexpr double kUntried = 1.4;      // over what arrives: further is not known of a line
constexpr double kOfReceived = 0.8;   // after a cut, so that the queue empties
constexpr double kLess = 0.75;        // arriving than was sent, or than a cut was made for
constexpr double kQueue = 60;         // ms of delay that gathered: it fills
constexpr double kGathers = 0.95;     // of it from report to report: what fills slowly is seen before it runs over
// Per cent above random loss: at once, and on average over some reports (each speaks of a few packets only).
constexpr double kFlood = 40, kMuch = 15, kStillMuch = 10;

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

double Ladder::seconds_to(Time now) {
    const double seconds = last_ == Time{} ? 0.2 : std::clamp(std::chrono::duration<double>(now - last_).count(), 0.0, 1.0);
    last_ = now;
    return seconds;
}

void Ladder::grow(double seconds) {
    // Nobody knows what a line carries that was not tried: pictures that need less say nothing of more.
    if (received_ > 0 && target_ > received_ * kUntried && target_ > kTried) {
        return;
    }
    const bool near = remembered_ > 0 && target_ > remembered_ * kNearFrom;
    target_ *= 1 + (near ? kSlow : target_ < kSmall ? kFromSmall : kFast) * seconds;
    if (remembered_ > 0 && target_ > remembered_ * kNearTo) {
        remembered_ = 0;
    }
}

void Ladder::cut(const Report& report, bool fills, Time now) {
    // What is reported right after a cut is about packets of before it. After the first one it may say, once, that it was not deep enough.
    const bool deeper = now < cut_again_, again = now < cut_again_ + kAfterwards;
    if (deeper && (deepened_ || now >= rests_until_ || report.received_bps <= 0 || report.received_bps > cut_from_ * kLess)) {
        return;
    }
    deepened_ = again;
    // One report alone may speak of three packets, the average is late, and after a cut repeats of what was lost before it take the room.
    double base = report.received_bps > 0 ? std::max<double>(report.received_bps, received_ * 0.5) : target_ * 0.7;
    if (again) {
        base = std::max(base, deeper ? cut_from_ * 0.6 : target_ * 0.8);
    }
    // Less than arrives, so that the queue empties.
    if (base * kOfReceived < target_) {
        remembered_ = deeper ? remembered_ : target_;
        if (fills && !again && base < report.sent_bps * kLess) {
            rests_until_ = now + kRests;
        }
        cut_from_ = base;
        target_ = base * kOfReceived;
        queue_ms_ = 0;
        cut_again_ = std::max(now, rests_until_) + kTakesEffect;
    }
}

void Ladder::report(const Report& report, Time now) {
    const double seconds = seconds_to(now);
    reported_ = now;
    loss_ += (report.loss_percent - loss_) * std::min(1.0, seconds / 1.2);
    if (report.received_bps > 0) {
        received_ = received_ > 0 ? received_ + (report.received_bps - received_) * std::min(1.0, seconds / 0.8) : report.received_bps;
    }
    // Two of five packets are lost by chance as well, but then those between come in time.
    const bool much = report.loss_percent > kFlood;
    const bool flooded = much && (report.delay_growth_ms > kQueue / 2 || much_);
    much_ = much;
    const bool lossy = loss_ > kMuch && report.loss_percent > kStillMuch;
    queue_ms_ = now < cut_again_ ? 0 : std::clamp(queue_ms_ * kGathers + report.delay_growth_ms, 0.0, 2 * kQueue);
    if (report.delay_growth_ms < -kQueue && report.received_bps > remembered_ * kNearTo) {
        remembered_ = 0;  // the queue emptied at once: the line carries more now
    }
    // Less arriving than was sent, without a delay that grows, is only counted unevenly: a report speaks of few pictures.
    const bool fills = flooded || queue_ms_ > kQueue;
    if (fills || lossy || now < rests_until_) {
        cut(report, fills, now);
        held_until_ = now + kHold;
    } else if (now >= held_until_ && loss_ < kMuch) {
        grow(seconds);
    }
    if (report.remb_bps && *report.remb_bps > 0) {
        target_ = std::min<double>(target_, *report.remb_bps);
    }
    rest(now);
    repeats_ = now < rests_until_ + kQuiet ? false : repeats_ ? loss_ < 20 && !flooded : loss_ < kMuch - 2;
    owes_key_ = owes_key_ || (!repeats_ && report.loss_percent > 0);
    if (owes_key_ && (repeats_ || report.loss_percent < kStillMuch) && now >= std::max(key_again_, rests_until_)) {
        owes_key_ = false;
        key_again_ = now + 1s;
        ++keys_;
    }
    settle();
}

// What comes after it begins anew: something was lost in the queue as a rule.
void Ladder::rest(Time now) {
    if (rests_ && now >= rests_until_) {
        owes_key_ = false;
        key_again_ = now + 1s;
        ++keys_;
    }
    rests_ = now < rests_until_;
}

void Ladder::no_report(Time now) {
    const double seconds = seconds_to(now);
    rest(now);
    if (now < held_until_ || now - reported_ < kHold || target_ >= kSmall) {
        return;
    }
    loss_ = 0;
    grow(seconds);
    settle();
}

void Ladder::settle() {
    target_ = std::clamp<double>(target_, kLeast, most_);
    step_ = step_of(target_);
}

Sending Ladder::sending() const {
    const auto& step = kSteps[static_cast<std::size_t>(step_)];
    Sending out;
    out.rung = step.rung;
    out.size = step.size;
    out.fps = rests_ ? 0 : step.fps;
    out.repeats = repeats_;
    out.keys = keys_;
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
