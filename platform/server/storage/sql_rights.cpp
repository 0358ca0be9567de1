// SPDX-License-Identifier: Apache-2.0
// What a relative may do is changed as one set, against the one that was seen.
#include "platform/server/storage/home_file.hpp"
#include "platform/server/storage/relatives.hpp"
#include "platform/server/storage/rights.hpp"
#include "platform/server/storage/sql_repository.hpp"

namespace anju::server {

Stored<contract::Relatives> SqlRepository::set_rights(const StaffCaller& staff, const std::string& member, const contract::RightsEdit& edit, Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    return write<contract::Relatives>(now, [&](Work& work) -> Stored<contract::Relatives> {
        const auto held = hold_relative(work, staff, member);
        if (!held) {
            return tl::unexpected(held.error());
        }
        const contract::Rights before = load_rights(work.tx, member);
        const contract::Rights& after = edit.rights;
        if (before != after) {
            if (load_change_of(work.tx, held->home.id, rights_field(member)) != edit.seen) {
                return conflict("changed_meanwhile");
            }
            keep_rights(work, staff, held->home, member, before, after, "fact.edited");
            household_changed(work, held->home.id);
        }
        return load_relatives(work.tx, held->home.id);
    });
}

}  // namespace anju::server
