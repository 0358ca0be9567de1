// SPDX-License-Identifier: Apache-2.0
// For work that is slow or takes much memory: a few do it at once, a few more wait, and whoever comes
// then is told so at once, so that it never takes all the workers from what is quick.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>

namespace anju::server {

class Turns {
  public:
    Turns(int at_once, int waiting) : free_(at_once), seats_(waiting) {}

    struct GiveBack {
        void operator()(Turns* turns) const { turns->give_back(); }
    };
    using Turn = std::unique_ptr<Turns, GiveBack>;

    // Waits until it is one's turn; null when too many wait already.
    [[nodiscard]] Turn take() {
        std::unique_lock lock(mutex_);
        if (free_ == 0) {
            if (waiting_ == seats_) {
                return nullptr;
            }
            ++waiting_;
            given_back_.wait(lock, [this] { return free_ > 0; });
            --waiting_;
        }
        --free_;
        return Turn(this);
    }

    int waiting() const {
        const std::lock_guard lock(mutex_);
        return waiting_;
    }

  private:
    void give_back() {
        {
            const std::lock_guard lock(mutex_);
            ++free_;
        }
        given_back_.notify_one();
    }

    mutable std::mutex mutex_;
    std::condition_variable given_back_;
    int free_;
    const int seats_;
    int waiting_ = 0;
};

}  // namespace anju::server
