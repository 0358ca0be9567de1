// SPDX-License-Identifier: Apache-2.0
// A relative as the TV shows her: name, relation, how she calls the elder, and the face; each changed against what was seen.
#include <algorithm>

#include "platform/server/relative_facts.hpp"
#include "platform/server/storage/home_file.hpp"
#include "platform/server/storage/portraits.hpp"
#include "platform/server/storage/relatives.hpp"
#include "platform/server/storage/sql_repository.hpp"

namespace anju::server {

using contract::Relatives;

Stored<Relatives> SqlRepository::edit_relative(const StaffCaller& staff, const std::string& member, const contract::FactEdit& edit, Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    const auto* fact = std::ranges::find(kRelativeFacts, edit.name, &Fact::name);
    if (fact == std::end(kRelativeFacts)) {
        return no_fact("fact_unknown", edit.name);
    }
    auto value = settled(*fact, edit.value, day_in_china(now));
    if (!value) {
        return no_fact(value.error(), edit.name);
    }
    return write<Relatives>(now, [&](Work& work) -> Stored<Relatives> {
        const auto held = hold_relative(work, staff, member);
        if (!held) {
            return tl::unexpected(held.error());
        }
        if (value->empty() && fact->name == kCallsElderFact) {
            *value = load_called(work.tx, held->home.id);
        }
        const std::string column(fact->column), field = relative_field(*fact, member);
        const std::string before = work.tx.run("SELECT " + column + " FROM member WHERE id = $1", {member})[0].text(0);
        if (before != *value) {
            if (load_change_of(work.tx, held->home.id, field) != edit.seen) {
                return conflict("changed_meanwhile");
            }
            if (fact->name == "name") {
                if (auto free = name_is_free(work.tx, held->home.id, member, *value); !free) {
                    return tl::unexpected(free.error());
                }
            }
            work.tx.run("UPDATE member SET " + column + " = $2 WHERE id = $1", {member, *value});
            write_audit(work, {name_of(staff), "fact.edited", member, held->home.id, held->home.path, before, *value, field});
            household_changed(work, held->home.id);
        }
        return load_relatives(work.tx, held->home.id);
    });
}

Stored<void> SqlRepository::may_set_member_photo(const StaffCaller& staff, const std::string& member, const std::string& seen) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    return read<void>([&](Transaction& tx) -> Stored<void> {
        const std::string household = load_home_of_member(tx, member);
        if (!is_within(tx, staff, household)) {
            return not_found("member_not_found");
        }
        if (is_closed(tx, staff, household)) {
            return conflict("household_closed");
        }
        return load_portrait(tx, portrait_of_member(member)) == seen ? Stored<void>{} : conflict("changed_meanwhile");
    });
}

Stored<contract::Photo> SqlRepository::set_member_photo(const StaffCaller& staff, const std::string& member, const std::string& seen, const NewPhoto& photo,
                                                        Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    return write<contract::Photo>(now, [&](Work& work) -> Stored<contract::Photo> {
        const auto held = hold_relative(work, staff, member);
        return held ? replace_portrait(work, staff, held->home, portrait_of_member(member), seen, photo) : tl::unexpected(held.error());
    });
}

Stored<void> SqlRepository::remove_member_photo(const StaffCaller& staff, const std::string& member, const std::string& seen, Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    return write<void>(now, [&](Work& work) -> Stored<void> {
        const auto held = hold_relative(work, staff, member);
        return held ? remove_portrait(work, staff, held->home, portrait_of_member(member), seen) : tl::unexpected(held.error());
    });
}

}  // namespace anju::server
