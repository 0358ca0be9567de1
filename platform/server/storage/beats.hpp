// SPDX-License-Identifier: Apache-2.0
// Heartbeats that this node has heard and not written down yet: the newest of each box. Any thread.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "platform/contract/supervision.hpp"

namespace anju::server {

struct Beat {
    contract::Time at{};  // by the platform's clock
    std::string faults;   // words, one space between
    bool leaving = false, second = false;  // second: once it came by the second address
};
using Beats = std::map<std::string, Beat>;  // by terminal, in the order in which every node writes them

// Who was heard, and since when this node can say who was not: its own start, or the end of a time in which it could write nothing,
// was suspended, or had its clock set.
class HeardBeats {
  public:
    void put(const std::string& terminal, Beat beat) {
        const std::lock_guard lock(mutex_);
        auto& known = waiting_[terminal];
        beat.second = beat.second || known.second;
        known = std::move(beat);
    }
    void forget(const std::string& terminal) {
        const std::lock_guard lock(mutex_);
        waiting_.erase(terminal);
    }
    Beats take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(waiting_, {});
    }
    // They could not be written: what came meanwhile is newer.
    void put_back(Beats beats) {
        const std::lock_guard lock(mutex_);
        waiting_.merge(beats);
    }

    // Each round, before it judges: true once it has listened without a break for long enough.
    bool may_judge(contract::Time now) {
        const std::lock_guard lock(mutex_);
        if (!listens_since_ || now < last_ || now - last_ > kBreak) {
            listens_since_ = now;
        }
        last_ = now;
        return now - *listens_since_ >= kGrace;
    }
    void failed() {
        const std::lock_guard lock(mutex_);
        listens_since_.reset();
    }

    static constexpr std::chrono::seconds kGrace{90}, kBreak{30};

  private:
    std::mutex mutex_;
    Beats waiting_;
    std::optional<contract::Time> listens_since_;
    contract::Time last_{};
};

}  // namespace anju::server
