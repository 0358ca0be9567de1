// SPDX-License-Identifier: Apache-2.0
// The relatives of a home, as staff keeps them: who may come in, and who is the first contact.
#include "platform/server/relative_facts.hpp"
#include "platform/server/storage/home_file.hpp"
#include "platform/server/storage/leaving.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/relatives.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/text_check.hpp"

namespace anju::server {
namespace {

using contract::Relatives;

constexpr std::size_t kMaxMemberName = 20;

}  // namespace

Stored<Relatives> SqlRepository::relatives(const StaffCaller& staff, const std::string& household) {
    return read<Relatives>([&](Transaction& tx) -> Stored<Relatives> {
        return is_within(tx, staff, household) ? Stored<Relatives>(load_relatives(tx, household)) : not_found("household_not_found");
    });
}

Stored<Relatives> SqlRepository::set_first_contact(const StaffCaller& staff, const std::string& household, const contract::FirstContactEdit& edit, Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    return write<Relatives>(now, [&](Work& work) -> Stored<Relatives> {
        const auto home = hold_home(work, staff, household);
        if (!home) {
            return tl::unexpected(home.error());
        }
        if (!edit.member.empty() && work.tx.run("SELECT 1 FROM member WHERE id = $1 AND household = $2 AND active = 1", {edit.member, household}).empty()) {
            return not_found("member_not_found");
        }
        const Rows rows = work.tx.run("SELECT first_contact FROM household WHERE id = $1", {household});
        const std::string before = rows.empty() ? "" : rows[0].text(0);
        if (before != edit.member) {
            if (load_change_of(work.tx, household, kFirstContactField) != edit.seen) {
                return conflict("changed_meanwhile");
            }
            keep_first_contact(work, *home, before, edit.member, name_of(staff));
            household_changed(work, household);
        }
        return load_relatives(work.tx, household);
    });
}

Stored<Relatives> SqlRepository::add_relative(const StaffCaller& staff, const std::string& household, const contract::NewRelative& given, const Once& once, Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    if (!is_storable(given.name) || !is_storable(given.calls_elder)) {
        return refused("not_text");
    }
    NewMember member;
    member.household = household;
    member.name = one_line(given.name);
    member.relation = given.relation;
    member.calls_elder = one_line(given.calls_elder);
    member.rights = given.rights;
    if (member.name.empty()) {
        return refused("fact_required");
    }
    if (code_points(member.name) > kMaxMemberName || code_points(member.calls_elder) > kMaxMemberName) {
        return refused("fact_too_long");
    }
    const OnceKey key(name_of(staff), "member " + household, once);
    return write<Relatives>(now, [&](Work& work) -> Stored<Relatives> {
        const auto before = key.claim(work);
        if (!before) {
            return tl::unexpected(before.error());
        }
        const auto home = hold_home(work, staff, household);
        if (!home) {
            return tl::unexpected(home.error());
        }
        std::string added = before->value_or("");
        if (!*before) {
            if (load_members(work.tx, household).size() >= kMostRelatives) {
                return conflict("too_many_members");
            }
            if (auto free = name_is_free(work.tx, household, "", member.name); !free) {
                return tl::unexpected(free.error());
            }
            NewMember whole = member;
            if (whole.calls_elder.empty()) {  // a page needs some word for the elder
                whole.calls_elder = load_called(work.tx, household);
            }
            added = insert_member(work, *home, name_of(staff), whole, std::nullopt);
            key.keep(work, added);
            household_changed(work, household);
        }
        Relatives all = load_relatives(work.tx, household);
        all.added = std::move(added);
        return all;
    });
}

}  // namespace anju::server
