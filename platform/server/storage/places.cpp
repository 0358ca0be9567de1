// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/places.hpp"

#include <algorithm>
#include <map>

#include "platform/contract/codec.hpp"
#include "platform/server/storage/from_word.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using contract::Place;
using contract::PlaceKind;

constexpr std::string_view kColumns = "SELECT id, parent, kind, name, path, closed_at FROM organisation ";

PlaceRow place_at(const Row& row) {
    return {row.text(0), row.text(1), from_word(row.text(2), PlaceKind::Institution).value_or(PlaceKind::Institution), row.text(3), row.text(4), !row.empty_at(5)};
}

using Counts = std::map<std::string, int, std::less<>>;

// By the path of each place: what is there or below. One row a place that has any comes from the database.
Counts counted(Transaction& tx, std::string_view table, std::string_view open, const std::string& scope) {
    Counts counts;
    for (const Row& row : tx.run(std::string("SELECT path, count(*) FROM ").append(table).append(" WHERE path >= $1 AND path < $2 AND ").append(open).append(
                                     " IS NULL GROUP BY path"),
                                 {scope, end_of(scope)})) {
        for (std::string path = row.text(0); path.size() >= scope.size() && path.size() > 1; path.resize(path.rfind('/', path.size() - 2) + 1)) {
            counts[path] += static_cast<int>(row.number(1));
        }
    }
    return counts;
}

int of(const Counts& counts, const std::string& path) {
    const auto found = counts.find(path);
    return found == counts.end() ? 0 : found->second;
}

// The entry that gave each place its name; one that was never renamed is not among them.
std::map<std::string, std::uint64_t, std::less<>> namings(Transaction& tx, const std::string& scope) {
    std::map<std::string, std::uint64_t, std::less<>> changes;
    for (const Row& row : tx.run("SELECT o.id, max(a.number) FROM organisation o JOIN audit a ON a.subject = o.id AND a.household = '' AND a.field = 'name'"
                                 " WHERE o.path >= $1 AND o.path < $2 GROUP BY o.id",
                                 {scope, end_of(scope)})) {
        changes.emplace(row.text(0), static_cast<std::uint64_t>(row.number(1)));
    }
    return changes;
}

}  // namespace

bool is_administrator(const StaffCaller& staff) { return std::ranges::find(staff.roles, contract::Role::Administrator) != staff.roles.end(); }

std::optional<PlaceRow> place_within(Transaction& tx, const StaffCaller& staff, const std::string& id) {
    const Rows rows = tx.run(std::string(kColumns) + "WHERE id = $1 AND path >= $2 AND path < $3", {id, staff.scope, end_of(staff.scope)});
    return rows.empty() ? std::nullopt : std::optional(place_at(rows[0]));
}

std::optional<PlaceRow> hold_place(Work& work, const StaffCaller& staff, const std::string& id) {
    work.tx.run("UPDATE organisation SET closed_at = closed_at WHERE id = $1 AND path >= $2 AND path < $3", {id, staff.scope, end_of(staff.scope)});
    auto place = place_within(work.tx, staff, id);
    return place && !place->closed ? std::move(place) : std::nullopt;
}

void hold_tree(Work& work, const std::string& path) {
    const auto end = path.find('/', 1);
    if (end != std::string::npos) {
        work.tx.run("UPDATE organisation SET closed_at = closed_at WHERE path = $1", {path.substr(0, end + 1)});
    }
}

std::vector<Place> load_places(Transaction& tx, const PlaceRow& own) {
    const Counts homes = counted(tx, "household", "closed_at", own.path);
    const Counts boxes = counted(tx, "terminal", "unpaired_at", own.path);
    const Counts staff = counted(tx, "staff", "ended_at", own.path);
    const auto changes = namings(tx, own.path);

    std::map<std::string, std::vector<PlaceRow>, std::less<>> below;  // in the order of making
    for (const Row& row : tx.run(std::string(kColumns) + "WHERE path > $1 AND path < $2 AND closed_at IS NULL ORDER BY created_at, id", {own.path, end_of(own.path)})) {
        PlaceRow place = place_at(row);
        below[place.parent].push_back(std::move(place));
    }
    std::vector<Place> places;
    std::vector<PlaceRow> open{own};
    while (!open.empty()) {
        const PlaceRow place = std::move(open.back());
        open.pop_back();
        const auto change = changes.find(place.id);
        places.push_back({place.id, places.empty() ? "" : place.parent, place.kind, place.name, of(homes, place.path), of(boxes, place.path), of(staff, place.path),
                          change == changes.end() ? 0 : change->second});
        if (const auto found = below.find(place.id); found != below.end()) {
            open.insert(open.end(), found->second.rbegin(), found->second.rend());
        }
    }
    return places;
}

std::optional<Place> load_place(Transaction& tx, const StaffCaller& staff, const std::string& id) {
    const auto row = place_within(tx, staff, id);
    if (!row || row->closed) {
        return std::nullopt;
    }
    Place place = load_places(tx, *row).front();
    place.parent = row->path == staff.scope ? "" : row->parent;
    return place;
}

Stored<std::string> insert_place(Work& work, const StaffCaller& staff, const std::optional<PlaceRow>& above, PlaceKind kind, const std::string& name) {
    if (above && kind <= above->kind) {
        return refused("kind_misplaced");
    }
    if (above && !work.tx.run("SELECT 1 FROM organisation WHERE parent = $1 AND name = $2 AND closed_at IS NULL", {above->id, name}).empty()) {
        return conflict("place_name_taken");
    }
    const std::string id = new_id();
    const std::string path = (above ? above->path : "/") + id + "/";
    work.tx.run("INSERT INTO organisation (id, parent, kind, name, path, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
                {id, above ? std::optional(above->id) : std::nullopt, contract::word(kind), name, path, work.now});
    write_audit(work, {name_of(staff), "organisation.created", id, "", path, "", json_of({{"kind", contract::word(kind)}, {"name", name}})});
    return id;
}

}  // namespace anju::server
