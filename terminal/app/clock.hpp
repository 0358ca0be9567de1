// SPDX-License-Identifier: Apache-2.0
// The time that the TV lives in: the machine's, or one that starts where --now says and runs.
#pragma once

#include <chrono>
#include <optional>

#include "platform/contract/time.hpp"

namespace anju::app {

using Moment = std::chrono::steady_clock::time_point;

class Clock {
  public:
    explicit Clock(std::optional<contract::Time> start = std::nullopt)
        : start_(start), begun_(std::chrono::steady_clock::now()) {}

    [[nodiscard]] contract::Time now() const {
        using std::chrono::floor;
        using Ms = std::chrono::milliseconds;
        if (start_) {
            return *start_ + floor<Ms>(std::chrono::steady_clock::now() - begun_);
        }
        return floor<Ms>(std::chrono::system_clock::now());
    }

    // When the steady clock will stand where this one stands at `time`. One millisecond late, so
    // that a sleeper never wakes just before what it waited for.
    [[nodiscard]] Moment moment(contract::Time time) const {
        constexpr auto kFarthest = std::chrono::hours(1);  // a stepped clock is noticed by then
        const auto left = std::min<std::chrono::milliseconds>(time - now(), kFarthest);
        return std::chrono::steady_clock::now() + left + std::chrono::milliseconds(1);
    }

  private:
    std::optional<contract::Time> start_;
    Moment begun_;
};

}  // namespace anju::app
