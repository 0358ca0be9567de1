// SPDX-License-Identifier: Apache-2.0
// What a person is given or was found to need, each for a time: subsidies and assessments. A row is never written over: a
// corrected one is another row in its place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "platform/contract/time.hpp"

namespace anju::contract {

// Who made an entry: staff and family by name, everything else by its kind alone.
enum class Author { Staff, Family, Tv, Import, System };

struct CareRecord {
    std::string id;         // of the row as it stands; another after each correction
    std::string entry;      // the same through all corrections
    std::string sort;       // "subsidy", "assessment"
    std::string kind;       // of a subsidy: old_age …; of an assessment its grade: able, mild, moderate, severe, total (GB/T 42195)
    int fen = 0;            // of a subsidy: 1/100 yuan
    std::string period;     // of a subsidy: "month", "once"
    std::string authority;  // who grants, or who assessed
    std::string number;     // of the decision or the report; may be empty
    std::string from;       // 2026-01-01: granted from, assessed on
    std::string until;      // the last day on which it holds; empty: no end is named
    std::string note;
    bool withdrawn = false;  // it was written by mistake
    Author author = Author::System;
    std::string who{};
    std::optional<Time> at{};
    std::uint64_t change = 0;
    bool operator==(const CareRecord&) const = default;
};

struct CareRecordEdit {
    std::string corrects;  // CareRecord::id that was on the page; empty: a new one
    std::string replaces;  // of a new one, CareRecord::id that ends the day before it begins; may be empty
    std::string sort, kind;
    int fen = 0;
    std::string period, authority, number, from, until, note;
    bool withdrawn = false;
    bool operator==(const CareRecordEdit&) const = default;
};

}  // namespace anju::contract
