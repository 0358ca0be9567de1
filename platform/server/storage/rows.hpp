// SPDX-License-Identifier: Apache-2.0
// What a statement answered, by column position.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/contract/time.hpp"

namespace anju::server {

using Cell = std::variant<std::monostate, std::int64_t, std::string>;

class Row {
  public:
    explicit Row(std::vector<Cell> cells) : cells_(std::move(cells)) {}
    bool empty_at(std::size_t column) const;
    std::int64_t number(std::size_t column) const;  // 0 for nothing
    std::string text(std::size_t column) const;     // "" for nothing
    contract::Time time(std::size_t column) const;
    std::optional<contract::Time> maybe_time(std::size_t column) const;
    std::optional<std::string> maybe_text(std::size_t column) const;

  private:
    std::vector<Cell> cells_;
};

using Rows = std::vector<Row>;

}  // namespace anju::server
