// SPDX-License-Identifier: Apache-2.0
// Who may do what on a visit: set by the first contact (管家人), in force once the elder pressed OK.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/contract/night.hpp"
#include "platform/contract/time.hpp"

namespace anju::contract {

enum class VisitPolicy { Ring, Automatic, AutomaticByDay, AutomaticInAlarm };

struct VisitRule {
    std::string member;
    VisitPolicy policy = VisitPolicy::Ring;      // in force
    std::optional<Time> agreed_at;               // when the elder said yes to it
    std::optional<VisitPolicy> proposed;         // waits for the elder's OK
    std::string proposed_by;                     // Member::id
    std::optional<Time> proposed_at;
    bool operator==(const VisitRule&) const = default;
};

struct VisitRules {
    std::string first_contact;     // Member::id; may propose rules and set the quiet hours
    std::vector<VisitRule> rules;  // a member without one: Ring
    Night quiet{21, 7};            // local hours [from, to) in which nobody rings; from == to: never
    bool operator==(const VisitRules&) const = default;
};

}  // namespace anju::contract
