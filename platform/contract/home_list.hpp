// SPDX-License-Identifier: Apache-2.0
// A list of homes that staff brings: what it would do, row by row, and what it did. Sentences are in the language of ?lang=.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace anju::contract {

// From the page a list that changes no more homes than this is written in one piece, all of it or nothing; a longer one in
// parts, between which TVs and families are served, and what broke off goes on when the list is brought again.
inline constexpr std::uint64_t kWholeListRows = 1000;

struct ImportReport {
    std::string id;
    std::string file;      // its name, as it was brought
    std::string encoding;  // "UTF-8" or "GB18030"
    std::uint64_t rows = 0;
    std::uint64_t columns = 0;         // that are known
    std::vector<std::string> unknown;  // headers of those that are not
    std::uint64_t created = 0, changed = 0, same = 0, refused = 0;
    std::uint64_t remarked = 0;        // rows that are taken, and of which somebody has to know something: a subsidy that was corrected since
    bool written = false;              // false: nothing was written yet
    bool operator==(const ImportReport&) const = default;
};

// As a person reads it; of an identity number only a part.
struct ImportChange {
    std::string label, before, after;  // 电话; "" for nothing
    bool operator==(const ImportChange&) const = default;
};
struct ImportRow {
    std::uint64_t row = 0;   // as a spreadsheet counts
    std::string fate;        // "create", "change", "same", "refused"
    std::string household;   // id; of a new home empty
    std::string name, address;
    std::string why;         // a sentence; of a change what has to be known of it, or nothing
    std::vector<ImportChange> changes;  // of a change
    bool operator==(const ImportRow&) const = default;
};
struct ImportRows {
    std::vector<ImportRow> rows;
    std::uint64_t left = 0;  // behind these
    bool operator==(const ImportRows&) const = default;
};
struct ImportApply {
    bool keep_good = false;  // false: all of it or nothing
    bool operator==(const ImportApply&) const = default;
};

}  // namespace anju::contract
