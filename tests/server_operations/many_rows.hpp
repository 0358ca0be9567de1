// SPDX-License-Identifier: Apache-2.0
// A list of good rows among bad ones, as a file, and what the report has to say of it.
#pragma once

#include <string>
#include <vector>

#include "tests/server_operations/bad_rows.hpp"

namespace anju::tests {

class ManyRows {
  public:
    explicit ManyRows(int count);
    // What has to be kept before the list comes.
    void keep_homes(const std::string& database, const std::string& where);

    std::string text(server::ListForm form) const;
    // New, changed, the same, refused; `again`: when all that is good was written once.
    std::vector<int> counts(server::ListForm form, bool again) const;
    // Where the report says something else than it should: of each kind one row.
    std::vector<std::string> mistakes(server::ListForm form, const std::string& report, bool again) const;

  private:
    struct Row {
        const BadRow* kind = nullptr;
        int number = 0;
        std::string household{};
    };
    std::vector<const Row*> rows_of(server::ListForm form) const;

    std::vector<Row> rows_;
};

}  // namespace anju::tests
