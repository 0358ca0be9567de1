// SPDX-License-Identifier: Apache-2.0
// Rows of a CSV text, and cells for one.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/server/exchange/list_fault.hpp"

namespace anju::server {

// Rows as a spreadsheet counts them from 1 on; empty ones count and are not told. An answer of false ends it.
// Comma, semicolon or tab between the cells, whichever the first row has most of; quotes may hold all of them and line ends.
// Otherwise: list_quotes, list_too_many_rows, list_too_many_columns.
using OnCells = std::function<bool(std::size_t row, std::vector<std::string>&& cells)>;
std::optional<ListFault> read_csv(std::string_view text, const OnCells& on_cells);

// One cell, in quotes where it needs them. What a spreadsheet would take for a formula gets an apostrophe in front;
// plain_cell() takes exactly that away again.
std::string csv_cell(std::string_view value);
std::string plain_cell(std::string cell);

}  // namespace anju::server
