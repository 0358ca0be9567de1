// SPDX-License-Identifier: Apache-2.0
// Where the sound that the loudspeaker plays passes to someone who listens elsewhere (the mirror's page). Costs nothing
// while nobody does: ask wanted() first, from any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <span>
#include <utility>

namespace anju::media {

class SoundTap {
  public:
    using Samples = std::span<const std::int16_t>;  // 48 kHz, one channel

    bool wanted() const { return wanted_.load(std::memory_order_relaxed); }

    // The player's thread. The listener copies, posts, returns.
    void put(Samples samples) {
        if (!wanted()) {
            return;
        }
        const std::scoped_lock lock(mutex_);
        if (listener_) {
            listener_(samples);
        }
    }

    // An empty listener: nobody any more; none runs after this has returned.
    void listen(std::function<void(Samples)> listener) {
        const std::scoped_lock lock(mutex_);
        wanted_.store(static_cast<bool>(listener), std::memory_order_relaxed);
        listener_ = std::move(listener);
    }

  private:
    std::mutex mutex_;
    std::function<void(Samples)> listener_;
    std::atomic<bool> wanted_{false};
};

}  // namespace anju::media
