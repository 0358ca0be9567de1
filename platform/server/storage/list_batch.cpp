// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/list_batch.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "platform/server/storage/care_records.hpp"
#include "platform/server/storage/contacts.hpp"
#include "platform/server/storage/home_file.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/places.hpp"
#include "platform/server/storage/rights.hpp"

namespace anju::server {
namespace {

// Rights that are other ones are in force at once; who is new has no link yet.
void change_relatives(Work& work, const StaffCaller& staff, const RowPlan& plan, HeldHousehold home) {
    bool first = true;
    for (const RelativePlan& one : plan.relatives) {
        if (!one.member.empty()) {
            keep_rights(work, staff, home, one.member, one.before, one.rights, "fact.imported");
            continue;
        }
        if (!std::exchange(first, false)) {  // each has a place of its own
            home = hold_household(work, home.id, staff.scope).value_or(home);
        }
        NewMember member;
        member.household = home.id;
        member.name = one.name;
        member.relation = one.relation;
        member.calls_elder = one.calls_elder.empty() ? load_called(work.tx, home.id) : one.calls_elder;
        member.rights = one.rights;
        insert_member(work, home, name_of(staff), member, std::nullopt, MadeBy::List);
    }
}

Stored<void> change_home(Work& work, const StaffCaller& staff, const RowPlan& plan, const HeldHousehold& home) {
    bool searched = false, on_tv = !plan.relatives.empty();
    for (const ValueChange& change : plan.changes) {
        const Fact* fact = fact_named(change.field);
        if (fact) {
            store_fact(work, plan.household, *fact, change.after);
        } else if (change.field == kContactsField) {
            store_contacts(work, plan.household, plan.called);
        } else {
            continue;  // of relatives and records below
        }
        write_audit(work, {name_of(staff), "fact.imported", plan.household, plan.household, home.path, fact ? shown(*fact, change.before) : change.before,
                           fact ? shown(*fact, change.after) : change.after, change.field});
        searched = searched || !fact || fact->searched;
        on_tv = on_tv || (fact && fact->on_tv);
    }
    for (const contract::CareRecordEdit& record : plan.records) {
        if (const auto kept = edit_record_of(work, staff, home, record, "record.imported"); !kept) {
            return tl::unexpected(kept.error());
        }
    }
    change_relatives(work, staff, plan, home);
    if (searched) {
        index_household(work, plan.household);
    }
    if (on_tv) {
        household_changed(work, plan.household);
    }
    return {};
}

}  // namespace

// The rows of these numbers against what is stored now; whoever is the same person as another row was found out before.
std::vector<RowPlan> plan_rows(Transaction& tx, const HomeList& list, RowIndex rows, const std::vector<Identities::Found>& found) {
    std::set<std::string> ids;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (found[i].home && !found[i].refusal) {
            ids.insert(found[i].home->id);
        }
    }
    const std::vector<std::string> asked(ids.begin(), ids.end());
    const auto homes = load_listed(tx, asked, {list.relatives, list.records, true});
    static const ListedHome nobody;
    std::vector<RowPlan> plans;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto home = found[i].home ? homes.find(found[i].home->id) : homes.end();
        const ListedHome& stored = home == homes.end() ? nobody : home->second;
        plans.push_back(plan_of(list.rows[rows[i]], found[i], stored));
    }
    return plans;
}

std::optional<ListPlace> place_of(Transaction& tx, const StaffCaller& staff, const std::string& place) {
    const Rows rows = place.empty() ? tx.run("SELECT id, path FROM organisation WHERE path = $1 AND closed_at IS NULL", {staff.scope})
                                    : tx.run("SELECT id, path FROM organisation WHERE id = $1 AND path >= $2 AND path < $3 AND closed_at IS NULL",
                                             {place, staff.scope, end_of(staff.scope)});
    return rows.empty() ? std::nullopt : std::optional(ListPlace{rows[0].text(0), rows[0].text(1)});
}

Stored<std::vector<std::size_t>> ListBatch::write(Work& work, Dialect dialect, RowIndex rows, bool whole, Identities& known, std::int64_t& newest) const {
    const auto places = places_of_new(work.tx, rows);
    if (!places) {
        return tl::unexpected(places.error());
    }
    NewHomes made(dialect);
    const auto make = [&](std::size_t row) { made.add(work, staff_, places->find(place_for(row))->second, plan_.rows[row], list_.rows[row], pinyin_[row]); };
    if (whole) {
        for (const std::size_t row : rows) {
            if (plan_.rows[row].fate == Fate::Create) {
                make(row);
            }
        }
        made.flush(work);
    }
    const bool alone = identifies(rows);
    if (alone) {
        hold_identities(work);
    }
    if (!hold_places(work, *places)) {
        return not_found("organisation_not_found");
    }
    const auto held = hold_homes(work, rows);
    load_new_identities(work.tx, staff_, newest, made.ids(), known);
    std::vector<Identities::Found> found;
    for (const std::size_t row : rows) {
        found.push_back(known.find(list_.rows[row]));
    }
    const std::vector<RowPlan> now = plan_rows(work.tx, list_, rows, found);
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const RowPlan& planned = plan_.rows[rows[i]];
        const auto home = held.find(planned.household);
        if (now[i] != planned || (planned.fate == Fate::Change && home == held.end())) {
            others.push_back(rows[i]);
        } else if (planned.fate == Fate::Change) {
            if (const auto changed = change_home(work, staff_, planned, home->second); !changed) {
                return tl::unexpected(changed.error());
            }
        } else if (!whole) {
            make(rows[i]);
        }
    }
    made.flush(work);
    made.tell(work);
    if (alone) {  // or a home that is being made now would have an older entry
        newest = newest_entry(work.tx);
    }
    return others;
}

bool ListBatch::identifies(RowIndex rows) const {
    return std::any_of(rows.begin(), rows.end(), [&](std::size_t row) {
        const RowPlan& plan = plan_.rows[row];
        return plan.fate == Fate::Create || std::any_of(plan.changes.begin(), plan.changes.end(), [](const ValueChange& change) {
                   const Fact* fact = fact_named(change.field);
                   return fact != nullptr && fact->identifies;
               });
    });
}

Stored<ListBatch::Places> ListBatch::places_of_new(Transaction& tx, RowIndex rows) const {
    Places places;
    for (const std::size_t row : rows) {
        if (plan_.rows[row].fate != Fate::Create || places.contains(place_for(row))) {
            continue;
        }
        const auto place = place_of(tx, staff_, place_for(row));
        if (!place) {
            return not_found("organisation_not_found");
        }
        places.emplace(place_for(row), *place);
    }
    return places;
}

// All that is held is taken in one order, so that no two writers wait for each other: who homes are known by, places from
// above to below (as who changes the tree does), homes by their ids.
bool ListBatch::hold_places(Work& work, const Places& places) const {
    std::map<std::string, std::string> by_path;
    for (const auto& [wanted, place] : places) {
        by_path.emplace(place.path, place.id);
    }
    return std::all_of(by_path.begin(), by_path.end(), [&](const auto& place) { return hold_place(work, staff_, place.second).has_value(); });
}

std::map<std::string, HeldHousehold> ListBatch::hold_homes(Work& work, RowIndex rows) const {
    std::set<std::string> homes;
    for (const std::size_t row : rows) {
        if (plan_.rows[row].fate == Fate::Change) {
            homes.insert(plan_.rows[row].household);
        }
    }
    std::map<std::string, HeldHousehold> held;
    for (const std::string& id : homes) {
        if (const auto home = hold_household(work, id, staff_.scope)) {
            held.emplace(id, *home);
        }
    }
    return held;
}

}  // namespace anju::server
