// SPDX-License-Identifier: Apache-2.0
// One key for help as this screen knows it: what the guard says (docs/alarm.md), and what it has not answered yet. Values only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/contract/alarm.hpp"
#include "platform/contract/visit.hpp"
#include "terminal/model/settings.hpp"

namespace anju::model {

using contract::Time;

// A line of the guard's.
struct GuardState {
    // Calling: written down, not yet kept by the platform. Lost: it could not be written down, and is called from memory.
    enum class Stage { Idle, Calling, Received, Accepted, Changing, Cancelled, Ended, Lost };
    std::uint64_t version = 0;
    Stage stage{};
    Time at{};                            // since when
    int presses = 0;                      // of the run
    std::optional<Time> take_back_until;
    int rung = 0;                         // 0 the first address, 1 another way was tried, 2 a voice says the number to dial
    std::optional<contract::Alarm> alarm; // the platform's own answer, once there is one
    bool operator==(const GuardState&) const = default;
};

// For whom the guard calls, as far as the model knows it.
struct GuardBox {
    Language language{};
    std::string help_number, called;
    bool operator==(const GuardBox&) const = default;
};

// What is plugged in, once the engine has looked; and when the run before this one ended by a fault of its own, if it did.
struct GuardParts {
    bool camera = false, microphone = false;
    std::optional<Time> fault_at;
    bool operator==(const GuardParts&) const = default;
};

// Who has the alarm speaks with the home: a visit that is answered by itself (docs/alarm.md, "Talking").
struct Talk {
    // Placed, and the guard has not said yet that a person has the alarm.
    struct Waiting {
        contract::Visit visit;
        Time until{};
        bool operator==(const Waiting&) const = default;
    };
    std::optional<Waiting> waits;             // of who has it
    std::optional<Waiting> relative_waits;    // of a relative who is to come in
    std::string visit;                        // the one that was answered; empty: none is on
    std::string alarm;                        // what it is about
    std::optional<contract::AlarmPerson> by;  // who had the alarm then
    std::vector<std::string> heard;           // answered or refused in this alarm: said again they open nothing
    bool operator==(const Talk&) const = default;
};

struct Alarm {
    // Keys that the guard has not answered yet: their screen stands at once.
    struct Press {
        contract::AlarmSource source{};
        Time since{};     // the guard has a second from here
        Time pressed{};   // the last of them
        int presses = 0;
        int before = 0;   // so many of the open run the guard had counted
        bool operator==(const Press&) const = default;
    };

    bool there = false;               // the guard speaks with us
    Time gone_at{};                   // else: since when it does not
    std::optional<GuardState> said;   // the last it said; kept while it is gone
    std::optional<Time> began;        // the first press of what is open, as this screen saw it
    std::optional<Press> press;
    std::optional<Time> again;        // pressed again while it was open
    std::optional<Time> took_back;    // 返回 was pressed, and the guard has not answered that
    bool left = false;                // the person has left the screen of what is over, or of a guard that does not answer
    std::string focus;
    std::optional<std::optional<GuardBox>> told;  // who this box is, as the guard that is there heard it
    std::optional<GuardParts> told_parts;         // the same of what is plugged in
    std::optional<Time> fault_at;                 // GuardParts::fault_at; a later home of this box is no later fault
    bool operator==(const Alarm&) const = default;
};

}  // namespace anju::model
