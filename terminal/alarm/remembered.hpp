// SPDX-License-Identifier: Apache-2.0
// What the guard keeps of its own health through a power cut, and which faults follow from it. Pure.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "terminal/alarm/beating.hpp"

namespace anju::alarm {

struct Remembered {
    contract::Time first_at{};                       // this guard ran here first
    std::optional<contract::Time> unclean_at, watchdog_at;  // a start after an end without a word; one that somebody had to make
    std::optional<contract::Time> key_at;            // the last key of a remote, whole hours: no more is anybody's business
    std::optional<contract::Time> camera_at, microphone_at;  // was there
    std::array<std::optional<std::int64_t>, 2> tested;       // by address: the week of its last test that came
    std::optional<std::int64_t> spoken;                      // the month of the last one with voice
    bool operator==(const Remembered&) const = default;
};
std::string to_text(const Remembered& remembered);
// Nothing: none of ours.
std::optional<Remembered> remembered_from(std::string_view text);

// What the TV says is plugged in.
struct Parts {
    bool camera = false, microphone = false;
    std::optional<contract::Time> fault_at;  // its last run ended by a fault of its own
    bool operator==(const Parts&) const = default;
};

struct Signs {
    bool unwritable = false;                              // the journal
    std::optional<bool> synchronised;                     // as the machine says; nothing: it may not be asked
    std::optional<std::chrono::milliseconds> beside;      // this clock less the platform's
    std::optional<Parts> parts;                           // nothing: no TV has said
    bool path_down = false;
};

// Takes down what was just seen; true: it is to be kept.
bool remember_parts(Remembered& remembered, const Parts& parts, contract::Time now);
bool remember_key(Remembered& remembered, contract::Time now);
// How this start came: the mark that the run before left behind is of that start of the machine; nothing: it ended as it should.
void remember_start(Remembered& remembered, const std::optional<std::string>& mark, std::string_view boot, contract::Time now);

Faults faults_of(const Remembered& remembered, const Signs& signs, const Now& now);

}  // namespace anju::alarm
