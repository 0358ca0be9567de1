// SPDX-License-Identifier: Apache-2.0
// Where pictures pass from a decoder's thread to the screen: only the newest stays, so a slow screen never queues video.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>

#include "media/frame.hpp"

namespace anju::media {

class FrameSlot {
  public:
    // woken: called on the giver's thread after an empty slot was filled; posts an empty wake-up and returns.
    explicit FrameSlot(std::function<void()> woken = [] {}) : woken_(std::move(woken)) {}

    void put(std::unique_ptr<Frame> frame) {
        std::unique_ptr<Frame> old;
        {
            const std::scoped_lock lock(mutex_);
            frame->number = ++number_;
            old = std::exchange(frame_, std::move(frame));
        }
        if (!old) woken_();
    }
    // Nothing: none has come since the last one was taken.
    std::unique_ptr<Frame> take() {
        const std::scoped_lock lock(mutex_);
        return std::move(frame_);
    }
    void clear() { take(); }

  private:
    std::mutex mutex_;
    std::unique_ptr<Frame> frame_;
    std::uint64_t number_ = 0;
    std::function<void()> woken_;
};

}  // namespace anju::media
