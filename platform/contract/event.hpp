// SPDX-License-Identifier: Apache-2.0
// What the platform tells a TV or a family page over its event stream: whole things, never differences.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "platform/contract/box_ring.hpp"
#include "platform/contract/desk.hpp"
#include "platform/contract/household.hpp"
#include "platform/contract/message.hpp"
#include "platform/contract/supervision.hpp"
#include "platform/contract/visit.hpp"

namespace anju::contract {

struct HouseholdChanged { Household household; bool operator==(const HouseholdChanged&) const = default; };  // "household"
struct MessageChanged { Message message; bool operator==(const MessageChanged&) const = default; };           // "message": new or seen
struct Unpaired { std::string how{}; bool operator==(const Unpaired&) const = default; };                                        // "unpaired": wipe; taken_back, moved, lost or empty
struct VisitChanged { Visit visit; bool operator==(const VisitChanged&) const = default; };                   // "visit": rings, answered, ended, seen
struct SignalCame { Signal signal; bool operator==(const SignalCame&) const = default; };                     // "signal": from the other side
struct PresenceChanged { Presence presence; bool operator==(const PresenceChanged&) const = default; };       // "presence": transient
// "ring": transient, a BoxRings
struct AlarmChanged { Alarm alarm; bool operator==(const AlarmChanged&) const = default; };                   // "alarm": to the guard of a box, and to family
struct DeskChanged { DeskAlarm alarm; bool operator==(const DeskChanged&) const = default; };                 // "desk_alarm": to a seat
struct SeatChanged { Seat seat; bool operator==(const SeatChanged&) const = default; };                       // "seat": to the other seats
struct BoxHealthChanged { DeskBox box; bool operator==(const BoxHealthChanged&) const = default; };             // "desk_box": to a seat

using EventBody = std::variant<HouseholdChanged, MessageChanged, Unpaired, VisitChanged, SignalCame, PresenceChanged, BoxRings, AlarmChanged, DeskChanged, SeatChanged, BoxHealthChanged>;

struct Event {
    std::uint64_t seq = 0;  // per recipient, without gaps; 0: transient, only true now and never told again
    EventBody body;
    bool operator==(const Event&) const = default;
};

// Without a sequence: never stored, never replayed. codec.hpp has it for names.
inline bool is_transient(const EventBody& body) { return std::holds_alternative<PresenceChanged>(body) || std::holds_alternative<BoxRings>(body); }

}  // namespace anju::contract
