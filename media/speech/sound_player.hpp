// SPDX-License-Identifier: Apache-2.0
// Plays samples through GStreamer. Nothing of it is loaded before the first sound, and little is
// kept after the last.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "media/speech/sound_device.hpp"

namespace anju::speech {

class SoundPlayer {
  public:
    struct Ended {
        int sound = 0;        // what now_playing() was
        bool failed = false;  // the device did not take it
    };
    // ended runs on a thread of GStreamer's: copy, post, return.
    explicit SoundPlayer(std::function<void(Ended)> ended);
    ~SoundPlayer();
    SoundPlayer(const SoundPlayer&) = delete;
    SoundPlayer& operator=(const SoundPlayer&) = delete;

    // The device takes a connection. Loads GStreamer.
    bool opens(Device device);
    // Cuts off what is playing. False: no device.
    bool play(const std::vector<std::int16_t>& samples, Device device);
    int now_playing() const;
    // After a sound: the stream ends, the connection stays for the next one.
    void pause();
    // After a while without one: the connection ends.
    void release();

  private:
    class Pipeline;
    Pipeline* pipeline(Device device);

    std::function<void(Ended)> ended_;
    std::atomic<int> playing_{0};
    std::unique_ptr<Pipeline> pipeline_;
    Device device_ = Device::None;
};

}  // namespace anju::speech
