// SPDX-License-Identifier: Apache-2.0
// The tree below one's own place: looked at, added to, renamed, closed.
#include "platform/contract/codec.hpp"
#include "platform/server/staff_words.hpp"
#include "platform/server/storage/changes.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/places.hpp"
#include "platform/server/storage/sql_repository.hpp"

namespace anju::server {
namespace {

using contract::Place;
using contract::PlaceList;

constexpr std::string_view kNameField = "name";

Stored<Place> answered(Transaction& tx, const StaffCaller& staff, const std::string& id) {
    auto place = load_place(tx, staff, id);
    return place ? Stored<Place>(*std::move(place)) : not_found("organisation_not_found");
}

tl::unexpected<RepositoryError> gone_or_closed(Transaction& tx, const StaffCaller& staff, const std::string& id) {
    return place_within(tx, staff, id) ? conflict("place_closed") : not_found("organisation_not_found");
}

bool any(Transaction& tx, std::string_view sql, const PlaceRow& place) {
    return !tx.run(sql, {place.path, end_of(place.path)}).empty();
}

bool is_empty_place(Transaction& tx, const PlaceRow& place) {
    return !any(tx, "SELECT 1 FROM organisation WHERE path > $1 AND path < $2 AND closed_at IS NULL LIMIT 1", place) &&
           !any(tx, "SELECT 1 FROM household WHERE path >= $1 AND path < $2 AND closed_at IS NULL LIMIT 1", place) &&
           !any(tx, "SELECT 1 FROM terminal WHERE path >= $1 AND path < $2 AND unpaired_at IS NULL LIMIT 1", place) &&
           !any(tx, "SELECT 1 FROM staff WHERE path >= $1 AND path < $2 AND ended_at IS NULL LIMIT 1", place);
}

std::uint64_t naming_of(Transaction& tx, const std::string& place) {
    const Rows rows = tx.run("SELECT max(number) FROM audit WHERE household = '' AND subject = $1 AND field = $2", {place, kNameField});
    return rows.empty() ? 0 : static_cast<std::uint64_t>(rows[0].number(0));
}

}  // namespace

Stored<PlaceList> SqlRepository::places(const StaffCaller& staff) {
    if (!is_administrator(staff)) {
        return refused("role_missing");
    }
    return read<PlaceList>([&](Transaction& tx) -> Stored<PlaceList> {
        const Rows own = tx.run("SELECT id FROM organisation WHERE path = $1", {staff.scope});
        const auto place = own.empty() ? std::nullopt : place_within(tx, staff, own[0].text(0));
        return place ? PlaceList{load_places(tx, *place)} : PlaceList{};
    });
}

Stored<Place> SqlRepository::make_place(const StaffCaller& staff, const contract::NewPlace& given, const Once& once, Time now) {
    if (!is_administrator(staff)) {
        return refused("role_missing");
    }
    const auto name = settled_title(given.name);
    if (!name) {
        return refused(name.error());
    }
    const OnceKey key(name_of(staff), "place", once);
    return write<Place>(now, [&](Work& work) -> Stored<Place> {
        const auto before = key.claim(work);
        if (!before) {
            return tl::unexpected(before.error());
        }
        if (*before) {
            return answered(work.tx, staff, **before);
        }
        hold_tree(work, staff.scope);
        const auto above = hold_place(work, staff, given.parent);
        if (!above) {
            return gone_or_closed(work.tx, staff, given.parent);
        }
        const auto id = insert_place(work, staff, above, given.kind, *name);
        if (!id) {
            return tl::unexpected(id.error());
        }
        key.keep(work, *id);
        return answered(work.tx, staff, *id);
    });
}

Stored<Place> SqlRepository::rename_place(const StaffCaller& staff, const std::string& id, const contract::PlaceName& given, Time now) {
    if (!is_administrator(staff)) {
        return refused("role_missing");
    }
    const auto name = settled_title(given.name);
    if (!name) {
        return refused(name.error());
    }
    return write<Place>(now, [&](Work& work) -> Stored<Place> {
        hold_tree(work, staff.scope);
        const auto place = hold_place(work, staff, id);
        if (!place) {
            return gone_or_closed(work.tx, staff, id);
        }
        if (place->name != *name) {
            if (naming_of(work.tx, id) != given.seen) {
                return conflict("changed_meanwhile");
            }
            if (!work.tx.run("SELECT 1 FROM organisation WHERE parent = $1 AND name = $2 AND closed_at IS NULL", {place->parent, *name}).empty()) {
                return conflict("place_name_taken");
            }
            work.tx.run("UPDATE organisation SET name = $2 WHERE id = $1", {id, *name});
            write_audit(work, {name_of(staff), "organisation.renamed", id, "", place->path, place->name, *name, std::string(kNameField)});
        }
        return answered(work.tx, staff, id);
    });
}

Stored<void> SqlRepository::close_place(const StaffCaller& staff, const std::string& id, Time now) {
    if (!is_administrator(staff)) {
        return refused("role_missing");
    }
    return write<void>(now, [&](Work& work) -> Stored<void> {
        hold_tree(work, staff.scope);
        const auto place = hold_place(work, staff, id);
        if (!place) {
            return gone_or_closed(work.tx, staff, id);
        }
        if (place->path == staff.scope) {
            return conflict("place_own");
        }
        if (!is_empty_place(work.tx, *place)) {
            return conflict("place_not_empty");
        }
        work.tx.run("UPDATE organisation SET closed_at = $2 WHERE id = $1", {id, now});
        write_audit(work, {name_of(staff), "organisation.closed", id, "", place->path, json_of({{"name", place->name}}), ""});
        return {};
    });
}

}  // namespace anju::server
