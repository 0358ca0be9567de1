// SPDX-License-Identifier: Apache-2.0
// A private room to be heard in: a PulseAudio with a null sink, its monitor recorded, and a
// speech-dispatcher.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "tests/speech/process.hpp"

namespace anju::speech {

inline constexpr int kRate = 48000;

bool eventually(const std::function<bool()>& condition,
                std::chrono::milliseconds within = std::chrono::seconds(15));

// Folders and addresses of the room, set in the environment; nothing runs yet.
class Room {
  public:
    Room();
    ~Room();
    Room(const Room&) = delete;
    Room& operator=(const Room&) = delete;

    void start_sound();
    void start_speech();
    void stop_sound() { sound_.reset(); }
    void stop_speech() { speech_.reset(); }
    Process& sound() { return *sound_; }
    Process& speech() { return *speech_; }
    std::string socket() const { return folder_ + "/speechd.sock"; }

  private:
    std::string folder_;
    std::unique_ptr<Process> sound_, speech_;
};

// What is heard from its construction on.
class Recording {
  public:
    Recording();
    ~Recording();
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;

    // From the first to the last loud sample, once it has been silent for `quiet` after it.
    std::optional<std::vector<std::int16_t>> heard(
        std::chrono::milliseconds quiet = std::chrono::milliseconds(700),
        std::chrono::seconds within = std::chrono::seconds(20));
    // Some sound has begun.
    bool begun(std::chrono::seconds within = std::chrono::seconds(10));
    void forget();

  private:
    std::vector<std::int16_t> copy();
    int output_ = -1;
    Process recorder_;
    std::mutex mutex_;
    std::vector<std::int16_t> samples_;
    std::thread reader_;
};

double seconds(const std::vector<std::int16_t>& sound);
// Seconds that are not silence: the same however often a busy machine made the sound wait.
double voiced(const std::vector<std::int16_t>& sound, int samples_per_second = kRate);
// Share of the energy between two frequencies, by a discrete Fourier transform.
double share(const std::vector<std::int16_t>& sound, double from_hertz, double to_hertz);
double loudness(const std::vector<std::int16_t>& sound);  // root mean square

}  // namespace anju::speech
