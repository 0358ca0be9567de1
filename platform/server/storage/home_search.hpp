// SPDX-License-Identifier: Apache-2.0
// Homes found by a part of what is known of them.
#pragma once

#include <string>

#include "platform/contract/staff.hpp"
#include "platform/server/storage/database.hpp"

namespace anju::server {

inline constexpr int kFewHomes = 20'000;  // so many are read one by one rather than looked up

// After household.search was written, or a home closed, in the same transaction: the index has it as well.
void index_parts(Transaction& tx);

// The open homes below `scope` whose searched text holds `typed`: the first `limit`, and how many there are.
contract::HouseholdList find_homes(Transaction& tx, Dialect dialect, const std::string& scope, const std::string& typed, int limit, int few = kFewHomes);

}  // namespace anju::server
