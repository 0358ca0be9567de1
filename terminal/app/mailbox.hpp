// SPDX-License-Identifier: Apache-2.0
// Facts from any thread to the one that owns the box: post() anywhere, take() by the owner.
#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace anju::app {

template <class T>
class Mailbox {
  public:
    // wake runs on the posting thread, once for each time the box stops being empty.
    explicit Mailbox(std::function<void()> wake) : wake_(std::move(wake)) {}

    void post(T item) {
        bool first = false;
        {
            const std::scoped_lock lock(mutex_);
            first = items_.empty();
            items_.push_back(std::move(item));
        }
        if (first) {
            wake_();
        }
    }

    // Everything posted so far, in the order in which it was posted.
    [[nodiscard]] std::vector<T> take() {
        std::vector<T> taken;
        const std::scoped_lock lock(mutex_);
        taken.swap(items_);
        return taken;
    }

    [[nodiscard]] bool empty() const {
        const std::scoped_lock lock(mutex_);
        return items_.empty();
    }

  private:
    mutable std::mutex mutex_;
    std::vector<T> items_;
    std::function<void()> wake_;
};

}  // namespace anju::app
