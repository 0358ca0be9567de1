// SPDX-License-Identifier: Apache-2.0
// One key for help: what a box reports, and what it and the desk are told. docs/alarm.md has the rules.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/contract/household.hpp"
#include "platform/contract/time.hpp"

namespace anju::contract {

enum class AlarmSource { Red, Sos, Button, Tile };

// All that a box knows of one run of presses, said again whenever it has changed or was not answered. Whatever comes twice, late or
// in another order changes nothing: of the numbers the higher one counts. It is cancelled while every press has been taken back.
struct AlarmReport {
    std::string id;              // of the run: made by the box with the first press, 8 to 64 of A–Z a–z 0–9 -
    std::uint64_t sequence = 0;  // of the box, from 1: one more with each run, never again
    AlarmSource source{};
    Time pressed_at{};           // the first press, by the box's clock
    int presses = 1;             // so far, at least 1
    int taken_back = 0;          // so many of them 返回 took back, all that there were at that moment
    bool operator==(const AlarmReport&) const = default;
};

// Waiting: kept by the platform, and no person has it. Changing: the one who had it is gone, it waits for another.
enum class AlarmState { Waiting, Accepted, Changing, Cancelled, Closed };
// Whom it has reached, each with all before it: seats of the nearest place, all of its seats, the head and the family, the places above.
// Breach: nobody took it for three minutes.
enum class AlarmReach { Nearest, AllSeats, HeadAndFamily, Above, Breach };

struct AlarmPerson {
    std::string name, place;  // 李姐, 东关服务站: as they are written on the screen
    bool operator==(const AlarmPerson&) const = default;
};

enum class ResponderState { Asked, OnTheWay, Arrived, Declined };
struct AlarmResponder {
    std::string name;
    ResponderState state{};
    std::optional<Time> expected_at;
    bool operator==(const AlarmResponder&) const = default;
};

// An incident as the home may know it.
struct Alarm {
    std::string id;
    std::string report;          // of the box that is told: the run that it knows; "" at a desk
    std::uint64_t revision = 0;  // higher is newer
    AlarmState state{};
    AlarmReach reach{};
    int presses = 1;             // of all boxes of the home
    Time received_at{};
    std::optional<Time> accepted_at;
    std::optional<AlarmPerson> by;
    std::optional<AlarmResponder> responder;
    std::vector<std::string> family;  // who was told, by name
    std::optional<Time> cancelled_at;
    std::optional<Time> call_back_by;  // of a cancelled one: somebody rings until then
    std::optional<Time> closed_at;
    bool operator==(const Alarm&) const = default;
};

inline constexpr std::chrono::seconds kTakeBack{10};     // after a press, and before a person has accepted
inline constexpr std::chrono::seconds kSameAlarm{30};    // after it was cancelled a press counts with it
inline constexpr std::chrono::seconds kToAllSeats{15}, kToHeadAndFamily{30}, kToAbove{60}, kToBreach{180};
inline constexpr std::chrono::seconds kSeatGone{15};     // an accepted one whose seat is silent so long waits again
inline constexpr std::chrono::seconds kOutcomeDue{180};  // after it was accepted
inline constexpr std::chrono::seconds kCallBackDue{20 * 60};
inline constexpr int kMaxPresses = 100'000;

}  // namespace anju::contract
