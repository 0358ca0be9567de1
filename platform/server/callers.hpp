// SPDX-License-Identifier: Apache-2.0
// Who asks. Every call carries one of these, and every query is bounded by what it may reach.
#pragma once

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "platform/contract/staff.hpp"
#include "platform/contract/visit.hpp"

namespace anju::server {

// A paired TV: reaches its own household.
struct TerminalCaller {
    std::string terminal;
    std::string household;
    bool operator==(const TerminalCaller&) const = default;
};

// A relative with a living link: reaches the household as this member.
struct FamilyCaller {
    std::string member;
    std::string household;
    std::string session;  // id of the session, to end it
    bool operator==(const FamilyCaller&) const = default;
};

// Somebody whom the elder or the first contact invited: reaches that one visit, by the name that was typed.
struct GuestCaller {
    std::string guest;  // id of the session
    std::string household;
    std::string name;
    contract::GuestWay by = contract::GuestWay::Link;
    bool operator==(const GuestCaller&) const = default;
};

// Who is on the phone page: a relative or a guest.
struct VisitorCaller {
    std::variant<FamilyCaller, GuestCaller> who;

    const std::string& household() const {
        return std::visit([](const auto& w) -> const std::string& { return w.household; }, who);
    }
    // Member::id; empty: a guest.
    std::string member() const {
        const auto* relative = std::get_if<FamilyCaller>(&who);
        return relative ? relative->member : "";
    }
    // The one phone: only it hears and steers a visit that it placed or answered.
    std::string phone() const {
        const auto* relative = std::get_if<FamilyCaller>(&who);
        return relative ? "session:" + relative->session : "guest:" + std::get<GuestCaller>(who).guest;
    }
    bool operator==(const VisitorCaller&) const = default;
};

// The guard of a box, which calls for help: it has the key of its TV, and a stream of its own.
struct GuardListener {
    TerminalCaller tv;
    bool operator==(const GuardListener&) const = default;
};

// Staff: reaches everything whose path begins with `scope`, the path of the own organisation.
struct StaffCaller {
    std::string staff;
    std::string scope;
    std::vector<contract::Role> roles;
    std::string session;
    bool operator==(const StaffCaller&) const = default;
};

// The sign-in by which a seat talks: as the phone of a visitor, it alone hears and steers what it placed.
inline std::string phone_of(const StaffCaller& seat) { return "seat:" + seat.session; }

// One of the two sides of a visit. A seat is the phone's side; of a leg without a TV it is the one that offers.
using VisitParty = std::variant<TerminalCaller, VisitorCaller, StaffCaller>;

// Whoever hears of its visit by a stream of that visit alone.
struct VisitListener {
    VisitParty caller;
    std::string visit;
    bool offers = false;  // the seat of a leg without a TV: its stream is another than that of the phone
    std::string stream() const { return offers ? visit + ".desk" : visit; }  // as recipient_of_visit_desk has it
    bool operator==(const VisitListener&) const = default;
};

// At the desk: operators, and managers as the heads of their places.
inline bool may_sit(const StaffCaller& staff) {
    return std::ranges::any_of(staff.roles, [](contract::Role role) { return role == contract::Role::Operator || role == contract::Role::Manager; });
}

// Whoever has any role but that of an operator works on boxes.
inline bool works_on_boxes(const StaffCaller& staff) {
    return std::ranges::any_of(staff.roles, [](contract::Role role) { return role != contract::Role::Operator && role != contract::Role::Responder; });
}

// A responder opens no page of the staff, and has no password.
inline bool never_signs_in(const std::vector<contract::Role>& roles) {
    return !roles.empty() && std::ranges::all_of(roles, [](contract::Role role) { return role == contract::Role::Responder; });
}

// The program itself: seeding, provisioning, tests.
inline StaffCaller system_caller() { return {"system", "/", {contract::Role::Administrator}, ""}; }

using FilmViewer = std::variant<TerminalCaller, FamilyCaller>;
// A visitor sees the elder's portrait alone, whoever it is.
using Viewer = std::variant<TerminalCaller, FamilyCaller, StaffCaller, VisitorCaller>;

// The name under which events wait for one TV or one relative.
inline std::string recipient_of_terminal(const std::string& id) { return "tv:" + id; }
inline std::string recipient_of_member(const std::string& id) { return "member:" + id; }
inline std::string recipient_of_visit(const std::string& id) { return "visit:" + id; }
inline std::string recipient_of_visit_desk(const std::string& id) { return recipient_of_visit(id) + ".desk"; }  // of a leg without a TV
inline std::string recipient_of_guard(const std::string& terminal) { return "guard:" + terminal; }
inline std::string recipient_of_seat(const std::string& staff) { return "seat:" + staff; }
inline std::string recipient_of(const VisitListener& phone) {
    return recipient_of_visit(phone.stream());
}
inline std::string recipient_of(const TerminalCaller& tv) {
    return recipient_of_terminal(tv.terminal);
}
inline std::string recipient_of(const FamilyCaller& who) { return recipient_of_member(who.member); }
inline std::string recipient_of(const GuardListener& guard) { return recipient_of_guard(guard.tv.terminal); }
inline std::string recipient_of(const StaffCaller& seat) { return recipient_of_seat(seat.staff); }

}  // namespace anju::server
