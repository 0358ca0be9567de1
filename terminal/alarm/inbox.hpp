// SPDX-License-Identifier: Apache-2.0
// Events from other threads into the guard's one: from any thread, and a descriptor that wakes it.
#pragma once

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include "terminal/alarm/machine.hpp"

namespace anju::alarm {

class Inbox {
  public:
    Inbox() : wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
    ~Inbox() { ::close(wake_); }
    Inbox(const Inbox&) = delete;
    Inbox& operator=(const Inbox&) = delete;

    void post(Event event) {
        {
            const std::lock_guard lock(mutex_);
            events_.push_back(std::move(event));
        }
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(wake_, &one, sizeof one);
    }
    std::vector<Event> take() {
        std::uint64_t count = 0;
        [[maybe_unused]] const auto got = ::read(wake_, &count, sizeof count);
        const std::lock_guard lock(mutex_);
        return std::exchange(events_, {});
    }
    int descriptor() const { return wake_; }

  private:
    const int wake_;
    std::mutex mutex_;
    std::vector<Event> events_;  // under mutex_
};

}  // namespace anju::alarm
