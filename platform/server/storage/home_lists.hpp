// SPDX-License-Identifier: Apache-2.0
// What a list of homes needs of the database: whom it may mean, what they have, and new homes by the hundred.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "platform/server/exchange/plan.hpp"
#include "platform/server/exchange/write.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/many_rows.hpp"

namespace anju::server {

struct ListPlace {
    std::string id, path;
};

std::int64_t newest_entry(Transaction& tx);  // of the audit
// All homes of all places, and the caller's organisations. Answers the newest entry of the audit that it knows of.
std::int64_t load_identities(Transaction& tx, const StaffCaller& staff, Identities& known);
// Those that were made, closed or renamed since that entry; answers the newest now.
std::int64_t load_new_identities(Transaction& tx, const StaffCaller& staff, std::int64_t since, Identities& known);

// Facts and contacts by household.
std::map<std::string, ListedHome> load_listed(Transaction& tx, std::span<const std::string> households);

// New homes; the rows must be plans of Fate::Create.
class NewHomes {
  public:
    explicit NewHomes(Dialect dialect);
    void add(Work& work, const StaffCaller& staff, const ListPlace& place, const RowPlan& plan, const ListRow& row, const std::string& pinyin);
    void flush(Work& work);

  private:
    std::size_t waiting_ = 0;
    ManyRows households_, people_, files_, contacts_, audit_;
};

}  // namespace anju::server
