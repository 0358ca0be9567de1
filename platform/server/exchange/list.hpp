// SPDX-License-Identifier: Apache-2.0
// A file of homes as typed rows: what each gives, or why it cannot be taken.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "platform/contract/home_file.hpp"
#include "platform/server/exchange/list_groups.hpp"
#include "platform/server/exchange/list_text.hpp"
#include "platform/server/facts.hpp"

namespace anju::server {

// What is empty says nothing: the home keeps what it has.
struct ListRow {
    std::size_t number = 0;  // as a spreadsheet counts; of JSON the first object is 1
    std::string id, place;   // of the home; its organisation by name
    std::vector<std::pair<const Fact*, std::string>> facts;  // settled
    std::vector<contract::Contact> contacts;
    std::vector<std::string contract::Contact::*> contact_parts;  // that it has columns for; what it has none for says nothing
    std::vector<GivenRelative> relatives;
    std::vector<GivenRecord> records;  // settled
    std::string name, address;  // as they stand there, cut: to be shown
    std::optional<Refusal> refusal;

    const std::string& fact(std::string_view name) const;  // "": none
};

enum class ListForm { Csv, Json };

struct HomeList {
    ListForm form = ListForm::Csv;
    Encoding encoding = Encoding::Utf8;
    std::size_t columns = 0;           // that are known
    std::vector<std::string> unknown;  // headers that say nothing to us
    bool relatives = false, records = false;  // it has columns for them
    std::vector<ListRow> rows;
};

tl::expected<HomeList, ListFault> read_list(std::string bytes, std::chrono::year_month_day today);

// The cells of the rows whose number `wanted` has, and the header before them, for a file that read_list() took.
using Cells = std::vector<std::string>;
struct ListCells {
    Cells header;
    std::vector<std::pair<std::size_t, Cells>> rows;
};
ListCells cells_of(std::string bytes, const std::vector<std::size_t>& wanted);

// At most `limit` code points, and "…" where there was more.
std::string cut(std::string_view text, std::size_t limit);

}  // namespace anju::server
