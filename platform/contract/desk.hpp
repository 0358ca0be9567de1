// SPDX-License-Identifier: Apache-2.0
// The desk of 12349: its queue, its seats and the card of one alarm.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/contract/alarm.hpp"
#include "platform/contract/home_file.hpp"

namespace anju::contract {

// One line of the queue.
struct DeskAlarm {
    Alarm alarm;
    AlarmSource source{};
    Time pressed_at{};
    std::string household, person, address, number;  // number: A-20261121-0041
    std::optional<Photo> photo;
    bool mine = false;                   // of the seat that asks
    std::optional<AlarmPerson> offered_to;  // who has it wants to hand it over
    bool offered_to_me = false;
    std::optional<Time> offered_until;   // then it stays where it is
    std::optional<Time> reaches_next_at; // when the next are called
    std::optional<Time> outcome_due;
    bool responder_silent = false;       // who was sent has said nothing for two minutes
    bool operator==(const DeskAlarm&) const = default;
};

struct Seat {
    std::string id, name, place;
    bool on_duty = false;
    std::optional<Time> since;
    bool operator==(const Seat&) const = default;
};
// The id of a seat on duty, or "" for the head of the place.
struct HandOver { std::string seat; bool operator==(const HandOver&) const = default; };
// Whom the desk asks to come into the talk: a relative of the home.
struct TalkWith { std::string member; bool operator==(const TalkWith&) const = default; };
struct SeatChange { bool on_duty = false; bool operator==(const SeatChange&) const = default; };

struct DeskFigures {
    int today = 0, in_15s = 0, in_60s = 0, breaches = 0;  // accepted today, of today's
    int boxes_online = 0, boxes_offline = 0;
    bool operator==(const DeskFigures&) const = default;
};

// First in line first. To call back: cancelled and closed ones that somebody still has to ring.
struct Desk {
    Seat seat;
    std::vector<Seat> seats;
    std::vector<DeskAlarm> alarms, call_back;
    DeskFigures figures;
    std::string help_number;  // to dial when the desk is offline
    std::optional<Time> now;  // of the platform: what the times here are counted from
    bool operator==(const Desk&) const = default;
};

struct AlarmStep {
    std::uint64_t number = 0;
    Time at{};
    std::string what;  // pressed, received, reached, accepted, lost, cancelled, note, outcome, called_back, closed …
    std::string who;   // "" of the platform's own
    std::string text;  // what belongs to it: a note, a name, a reach
    bool operator==(const AlarmStep&) const = default;
};

// All that a person needs who has just accepted.
struct AlarmCard {
    DeskAlarm alarm;
    HomeFile home;  // of its records only what holds today
    std::string note, outcome;  // as they were typed last
    std::string responder_phone{};  // of who was sent, to ring; "" without one
    std::vector<AlarmStep> steps;
    std::vector<AlarmStep> before;  // the last three alarms of this home, as "closed" steps with their outcome
    bool operator==(const AlarmCard&) const = default;
};

struct AlarmNote { std::string text; bool operator==(const AlarmNote&) const = default; };
// helped, false_alarm, test, no_answer, hospital, other
struct AlarmOutcome { std::string outcome, text; bool operator==(const AlarmOutcome&) const = default; };

inline constexpr std::size_t kMaxNote = 2000;
inline constexpr std::chrono::seconds kOffered{20};

}  // namespace anju::contract
