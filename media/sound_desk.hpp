// SPDX-License-Identifier: Apache-2.0
// Where clicks and chimes pass to the loudspeaker that a ring, a call or a film has open: then one output is open to the
// sound server, and the echo canceller sees all that it plays. Any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace anju::media {

class SoundDesk {
  public:
    using Samples = std::vector<std::int16_t>;  // 48 kHz, one channel, as loud as can be: the loudspeaker has its volume

    // The speaker's side. False: none is open, the speaker plays it with an output of its own.
    bool play(Samples samples) {
        const std::scoped_lock lock(mutex_);
        if (player_) {
            player_(std::move(samples));
        }
        return static_cast<bool>(player_);
    }
    // Told when one opens, on its thread: copy, post, return. Empty: nobody any more; none runs after this has returned.
    void when_opened(std::function<void()> opened) {
        const std::scoped_lock lock(mutex_);
        opened_ = std::move(opened);
    }

    // The loudspeaker's side. Empty: it closes; none runs after this has returned.
    void open(std::function<void(Samples)> player) {
        const std::scoped_lock lock(mutex_);
        player_ = std::move(player);
        if (player_ && opened_) {
            opened_();
        }
    }

  private:
    std::mutex mutex_;
    std::function<void(Samples)> player_;
    std::function<void()> opened_;
};

}  // namespace anju::media
