// SPDX-License-Identifier: Apache-2.0
// The boxes of a place, as staff sees and moves them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/contract/box_condition.hpp"
#include "platform/contract/box_ring.hpp"
#include "platform/contract/household.hpp"
#include "platform/contract/supervision.hpp"
#include "platform/contract/time.hpp"

namespace anju::contract {

// Offline and Online stand in a home. Moving, NotInstalled and Lost are shut out: Moving has a next home that is open, where
// somebody approves its code once it has wiped what it had of the last one.
enum class BoxState { Offline, Online, Moving, NotInstalled, Lost };

struct BoxChange {
    std::string what;  // "box.lent"; as in the audit
    std::string who;   // 孙丽; "" for the box itself
    Time at{};
    bool operator==(const BoxChange&) const = default;
};

struct BoxRow {
    std::string id, number;
    std::string version;        // as the box said it last
    BoxState state = BoxState::Offline;
    bool outdated = false;      // a newer version is seen among the boxes of this place
    std::string household, household_name, person, address;  // its home; of one that is shut out: the last one
    std::optional<Photo> photo;     // of the person
    std::optional<Time> since;      // in this home, or shut out
    std::optional<Time> last_seen;
    std::optional<Time> version_since, started_at;  // as the box says; nothing: it does not
    std::string network;        // wired, wireless; "": it does not say
    std::string lent_to, lent_until;     // 陈晓, 2026-12-01
    std::string next_home, next_home_name;  // Moving; empty: in another place
    std::optional<Time> wiped_at;   // of one that is shut out: the box itself has said so
    std::uint64_t revision = 0;     // grows with each act
    std::optional<BoxWatch> watch;  // while it stands in a home: whether its key for help would work
    // Of one box alone, while it stands in a home, and for who may act on it.
    std::optional<BoxRing> ring;
    std::optional<BoxCondition> condition;  // nothing: it has said none
    std::optional<Time> condition_at;
    std::vector<BoxChange> changes; // newest first; of one box alone
    bool operator==(const BoxRow&) const = default;
};

struct BoxCounts {
    int all = 0, offline = 0, outdated = 0, not_installed = 0, lent = 0, lost = 0;
    int faulty = 0, overdue = 0;  // of those in a home
    bool operator==(const BoxCounts&) const = default;
};

struct BoxList {
    BoxCounts counts;           // of everything in the place, whatever is looked for
    std::vector<BoxRow> boxes;  // one page, those that are off first
    int total = 0;              // of what is looked for
    bool operator==(const BoxList&) const = default;
};

struct BoxAct {
    std::string act;        // move, lend, returned, take_back, lost, found, away, back
    std::uint64_t seen = 0; // BoxRow::revision that was on the page
    std::string household;  // move: its id
    std::string lent_to, lent_until;  // lend
    std::string away_until; // away: 2026-12-01, the last day on which nobody is at home
    std::string number;     // take_back, and move out of a home: written out again
    bool operator==(const BoxAct&) const = default;
};

}  // namespace anju::contract
