// SPDX-License-Identifier: Apache-2.0
// Going there: whom the desk can send to a home that called for help, and what that person sees and answers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/contract/alarm.hpp"

namespace anju::contract {

struct Responder {
    std::string id, name, place, phone;  // of the staff, with the role; place by its name
    bool busy = false;                   // on the way to another home
    bool operator==(const Responder&) const = default;
};
// Of the home's own place first, then those of the places above it.
struct ResponderList { std::vector<Responder> responders; bool operator==(const ResponderList&) const = default; };

struct SendResponder { std::string responder; bool operator==(const SendResponder&) const = default; };

// Told once, to the seat that sent: "page#link". The same goes to the responder's phone.
struct ResponderLink {
    std::string link, page;
    std::optional<bool> notified;  // whether the gateway took it; nothing: none is configured
    bool operator==(const ResponderLink&) const = default;
};

// What the link opens until the alarm is closed, or another is sent: what is needed at the door, and no more.
struct ResponderHome {
    std::string person, called;           // 王桂兰, 王奶奶
    std::string address, door_code, floor, keys, walking, hearing, allergies, dialect;  // as the home's file has them; "" where it has nothing
    std::string pressed, desk_number;     // 红键; to ring the desk
    std::string operator_name;            // who has it now; "": nobody
    Time asked_at{};
    ResponderState state{};
    std::optional<Time> expected_at;
    bool operator==(const ResponderHome&) const = default;
};
// OnTheWay with minutes, Arrived, Declined; each may be said again with other minutes.
struct ResponderAnswer {
    ResponderState state{};
    int minutes = 0;  // 1 to 180 with OnTheWay
    bool operator==(const ResponderAnswer&) const = default;
};

inline constexpr int kMaxMinutesAway = 180;

}  // namespace anju::contract
