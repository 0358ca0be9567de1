// SPDX-License-Identifier: Apache-2.0
// What a household allows a relative: set by staff with the invitation, changed at any time, in force at once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "platform/contract/time.hpp"

namespace anju::contract {

struct Rights {
    bool message = true;  // send words, photos and films to the TV
    bool visit = true;    // call the elder; who is called by her may answer always
    bool order = false;   // meals and services, for the elder
    bool health = false;  // see blood pressure and medicines
    bool operator==(const Rights&) const = default;
};

struct MayDo {
    std::string member;  // id
    Rights rights;
    std::string who;         // made it so: 孙丽; empty: as the relative was added
    std::optional<Time> at;
    std::uint64_t change = 0;  // number of the entry that made it so; 0: as the relative was added
    bool operator==(const MayDo&) const = default;
};
struct RightsEdit {
    Rights rights;
    std::uint64_t seen = 0;  // MayDo::change that was on the page
    bool operator==(const RightsEdit&) const = default;
};

}  // namespace anju::contract
