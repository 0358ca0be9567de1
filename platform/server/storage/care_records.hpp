// SPDX-License-Identifier: Apache-2.0
// Subsidies and assessments of a home as they stand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/server/care_record.hpp"
#include "platform/server/callers.hpp"
#include "platform/server/storage/ledger.hpp"

namespace anju::server {

// From that column on.
inline constexpr std::string_view kRecordColumns = "id, entry, sort, kind, fen, period, authority, number, valid_from, valid_until, note, withdrawn, change";
contract::CareRecord record_at(const Row& row, std::size_t first);  // without who made it so

// Within a transaction that has held the household; as CareRecords::edit_record. `what`: "record.added" and "record.corrected" when it
// is empty. Answers the id of the row.
Stored<std::string> edit_record_of(Work& work, const StaffCaller& staff, const HeldHousehold& home, const contract::CareRecordEdit& values, std::string_view what);

// The newest first.
std::vector<contract::CareRecord> load_care_records(Transaction& tx, const std::string& household);

}  // namespace anju::server
