// SPDX-License-Identifier: Apache-2.0
// Rows to contract types.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/contract/message.hpp"
#include "platform/contract/staff.hpp"
#include "platform/server/storage/database.hpp"

namespace anju::server {

std::optional<contract::Household> load_household(Transaction& tx, const std::string& id);
std::vector<contract::Member> load_members(Transaction& tx, const std::string& household);
std::optional<contract::Message> load_message(Transaction& tx, const std::string& id);
// With a member: without what the elder said to others.
std::vector<contract::Message> load_newest_messages(Transaction& tx, const std::string& household,
                                                    const std::string& member = "");
std::uint64_t load_cursor(Transaction& tx, const std::string& recipient);

// A photo as three columns of a LEFT JOIN: id, width, height.
std::optional<contract::Photo> photo_at(const Row& row, std::size_t first_column);

std::string words_of(const std::vector<contract::Capability>& capabilities);
std::string words_of(const std::vector<contract::Role>& roles);
std::vector<contract::Capability> capabilities_of(std::string_view words);
std::vector<contract::Role> roles_of(std::string_view words);

}  // namespace anju::server
