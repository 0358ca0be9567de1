// SPDX-License-Identifier: Apache-2.0
// The tree of places as it is kept.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/contract/people.hpp"
#include "platform/server/storage/work.hpp"

namespace anju::server {

struct PlaceRow {
    std::string id, parent;  // "" of a root
    contract::PlaceKind kind{};
    std::string name, path;
    bool closed = false;
};
// Nothing: none within the caller's place.
std::optional<PlaceRow> place_within(Transaction& tx, const StaffCaller& staff, const std::string& id);

// The place of that id, which stays open until the end of the transaction: what is made there at the same moment
// as it is closed waits. Nothing: none within the caller's place, or closed.
std::optional<PlaceRow> hold_place(Work& work, const StaffCaller& staff, const std::string& id);
// Who changes places and staff of one root comes one after the other. Before hold_place, where both are.
void hold_tree(Work& work, const std::string& path);

// Below `own` and itself, open, each before those below it, counted.
std::vector<contract::Place> load_places(Transaction& tx, const PlaceRow& own);
std::optional<contract::Place> load_place(Transaction& tx, const StaffCaller& staff, const std::string& id);

bool is_administrator(const StaffCaller& staff);

// A place below `above`, or a root. Conflict "place_name_taken", Refused "kind_misplaced".
[[nodiscard]] Stored<std::string> insert_place(Work& work, const StaffCaller& staff, const std::optional<PlaceRow>& above, contract::PlaceKind kind,
                                               const std::string& name);

}  // namespace anju::server
