// SPDX-License-Identifier: Apache-2.0
// Photos in the database: two renditions each.
#pragma once

#include <optional>
#include <string>

#include "platform/contract/household.hpp"
#include "platform/server/records.hpp"
#include "platform/server/storage/ledger.hpp"

namespace anju::server {

// With a member: waits for that member's message. Without: a portrait, seen at once.
contract::Photo insert_photo(Work& work, const HeldHousehold& home,
                             const std::optional<std::string>& member, const NewPhoto& photo);

}  // namespace anju::server
