// SPDX-License-Identifier: Apache-2.0
#include "media/gst/mixer.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace anju::gst {
namespace {

constexpr double kFollows = 0.1;            // of a piece that is heard
constexpr int kHeardAtOnce = 20 * kPerMs;
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
        energy_ += (sum / static_cast<double>(samples.size()) - energy_) * kFollows;
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
            energy_ *= std::pow(1 - kFollows, static_cast<double>(wanted) / kHeardAtOnce);  // nothing comes: nobody speaks
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

void Mixer::ring(std::optional<call::Tone> tone) {
    tone_ends_ = !tone;
    if (tone) {
        tone_ = tone;
        tone_at_ = 0;
    }
}

void Mixer::chime(std::vector<std::int16_t> samples) {
    chime_ = std::move(samples);
    chime_at_ = chime_.empty() ? kTail : 0;
}

// The ear hears in ratios: the amplitude goes with the square of the step.
void Mixer::set_volume(int volume, bool muted) {
    const double part = std::clamp(volume, 0, 10) / 10.0;
    gain_ = muted ? 0 : part * part;
}

void Mixer::fill(std::span<std::int16_t> out, std::span<std::int16_t> mixed) {
    sum_.assign(out.size(), 0);
    voice.add_to(sum_);
    beside.add_to(sum_);
    film.add_to(sum_);
    if (tone_) {
        const auto& tone = tone_samples(*tone_);
        const auto whole = static_cast<int>(out.size());
        for (int i = 0; i < whole; ++i) {
            const int sample = tone_at_ < tone.sound.size() ? tone.sound[tone_at_] : 0;
            sum_[static_cast<std::size_t>(i)] += tone_ends_ ? sample * (whole - i - 1) / whole : sample;
            tone_at_ = (tone_at_ + 1) % tone.period;
        }
        if (tone_ends_) {
            tone_.reset();
        }
    }
    for (std::size_t i = 0; i < out.size() && chimes(); ++i, ++chime_at_) {
        sum_[i] += chime_at_ < chime_.size() ? chime_[chime_at_] : 0;
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

namespace {

void add_tone(std::vector<std::int16_t>& made, double from, double seconds, double hertz, auto loudness) {
    const auto begin = static_cast<std::size_t>(from * kRate), count = static_cast<std::size_t>(seconds * kRate);
    for (std::size_t i = 0; i < count; ++i) {
        const double t = static_cast<double>(i) / kRate;
        made[begin + i] = static_cast<std::int16_t>(made[begin + i] + loudness(t) * std::sin(2 * std::numbers::pi * hertz * t));
    }
}

ToneSamples ring() {
    ToneSamples made{std::vector<std::int16_t>(kRate * 3 / 2, 0), kRate * 3};
    const auto tone = [&made](double from, double seconds, double hertz) {
        add_tone(made.sound, from, seconds, hertz, [seconds](double t) {
            return 12000 * std::min(1.0, t / 0.03) * std::exp(-2.2 * t / seconds) * std::min(1.0, (seconds - t) / 0.08);
        });
    };
    tone(0.0, 0.55, 523.25);
    tone(0.3, 0.55, 659.25);
    tone(0.6, 0.9, 783.99);
    return made;
}

// A quarter as loud as the ring: it is heard by who sits and waits, not from the kitchen.
ToneSamples ringback() {
    ToneSamples made{std::vector<std::int16_t>(kRate, 0), kRate * 5};
    add_tone(made.sound, 0, 1, 450, [](double t) {
        const double edge = std::min({1.0, t / 0.04, (1 - t) / 0.04});
        return 3000 * (0.5 - 0.5 * std::cos(std::numbers::pi * edge));
    });
    return made;
}

}  // namespace

const ToneSamples& tone_samples(call::Tone tone) {
    static const ToneSamples rings = ring(), rings_back = ringback();
    return tone == call::Tone::Ring ? rings : rings_back;
}

}  // namespace anju::gst
