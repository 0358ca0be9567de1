// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/care_records.hpp"

#include <map>

#include "platform/server/storage/changes.hpp"

namespace anju::server {

using contract::CareRecord;

std::vector<CareRecord> load_care_records(Transaction& tx, const std::string& household) {
    std::map<std::uint64_t, contract::FileChange> changes;
    for (const Row& row : tx.run(ANJU_CHANGE "WHERE a.number IN (SELECT change FROM care_record WHERE household = $1 AND replaced_by IS NULL)", {household})) {
        contract::FileChange change = change_at(row);
        changes.emplace(change.number, std::move(change));
    }
    std::vector<CareRecord> records;
    for (const Row& row : tx.run("SELECT id, entry, sort, kind, fen, period, authority, number, valid_from, valid_until, note, withdrawn, change"
                                 " FROM care_record WHERE household = $1 AND replaced_by IS NULL ORDER BY valid_from DESC, change DESC",
                                 {household})) {
        CareRecord record{row.text(0), row.text(1), row.text(2), row.text(3), static_cast<int>(row.number(4)), row.text(5), row.text(6),
                          row.text(7), row.text(8), row.text(9), row.text(10), row.number(11) != 0};
        record.change = static_cast<std::uint64_t>(row.number(12));
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
