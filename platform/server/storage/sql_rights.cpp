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
        const auto held = hold_member(work, staff, member);
        if (!held) {
            const Rows home = work.tx.run("SELECT household FROM member WHERE id = $1", {member});
            const bool closed = !home.empty() && is_closed(work.tx, staff, home[0].text(0));
            return closed ? conflict("household_closed") : not_found("member_not_found");
        }
        const contract::Rights before = load_rights(work.tx, member);
        const contract::Rights& after = edit.rights;
        if (before != after) {
            const std::string field = rights_field(member);
            if (load_change_of(work.tx, held->home.id, field) != edit.seen) {
                return conflict("changed_meanwhile");
            }
            work.tx.run("UPDATE member SET may_message = $2, may_visit = $3, may_order = $4, may_health = $5 WHERE id = $1",
                        {member, after.message ? 1 : 0, after.visit ? 1 : 0, after.order ? 1 : 0, after.health ? 1 : 0});
            write_audit(work, {name_of(staff), "fact.edited", member, held->home.id, held->home.path, written(before), written(after), field});
            if (before.visit && !after.visit) {
                end_visiting(work, held->home, member, name_of(staff));
            }
            household_changed(work, held->home.id);
        }
        return load_relatives(work.tx, held->home.id);
    });
}

}  // namespace anju::server
