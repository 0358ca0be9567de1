// SPDX-License-Identifier: Apache-2.0
#include "media/gst/mixer.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace anju::gst {
namespace {

constexpr int kMostPatience = 80 * kRate;
constexpr int kSpare = 15 * kPerMs;    // that always waits: one step too much
constexpr int kTooMuch = 60 * kPerMs;  // over the target: another clock, or a burst after a gap

}  // namespace

void VoiceBuffer::put(std::span<const std::int16_t> samples) {
    double sum = 0;
    for (const auto sample : samples) {
        sum += static_cast<double>(sample) * sample;
    }
    if (!samples.empty()) {
        energy_ += (sum / static_cast<double>(samples.size()) - energy_) * 0.1;
    }
    waiting_.insert(waiting_.end(), samples.begin(), samples.end());
    if (const int over = static_cast<int>(waiting_.size()) - target_ - kTooMuch; over > 0) {
        waiting_.erase(waiting_.begin(), waiting_.begin() + over + kTooMuch / 2);
    }
}

void VoiceBuffer::add_to(std::span<std::int32_t> mix) {
    const int wanted = static_cast<int>(mix.size());
    if (!flows_) {
        if (static_cast<int>(waiting_.size()) < target_ + wanted) {
            return;
        }
        flows_ = true;
        since_ = 0;
        lowest_ = static_cast<int>(waiting_.size());
    }
    const int taken = std::min(wanted, static_cast<int>(waiting_.size()));
    for (int i = 0; i < taken; ++i) {
        mix[static_cast<std::size_t>(i)] += waiting_[static_cast<std::size_t>(i)];
    }
    waiting_.erase(waiting_.begin(), waiting_.begin() + taken);
    if (taken < wanted) {
        flows_ = false;
        target_ = std::min(target_ + kStepMs * kPerMs, kMostMs * kPerMs);
        patience_ = std::min(2 * patience_, kMostPatience);
        return;
    }
    lowest_ = std::min(lowest_, static_cast<int>(waiting_.size()));
    since_ += wanted;
    if (since_ >= patience_) {
        if (lowest_ > kSpare) {
            target_ = std::max(target_ - kStepMs * kPerMs, kLeastMs * kPerMs);
            waiting_.erase(waiting_.begin(), waiting_.begin() + kStepMs * kPerMs);
        }
        since_ = 0;
        lowest_ = static_cast<int>(waiting_.size());
    }
}

void Mixer::ring(bool on) {
    rings_ = on;
    ring_at_ = 0;
}

// The ear hears in ratios: the amplitude goes with the square of the step.
void Mixer::set_volume(int volume, bool muted) {
    const double part = std::clamp(volume, 0, 10) / 10.0;
    gain_ = muted ? 0 : part * part;
}

void Mixer::fill(std::span<std::int16_t> out, std::span<std::int16_t> mixed) {
    sum_.assign(out.size(), 0);
    voice.add_to(sum_);
    film.add_to(sum_);
    if (rings_) {
        const auto& ring = ring_samples();
        for (auto& sample : sum_) {
            sample += ring[ring_at_];
            ring_at_ = (ring_at_ + 1) % ring.size();
        }
    }
    for (std::size_t i = 0; i < mixed.size(); ++i) {
        mixed[i] = static_cast<std::int16_t>(std::clamp(sum_[i], -32768, 32767));
    }
    const double step = (gain_ - now_) / static_cast<double>(std::max<std::size_t>(out.size(), 1));  // no click
    for (std::size_t i = 0; i < out.size(); ++i) {
        now_ += step;
        out[i] = static_cast<std::int16_t>(std::clamp(sum_[i] * now_, -32768.0, 32767.0));
    }
    now_ = gain_;
}

const std::vector<std::int16_t>& ring_samples() {
    static const auto samples = [] {
        std::vector<std::int16_t> made(static_cast<std::size_t>(kRate) * 3, 0);
        const auto tone = [&made](double from, double seconds, double hertz) {
            const auto begin = static_cast<std::size_t>(from * kRate), count = static_cast<std::size_t>(seconds * kRate);
            for (std::size_t i = 0; i < count; ++i) {
                const double t = static_cast<double>(i) / kRate;
                const double rise = std::min(1.0, t / 0.03), fall = std::exp(-2.2 * t / seconds);
                const double end = std::min(1.0, (seconds - t) / 0.08);
                made[begin + i] = static_cast<std::int16_t>(
                    made[begin + i] + 12000 * rise * fall * end * std::sin(2 * std::numbers::pi * hertz * t));
            }
        };
        tone(0.0, 0.55, 523.25);
        tone(0.3, 0.55, 659.25);
        tone(0.6, 0.9, 783.99);
        return made;
    }();
    return samples;
}

}  // namespace anju::gst
