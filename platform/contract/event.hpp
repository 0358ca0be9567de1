// SPDX-License-Identifier: Apache-2.0
// What the platform tells a TV or a family page over its event stream: whole things, never differences.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "platform/contract/household.hpp"
#include "platform/contract/message.hpp"

namespace anju::contract {

struct HouseholdChanged { Household household; bool operator==(const HouseholdChanged&) const = default; };  // "household"
struct MessageChanged { Message message; bool operator==(const MessageChanged&) const = default; };           // "message": new or seen
struct Unpaired { bool operator==(const Unpaired&) const = default; };                                        // "unpaired": wipe

using EventBody = std::variant<HouseholdChanged, MessageChanged, Unpaired>;

struct Event {
    std::uint64_t seq = 0;  // per recipient, without gaps
    EventBody body;
    bool operator==(const Event&) const = default;
};

}  // namespace anju::contract
