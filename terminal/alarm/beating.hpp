// SPDX-License-Identifier: Apache-2.0
// When the guard says that it is there, by which address, and which of them is down. Pure. docs/alarm.md has the rules.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/contract/supervision.hpp"
#include "terminal/alarm/ladder.hpp"
#include "terminal/alarm/run.hpp"

namespace anju::alarm {

using Faults = std::vector<contract::BoxFault>;

inline constexpr Moment kBeatAgain{7'500};   // one that was not answered; so that five of six may be lost on their way
inline constexpr int kBeatTries = 5;         // of the same; then the next one
inline constexpr int kEachWay = 10;          // every so many of them go by each address
inline constexpr int kDown = 2;              // so many in a row that were lost: that address is down
inline constexpr Moment kNewsApart{5'000};   // faults that come and go

struct SendBeat {
    Way way{};
    Faults faults;
    bool operator==(const SendBeat&) const = default;
};

struct Beating {
    bool box = false, second = false;  // there is a platform; and another address of it
    Moment phase{};                    // of this box within the 30 s: a city does not speak in one second
    std::optional<Moment> next, again;
    std::uint64_t count = 0;
    int tries = 0;
    Moment sent{};                     // last
    Way works = Way::First;
    std::array<int, 2> lost{};         // in a row, by address
    Faults now;                        // as they are
    std::optional<Faults> told;        // as the platform has them
};

// Of a box, so that boxes are spread evenly: always the same for the same key.
Moment phase_of(std::string_view key, Moment within);

// at_once: it was paired this moment; a guard that starts waits for its turn.
void begin_beats(Beating& state, bool box, bool second, std::string_view key, bool at_once, Moment up);
void faults_are(Beating& state, Faults faults);
// What is to be sent now. held: an alarm is on its way, nothing goes before it.
std::vector<SendBeat> due_beats(Beating& state, bool held, Moment up);
void beat_answered(Beating& state, const SendBeat& beat, bool heard, Moment up);
std::optional<Moment> next_beat(const Beating& state);
bool path_down(const Beating& state);

}  // namespace anju::alarm
