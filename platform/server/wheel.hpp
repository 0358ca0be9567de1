// SPDX-License-Identifier: Apache-2.0
// Open streams spread over slots, so that what each needs now and then is done for a few at a time, not for all at once.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

#include "platform/server/sse_stream.hpp"

namespace anju::server {

class Wheel {
  public:
    static constexpr std::uint16_t kSlots = 200;

    void add(SseStream& stream) {
        stream.slot = next_;
        next_ = static_cast<std::uint16_t>((next_ + 1) % kSlots);
        auto& slot = slots_[stream.slot];
        stream.place = static_cast<std::uint32_t>(slot.size());
        slot.push_back(&stream);
    }
    void remove(SseStream& stream) {
        auto& slot = slots_[stream.slot];
        slot[stream.place] = slot.back();
        slot[stream.place]->place = stream.place;
        slot.pop_back();
    }
    const std::vector<SseStream*>& slot(std::uint16_t number) const { return slots_[number]; }

  private:
    std::array<std::vector<SseStream*>, kSlots> slots_;
    std::uint16_t next_ = 0;
};

// Which slots are due, when each is due once a period. What a late timer missed is made up for.
class SlotClock {
  public:
    using Clock = std::chrono::steady_clock;
    SlotClock(std::chrono::milliseconds period, Clock::time_point now) : period_(period), began_(now) {}

    std::chrono::milliseconds tick() const { return std::max(std::chrono::milliseconds{5}, period_ / Wheel::kSlots); }
    // How many more slots are due by now; a whole round at most.
    std::uint16_t due(Clock::time_point now) {
        const std::uint64_t slots = static_cast<std::uint64_t>(micros(now - began_)) * Wheel::kSlots / static_cast<std::uint64_t>(micros(period_));
        const auto more = std::min<std::uint64_t>(slots - done_, Wheel::kSlots);
        done_ = slots;
        return static_cast<std::uint16_t>(more);
    }
    std::uint16_t next() {
        const std::uint16_t slot = at_;
        at_ = static_cast<std::uint16_t>((at_ + 1) % Wheel::kSlots);
        return slot;
    }

  private:
    static std::int64_t micros(auto time) { return std::chrono::duration_cast<std::chrono::microseconds>(time).count(); }

    std::chrono::milliseconds period_;
    Clock::time_point began_;
    std::uint64_t done_ = 0;
    std::uint16_t at_ = 0;
};

}  // namespace anju::server
