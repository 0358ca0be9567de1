// SPDX-License-Identifier: Apache-2.0
// Requests and answers between staff pages (a technician, at first) and the platform.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "platform/contract/household.hpp"

namespace anju::contract {

// Manager (站长): keeps the homes of a place. Operator (值班员): sits at the desk of 12349. Responder (上门员): goes to a home by a
// link that the desk sends; opens no page of the staff.
enum class Role { Administrator, Technician, Manager, Operator, Responder };

struct SignIn { std::string name; std::string password; bool operator==(const SignIn&) const = default; };

struct StaffSelf {
    std::string id, name, display_name, organisation;
    std::vector<Role> roles;
    bool operator==(const StaffSelf&) const = default;
};

struct HouseholdRow {
    std::string id, name, address;
    Person person;
    std::optional<Photo> photo;
    int terminals = 0;
    bool operator==(const HouseholdRow&) const = default;
};
struct HouseholdList { std::vector<HouseholdRow> households; int total = 0; bool operator==(const HouseholdList&) const = default; };

// A code that a TV shows right now.
struct PairingFound {
    std::string user_code, model, version;
    std::chrono::seconds expires_in{0};
    bool lost = false;       // the box that asks was reported lost
    std::string box_number{};  // which box asks, when it says so and it was in this place
    std::string next_home{}, next_home_name{};  // staff has chosen this home for it
    bool operator==(const PairingFound&) const = default;
};

struct PairingApproval { std::string household; bool operator==(const PairingApproval&) const = default; };

struct TerminalRow {
    std::string id, box_number, model, version, household, household_name;
    bool online = false;
    std::optional<Time> last_seen;
    bool operator==(const TerminalRow&) const = default;
};
struct TerminalList { std::vector<TerminalRow> terminals; bool operator==(const TerminalList&) const = default; };

}  // namespace anju::contract
