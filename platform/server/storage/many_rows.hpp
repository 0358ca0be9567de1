// SPDX-License-Identifier: Apache-2.0
// Rows of one table, written many at a time: to a server each statement is a way there and back.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "platform/server/storage/database.hpp"

namespace anju::server {

// "($1, $2), ($3, $4)": of two rows with two columns.
std::string placeholders(std::size_t rows, std::size_t columns);

class ManyRows {
  public:
    using Held = std::variant<std::int64_t, std::string>;

    // "INSERT INTO contact (household, place, …)", without VALUES.
    ManyRows(std::string head, std::size_t columns, Dialect dialect);
    void add(std::vector<Held> row);
    // Writes what was added, and forgets it.
    void flush(Transaction& tx);

  private:
    void run(Transaction& tx, std::size_t from, std::size_t count);

    std::string head_;
    std::size_t columns_;
    std::size_t at_once_;
    std::vector<Held> values_;
};

}  // namespace anju::server
