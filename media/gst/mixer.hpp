// SPDX-License-Identifier: Apache-2.0
// All that the loudspeaker plays, mixed when it asks: the visitor's voice with a buffer that follows the measured jitter,
// the film, the ring or the tone that says that it rings there, clicks and chimes. Pure; Playing is its lock.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "media/call/call.hpp"

namespace anju::gst {

inline constexpr int kRate = 48000;                   // samples a second, mono
inline constexpr int kPerMs = kRate / 1000;
inline constexpr int kChunk = kRate / 100;            // what the speaker asks for: 10 ms, for it is mixed so much earlier

// Sound that comes from a network and goes to a loudspeaker with another clock. Starts when its target is there; when it ran
// dry the target grows, when for 10 s it never came near to that it shrinks again. Each time that it ran dry these 10 s
// double, up to 80: who shrinks too soon makes the next gap.
class VoiceBuffer {
  public:
    void put(std::span<const std::int16_t> samples);
    void add_to(std::span<std::int32_t> mix);
    void clear() { *this = {}; }
    int target_ms() const { return target_ / kPerMs; }
    int waiting_ms() const { return static_cast<int>(waiting_.size()) / kPerMs; }
    bool speaking() const { return energy_ > kSpeaks; }

    static constexpr int kFirstMs = 20, kLeastMs = 10, kMostMs = 200, kStepMs = 10;

  private:
    static constexpr double kSpeaks = 200.0 * 200.0;  // of 32768: -44 dB
    std::deque<std::int16_t> waiting_;
    int target_ = kFirstMs * kPerMs;
    int lowest_ = 0, since_ = 0;  // the least that waited in the last `since_` samples
    int patience_ = 10 * kRate;
    bool flows_ = false;
    double energy_ = 0;
};

class Mixer {
  public:
    VoiceBuffer voice, beside, film;  // beside: of who is there beside the visitor
    void ring(std::optional<call::Tone> tone);  // nothing: it ends within this fill, without a click
    void chime(std::vector<std::int16_t> samples);  // instead of the one before
    bool chimes() const { return chime_at_ < chime_.size() + kTail; }  // or what it gave is still on its way to the ear
    void set_volume(int volume, bool muted);  // 0–10
    // What goes to the device; and what was mixed before the volume is put into `mixed`, unless that is empty.
    void fill(std::span<std::int16_t> out, std::span<std::int16_t> mixed = {});

  private:
    static constexpr std::size_t kTail = 100 * kPerMs;  // at least what waits in a sink
    std::vector<std::int32_t> sum_;
    std::vector<std::int16_t> chime_;
    std::size_t chime_at_ = kTail;
    std::optional<call::Tone> tone_;
    std::size_t tone_at_ = 0;
    bool tone_ends_ = false;
    double gain_ = 0.49, now_ = 0.49;
};

// Given from streaming threads, taken by the loudspeaker's, ruled by the media thread; outlives every loudspeaker.
class Playing {
  public:
    template <class Do>
    auto with(Do what) {
        const std::scoped_lock lock(mutex_);
        return what(mixer_);
    }
    void put_voice(std::span<const std::int16_t> samples) {
        with([&](Mixer& mixer) { mixer.voice.put(samples); });
    }
    void put_beside(std::span<const std::int16_t> samples) {
        with([&](Mixer& mixer) { mixer.beside.put(samples); });
    }
    void put_film(std::span<const std::int16_t> samples) {
        with([&](Mixer& mixer) { mixer.film.put(samples); });
    }

  private:
    std::mutex mutex_;
    Mixer mixer_;
};

// What sounds, and after how many samples it sounds again.
struct ToneSamples {
    std::vector<std::int16_t> sound;
    std::size_t period = 0;
};
// The ring: three soft tones between 500 and 1000 Hz, every 3 s. The ringback of China's telephones: 450 Hz, 1 s of every 5.
const ToneSamples& tone_samples(call::Tone tone);

}  // namespace anju::gst
