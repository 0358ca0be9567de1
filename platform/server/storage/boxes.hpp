// SPDX-License-Identifier: Apache-2.0
// Rows to boxes, and which version is older.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/contract/boxes.hpp"
#include "platform/server/box_records.hpp"
#include "platform/server/storage/database.hpp"

namespace anju::server {

// 0.1.10 is newer than 0.1.9. What does not begin with a figure is neither older nor newer than anything.
bool is_older(std::string_view version, std::string_view than);
// The newest version among the boxes of this place; "" for none that can be compared.
std::string newest_version(Transaction& tx, const std::string& scope);

// The row of the key that this box has now, which may be another than `id`. Nothing: not inside `scope`.
std::optional<std::string> present_box(Transaction& tx, const std::string& scope, const std::string& id);

// Without `outdated` and the changes. No name from outside `scope`.
std::optional<contract::BoxRow> load_box(Transaction& tx, const std::string& scope, const std::string& id, const IsOnline& online);
// With both, and what it says of itself to who may act on it; of the key that it has now. Nothing: not inside the caller's place.
std::optional<contract::BoxRow> load_whole_box(Transaction& tx, const StaffCaller& staff, const std::string& id, const IsOnline& online);

// As they are kept; nothing: none, or not understood.
std::optional<contract::BoxCondition> condition_from(const std::string& text);
std::optional<contract::RingHow> ring_how(const std::string& word);

}  // namespace anju::server
