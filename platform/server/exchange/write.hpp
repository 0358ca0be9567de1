// SPDX-License-Identifier: Apache-2.0
// Homes as a list that read_list() takes: the same values come back.
#pragma once

#include <string>
#include <vector>

#include "platform/server/exchange/columns.hpp"
#include "platform/server/exchange/list.hpp"
#include "platform/server/exchange/listed_home.hpp"

namespace anju::server {

// Columns of a CSV for so many of each.
struct MostListed {
    std::size_t contacts = 0, relatives = 0, subsidies = 0;
};

// Text in pieces: head(), each home, tail(). Headers and words of choice are in one language.
class ListWriter {
  public:
    ListWriter(ListForm form, HeaderLanguage language, const MostListed& most);
    std::string head() const;
    std::string home(const ListedHome& home);
    std::string tail() const;

  private:
    std::string value_of(const Fact& fact, const ListedHome& home) const;
    GroupCells cells_at(const ColumnGroup& group, std::size_t number, const ListedHome& home) const;
    std::string row_of(const ListedHome& home) const;
    std::string object_of(const ListedHome& home) const;

    ListForm form_;
    HeaderLanguage language_;
    std::vector<Column> columns_;
    bool first_ = true;
};

// Rows as they were given, as CSV for a spreadsheet: a byte order mark, the header, and the cells.
std::string csv_of(const Cells& header, const std::vector<Cells>& rows);

}  // namespace anju::server
