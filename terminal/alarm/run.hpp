// SPDX-License-Identifier: Apache-2.0
// What the guard knows of its runs of presses, and keeps through a power cut. docs/alarm.md has the rules.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/contract/alarm.hpp"

namespace anju::alarm {

using Moment = std::chrono::milliseconds;  // since this machine started (CLOCK_BOOTTIME): no clock that somebody sets

struct Now {
    Moment up{};
    contract::Time wall{};
};

struct Run {
    contract::AlarmReport report;
    int there_presses = 0, there_taken_back = 0;  // of the report, so much the platform has answered for
    // Of the newest that it said: when the incident began there (a press after it was closed begins another one), and how it is.
    contract::Time incident{};
    std::uint64_t revision = 0;
    std::optional<contract::AlarmState> there;    // nothing: nothing was said yet
    // Nothing: before this machine started, so nobody knows how long ago.
    std::optional<Moment> last_press, taken_back_at;
    bool operator==(const Run&) const = default;
};

// All that the journal holds.
struct Kept {
    std::uint64_t sequence = 0;  // of the newest run
    std::optional<Run> run;
    std::vector<Run> older;  // taken back before another began, and not known there yet
    std::string boot;        // the start of the machine that the moments belong to
    bool operator==(const Kept&) const = default;
};

// With so many of them the next press counts with the run there is: none is dropped, and the journal has room.
inline constexpr std::size_t kMostOlder = 24;
inline constexpr std::size_t kLongestId = 64;

inline bool taken_back(const Run& run) { return run.report.taken_back >= run.report.presses; }
inline bool delivered(const Run& run) {
    return run.there_presses >= run.report.presses && run.there_taken_back >= run.report.taken_back;
}

}  // namespace anju::alarm
