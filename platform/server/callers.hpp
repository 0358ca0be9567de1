// SPDX-License-Identifier: Apache-2.0
// Who asks. Every call carries one of these, and every query is bounded by what it may reach.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "platform/contract/staff.hpp"

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

// Staff: reaches everything whose path begins with `scope`, the path of the own organisation.
struct StaffCaller {
    std::string staff;
    std::string scope;
    std::vector<contract::Role> roles;
    std::string session;
    bool operator==(const StaffCaller&) const = default;
};

// The program itself: seeding, provisioning, tests.
inline StaffCaller system_caller() { return {"system", "/", {contract::Role::Administrator}, ""}; }

using Viewer = std::variant<TerminalCaller, FamilyCaller, StaffCaller>;

// The name under which events wait for one TV or one relative.
inline std::string recipient_of_terminal(const std::string& id) { return "tv:" + id; }
inline std::string recipient_of_member(const std::string& id) { return "member:" + id; }
inline std::string recipient_of(const TerminalCaller& tv) {
    return recipient_of_terminal(tv.terminal);
}
inline std::string recipient_of(const FamilyCaller& who) { return recipient_of_member(who.member); }

}  // namespace anju::server
