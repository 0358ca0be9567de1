// SPDX-License-Identifier: Apache-2.0
// Why a file cannot be read as a list of homes, or a row of it cannot be taken. words.hpp says both to people.
#pragma once

#include <cstddef>
#include <string>

namespace anju::server {

// 100,000 homes with every value are about 40 MiB.
inline constexpr std::size_t kMaxListBytes = std::size_t{64} * 1024 * 1024;
inline constexpr std::size_t kMaxListRows = 200'000;
// A home with all that can be kept of it, in each group that a list has columns for.
inline constexpr std::size_t kMaxListColumns = 2200;

// Of the whole file: list_empty, list_too_large, list_too_many_rows, list_too_many_columns, list_zip, list_old_excel, list_pdf,
// list_binary, list_utf16, list_encoding, list_quotes, list_json, list_json_shape, column_twice, no_name_column.
struct ListFault {
    std::string code;
    std::size_t row = 0;  // 0: of no one row
    std::string value;    // of a column: its header
    bool operator==(const ListFault&) const = default;
};

// Of one row: the codes of settled(), of facts, contacts and records, relative_differs, relative_taken_back, relative_twice, right_taken_away,
// too_many_members, record_differs, record_withdrawn, record_overlaps, record_cuts_short, too_many_records, too_many_contacts, contact_gap, same_as_row, id_number_differs, id_number_taken,
// several_homes, household_closed, place_unknown, place_differs, changed_meanwhile.
// Remarks on a row that is taken: record_corrected, record_ends.
struct Refusal {
    std::string code;
    std::string column;   // a fact's name, "contact2_phone"; empty: none
    std::string value;    // what stands there, or the place that has the home; cut
    std::size_t row = 0;  // same_as_row: which
    std::string day{}, who{};  // when something was done that the row would undo, and by whom; or when something ends
    bool operator==(const Refusal&) const = default;
};
using Remark = Refusal;  // what a person has to know of a row though it is taken

}  // namespace anju::server
