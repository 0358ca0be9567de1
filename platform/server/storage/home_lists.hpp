// SPDX-License-Identifier: Apache-2.0
// What a list of homes needs of the database: whom it may mean, what they have, and new homes by the hundred.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "platform/server/exchange/plan.hpp"
#include "platform/server/exchange/write.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/many_rows.hpp"
#include "platform/server/storage/work.hpp"

namespace anju::server {

struct ListPlace {
    std::string id, path;
};

std::int64_t newest_entry(Transaction& tx);  // of the audit
// In which ways the open organisations of this place may be written: 东关站, 东关街道/东关站 …, shortest first; by id.
std::map<std::string, std::vector<std::string>> place_names(Transaction& tx, const std::string& scope);
// Of them the shortest that only this one has.
std::map<std::string, std::string> places_written(Transaction& tx, const std::string& scope);
// Who makes homes, or changes whom one is known by, comes one after the other until the end of the transaction: two at a
// time would both make the home that neither knows of. Before any row is held that others may wait for.
void hold_identities(Work& work);
// The homes and the organisations of the caller's place.
void load_identities(Transaction& tx, const StaffCaller& staff, Identities& known);
// Those that were made, closed or renamed since that entry, but for `own`.
void load_new_identities(Transaction& tx, const StaffCaller& staff, std::int64_t since, const std::unordered_set<std::string>& own, Identities& known);

// What a list speaks of: who has no column for it does not pay for it.
struct Listed {
    bool relatives = true, records = true;
    bool by_hand = false;  // also what staff corrected and took away, which a list does not undo
};
// By household, whole: also relatives whose link was taken back, and what is over. The organisation by its id.
std::map<std::string, ListedHome> load_listed(Transaction& tx, std::span<const std::string> households, const Listed& what);
// As a list writes it: who is there, and what is not over on that day.
void leave_what_is_current(ListedHome& home, const std::string& day);
MostListed most_listed(Transaction& tx, const std::string& scope, const std::string& day);

// New homes; the rows must be plans of Fate::Create.
class NewHomes {
  public:
    explicit NewHomes(Dialect dialect);
    void add(Work& work, const StaffCaller& staff, const ListPlace& place, const RowPlan& plan, const ListRow& row, const std::string& pinyin);
    void flush(Work& work);
    // The entries by which others find these homes, once whoever makes homes is held: their numbers are then newer than all that was seen.
    void tell(Work& work);
    const std::unordered_set<std::string>& ids() const { return ids_; }  // of all of them

  private:
    void add_relatives(Work& work, const StaffCaller& staff, const HeldHousehold& home, const RowPlan& plan, const std::string& called);
    void add_records(Work& work, const StaffCaller& staff, const HeldHousehold& home, const RowPlan& plan);

    std::size_t waiting_ = 0;
    std::unordered_set<std::string> ids_;
    ManyRows households_, people_, files_, contacts_, members_, records_, audit_, made_;
    std::vector<std::string> with_records_;  // whose rows do not know yet which entry made them
};

}  // namespace anju::server
