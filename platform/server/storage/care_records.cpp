// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/care_records.hpp"

#include <map>

#include "platform/server/storage/changes.hpp"

namespace anju::server {

using contract::CareRecord;

CareRecord record_at(const Row& row, std::size_t first) {
    const auto text = [&](std::size_t column) { return row.text(first + column); };
    CareRecord record{text(0), text(1), text(2), text(3), static_cast<int>(row.number(first + 4)), text(5), text(6), text(7), text(8), text(9), text(10), row.number(first + 11) != 0};
    record.change = static_cast<std::uint64_t>(row.number(first + 12));
    return record;
}

std::vector<CareRecord> load_care_records(Transaction& tx, const std::string& household) {
    std::map<std::uint64_t, contract::FileChange> changes;
    for (const Row& row : tx.run(ANJU_CHANGE "WHERE a.number IN (SELECT change FROM care_record WHERE household = $1 AND replaced_by IS NULL)", {household})) {
        contract::FileChange change = change_at(row);
        changes.emplace(change.number, std::move(change));
    }
    std::vector<CareRecord> records;
    for (const Row& row : tx.run("SELECT " + std::string(kRecordColumns) + " FROM care_record WHERE household = $1 AND replaced_by IS NULL ORDER BY valid_from DESC, change DESC", {household})) {
        CareRecord record = record_at(row, 0);
        if (const auto change = changes.find(record.change); change != changes.end()) {
            record.author = change->second.author;
            record.who = change->second.who;
            record.at = change->second.at;
        }
        records.push_back(std::move(record));
    }
    return records;
}

}  // namespace anju::server
