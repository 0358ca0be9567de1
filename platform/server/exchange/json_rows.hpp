// SPDX-License-Identifier: Apache-2.0
// The objects of a JSON array, flat: contacts, relatives and subsidies in lists of their own become contact1_name … as in a CSV.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/server/exchange/list_fault.hpp"

namespace anju::server {

using JsonFields = std::vector<std::pair<std::string, std::string>>;  // key, text
// Objects from 1 on. An answer of false ends it. Otherwise list_json (malformed), list_json_shape (not an array of flat
// objects), list_too_many_rows, list_too_many_columns.
std::optional<ListFault> read_json(std::string_view text, const std::function<bool(std::size_t row, JsonFields&& fields)>& on_fields);

}  // namespace anju::server
