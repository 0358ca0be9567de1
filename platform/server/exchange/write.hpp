// SPDX-License-Identifier: Apache-2.0
// Homes as a list that read_list() takes: the same values come back.
#pragma once

#include <string>
#include <vector>

#include "platform/contract/home_file.hpp"
#include "platform/server/exchange/columns.hpp"
#include "platform/server/exchange/list.hpp"

namespace anju::server {

struct ListedHome {
    std::string id, organisation;  // its name
    FactTexts facts;
    std::vector<contract::Contact> contacts;
};

// Text in pieces: head(), each home, tail(). Headers and words of choice are in one language.
class ListWriter {
  public:
    // `contacts`: columns for so many of them, in a CSV.
    ListWriter(ListForm form, HeaderLanguage language, std::size_t contacts);
    std::string head() const;
    std::string home(const ListedHome& home);
    std::string tail() const;

  private:
    std::string value_of(const Fact& fact, const ListedHome& home) const;
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
