// SPDX-License-Identifier: Apache-2.0
// Places, homes, people and their links: what administrators set up.
#include <algorithm>

#include "platform/contract/codec.hpp"
#include "platform/server/relative_facts.hpp"
#include "platform/server/staff_words.hpp"
#include "platform/server/storage/home_file.hpp"
#include "platform/server/storage/home_lists.hpp"
#include "platform/server/storage/leaving.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/links.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/passwords.hpp"
#include "platform/server/storage/places.hpp"
#include "platform/server/storage/photos.hpp"
#include "platform/server/storage/relatives.hpp"
#include "platform/server/storage/rights.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
Stored<std::string> SqlRepository::create_organisation(const StaffCaller& staff,
                                                       const NewOrganisation& given, Time now) {
    if (!is_administrator(staff)) {
        return refused("role_missing");
    }
    return write<std::string>(now, [&](Work& work) -> Stored<std::string> {
        const bool root = given.parent.empty();
        const auto above = root ? std::nullopt : hold_place(work, staff, given.parent);
        if (root ? staff.scope != "/" : !above) {
            return not_found("organisation_not_found");
        }
        return insert_place(work, staff, above, given.kind, given.name);
    });
}

Stored<std::string> SqlRepository::create_household(const StaffCaller& staff,
                                                    const NewHousehold& given, Time now) {
    if (!is_administrator(staff)) {
        return refused("role_missing");
    }
    return write<std::string>(now, [&](Work& work) -> Stored<std::string> {
        hold_identities(work);
        const auto place = hold_place(work, staff, given.organisation);
        if (!place) {
            return not_found("organisation_not_found");
        }
        const HeldHousehold home{new_id(), place->path, 0};
        insert_home(work, home, given);
        index_household(work, home.id);
        if (const auto made = load_household(work.tx, home.id)) {
            write_audit(work, {name_of(staff), "household.created", home.id, home.id, home.path, "",
                               contract::encode(*made)});
        }
        return home.id;
    });
}

std::string written_making(const NewMember& given, MadeBy by) {
    const std::string_view relation = contract::word(given.relation);
    const std::string rights = written(given.rights);
    return by == MadeBy::List ? json_of({{"name", given.name}, {"relation", relation}, {"calls_elder", given.calls_elder}, {"rights", rights}, {"by", "import"}})
                                : json_of({{"name", given.name}, {"relation", relation}, {"calls_elder", given.calls_elder}, {"rights", rights}});
}

std::string insert_member(Work& work, const HeldHousehold& home, const std::string& who, const NewMember& given,
                          const std::optional<std::string>& portrait, MadeBy by) {
    const std::string id = new_id();
    work.tx.run(
        "INSERT INTO member (id, household, path, place, name, name_latin, relation,"
        " calls_elder, photo, active, created_at, may_message, may_visit, may_order, may_health)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11, $12, $13, $14)",
        {id, home.id, home.path, home.activity, given.name, given.name_latin,
         contract::word(given.relation), given.calls_elder, portrait, work.now, given.rights.message ? 1 : 0, given.rights.visit ? 1 : 0,
         given.rights.order ? 1 : 0, given.rights.health ? 1 : 0});
    write_audit(work, {who, "member.created", id, home.id, home.path, "", written_making(given, by)});
    return id;
}

Stored<std::string> SqlRepository::create_member(const StaffCaller& staff, const NewMember& given,
                                                 Time now) {
    if (!is_administrator(staff)) {
        return refused("role_missing");
    }
    return write<std::string>(now, [&](Work& work) -> Stored<std::string> {
        const auto home = hold_household(work, given.household, staff.scope);
        if (!home) {
            return not_found("household_not_found");
        }
        if (load_members(work.tx, home->id).size() >= kMostRelatives) {
            return conflict("too_many_members");
        }
        if (auto free = name_is_free(work.tx, home->id, "", given.name); !free) {
            return tl::unexpected(free.error());
        }
        std::optional<std::string> portrait;
        if (given.photo) {
            portrait = insert_photo(work, *home, std::nullopt, *given.photo).id;
        }
        const std::string id = insert_member(work, *home, name_of(staff), given, portrait);
        household_changed(work, home->id);
        return id;
    });
}

Stored<std::string> SqlRepository::create_staff(const StaffCaller& staff, const NewStaff& given,
                                                Time now) {
    if (!is_administrator(staff)) {
        return refused("role_missing");
    }
    const auto hash = never_signs_in(given.roles) ? Stored<std::string>("") : hash_password(composed(given.password), options_);
    if (!hash) {
        return tl::unexpected(hash.error());
    }
    return write<std::string>(now, [&](Work& work) -> Stored<std::string> {
        const auto place = hold_place(work, staff, given.organisation);
        if (!place) {
            return not_found("organisation_not_found");
        }
        const std::string id = new_id();
        if (work.tx
                .run("INSERT INTO staff (id, organisation, path, name, display_name, password_hash,"
                     " roles, active, created_at, phone) VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9)"
                     " ON CONFLICT (name) DO NOTHING RETURNING 1",
                     {id, given.organisation, place->path, composed(given.name), given.display_name, *hash,
                      words_of(given.roles), now, given.phone})
                .empty()) {
            return conflict("name_taken");
        }
        write_audit(work, {name_of(staff), "staff.created", id, "", place->path, "",
                           json_of({{"name", given.name},
                                    {"display_name", given.display_name},
                                    {"roles", words_of(given.roles)}})});
        return id;
    });
}

Stored<std::string> SqlRepository::create_link(const StaffCaller& staff, const std::string& member,
                                               Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    return write<std::string>(now, [&](Work& work) -> Stored<std::string> {
        const auto row = hold_member(work, staff, member);
        if (!row) {
            return not_found("member_not_found");
        }
        const std::string secret = replace_links(work, name_of(staff), member, row->home);
        if (!row->active) {
            work.tx.run("UPDATE member SET active = 1 WHERE id = $1", {member});
            household_changed(work, row->home.id);
        }
        return secret;
    });
}

Stored<void> SqlRepository::revoke_links(const StaffCaller& staff, const std::string& member,
                                         Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    return write<void>(now, [&](Work& work) -> Stored<void> {
        const auto row = hold_member(work, staff, member);
        if (!row) {
            return not_found("member_not_found");
        }
        shut_out_member(work, row->home, member, name_of(staff));
        return {};
    });
}

Stored<bool> SqlRepository::is_empty() {
    return read<bool>([&](Transaction& tx) -> Stored<bool> {
        return tx.run("SELECT 1 FROM organisation LIMIT 1").empty();
    });
}

Stored<void> SqlRepository::claim_first_administrator() {
    return write<void>({}, [&](Work& work) -> Stored<void> {
        // The one row that every database has is the lock.
        work.tx.run("UPDATE heartbeat SET beats = beats + 1 WHERE id = 1");
        for (const Row& row : work.tx.run("SELECT roles FROM staff WHERE active = 1")) {
            const auto roles = roles_of(row.text(0));
            if (std::find(roles.begin(), roles.end(), contract::Role::Administrator) != roles.end()) {
                return conflict("administrator_exists");
            }
        }
        return {};
    });
}

}  // namespace anju::server
