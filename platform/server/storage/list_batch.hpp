// SPDX-License-Identifier: Apache-2.0
// The rows of a list as one transaction: what is held and in which order, what became another meanwhile, and the writing.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "platform/server/storage/home_lists.hpp"

namespace anju::server {

using RowIndex = std::span<const std::size_t>;

// The rows of these numbers against what is stored now; whoever is the same person as another row was found out before.
std::vector<RowPlan> plan_rows(Transaction& tx, const HomeList& list, RowIndex rows, const std::vector<Identities::Found>& found);
// Where new homes go of which the list says nothing. Nothing: none such within the caller's place.
std::optional<ListPlace> place_of(Transaction& tx, const StaffCaller& staff, const std::string& place);

// One transaction's part of a list. The rows that became another thing than `plan` says are left out and answered.
class ListBatch {
  public:
    ListBatch(const StaffCaller& staff, const HomeList& list, const ImportPlan& plan, const std::string& place, const std::vector<std::string>& pinyin)
        : staff_(staff), list_(list), plan_(plan), place_(place), pinyin_(pinyin) {}

    // `whole`: nothing is left out, so new homes are written before anybody has to wait for it. `newest`: the entry up to which `known`
    // knows all homes.
    Stored<std::vector<std::size_t>> write(Work& work, Dialect dialect, RowIndex rows, bool whole, Identities& known, std::int64_t& newest) const;

  private:
    const std::string& place_for(std::size_t row) const { return plan_.rows[row].place.empty() ? place_ : plan_.rows[row].place; }
    using Places = std::map<std::string, ListPlace>;  // as place_for() names them
    Stored<Places> places_of_new(Transaction& tx, RowIndex rows) const;
    // A row makes a home, or changes by what one is known.
    bool identifies(RowIndex rows) const;
    bool hold_places(Work& work, const Places& places) const;  // false: one was closed
    std::map<std::string, HeldHousehold> hold_homes(Work& work, RowIndex rows) const;

    const StaffCaller& staff_;
    const HomeList& list_;
    const ImportPlan& plan_;
    const std::string& place_;
    const std::vector<std::string>& pinyin_;
};

}  // namespace anju::server
