// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/relatives.hpp"

#include "platform/contract/codec.hpp"
#include "platform/server/relative_facts.hpp"
#include "platform/server/storage/changes.hpp"
#include "platform/server/storage/home_file.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/portraits.hpp"
#include "platform/server/storage/rights.hpp"

namespace anju::server {

using contract::Relatives;

namespace {

// The entry by which each relative came in, by Member::id.
FactChanges load_makings(Transaction& tx, const std::string& household) {
    FactChanges makings;
    for (const Row& row : tx.run(ANJU_CHANGE "WHERE a.household = $1 AND a.what = 'member.created'", {household})) {
        makings.emplace(row.text(kChangeSubject), change_at(row));
    }
    return makings;
}

std::vector<contract::FactValue> load_relative_facts(Transaction& tx, const std::string& member, const FactChanges& changes,
                                                     const std::optional<contract::FileChange>& making) {
    static const std::string sql = [] {
        std::string columns;
        for (const Fact& fact : kRelativeFacts) {
            columns.append(columns.empty() ? "" : ", ").append(fact.column);
        }
        return "SELECT " + columns + " FROM member WHERE id = $1";
    }();
    const Rows rows = tx.run(sql, {member});
    std::vector<contract::FactValue> facts;
    for (std::size_t i = 0; i < std::size(kRelativeFacts); ++i) {
        facts.push_back(fact_said(kRelativeFacts[i].name, rows[0].text(i), changes, relative_field(kRelativeFacts[i], member), making));
    }
    return facts;
}

}  // namespace

std::string relative_field(const Fact& fact, const std::string& member) { return std::string(fact.name) + " " + member; }

Relatives load_relatives(Transaction& tx, const std::string& household) {
    Relatives all;
    const auto changes = load_fact_changes(tx, household);
    const auto makings = load_makings(tx, household);
    const auto may = load_may(tx, household);
    for (const contract::Member& member : load_members(tx, household)) {
        const Rows rows = tx.run("SELECT (SELECT max(created_at) FROM family_link WHERE member = $1 AND revoked_at IS NULL),"
                                 " (SELECT count(*) FROM family_session WHERE member = $1),"
                                 " (SELECT max(last_seen) FROM family_session WHERE member = $1)",
                                 {member.id});
        const auto made = makings.find(member.id);
        const auto making = made == makings.end() ? std::nullopt : std::optional(made->second);
        contract::Access access{member, may[all.relatives.size()], rows[0].maybe_time(0), static_cast<int>(rows[0].number(1)), rows[0].maybe_time(2),
                                load_relative_facts(tx, member.id, changes, making), {}};
        if (member.photo) {
            access.photo_by = fact_said("photo", member.photo->id, changes, portrait_of_member(member.id).field, making);
        }
        all.relatives.push_back(std::move(access));
    }
    const Rows first = tx.run("SELECT first_contact FROM household WHERE id = $1", {household});
    all.first_contact = first.empty() ? "" : first[0].text(0);
    if (const auto change = changes.find(kFirstContactField); change != changes.end()) {
        all.who = change->second.who;
        all.at = change->second.at;
        all.change = change->second.number;
    }
    return all;
}

std::optional<HeldMember> hold_member(Work& work, const StaffCaller& staff, const std::string& member) {
    const std::string home = load_home_of_member(work.tx, member);
    const auto held = home.empty() ? std::nullopt : hold_household(work, home, staff.scope);
    if (!held) {
        return std::nullopt;
    }
    const Rows rows = work.tx.run("SELECT active FROM member WHERE id = $1", {member});
    return rows.empty() ? std::nullopt : std::optional(HeldMember{*held, rows[0].number(0) != 0});
}

Stored<HeldMember> hold_relative(Work& work, const StaffCaller& staff, const std::string& member) {
    if (auto held = hold_member(work, staff, member)) {
        return *std::move(held);
    }
    return is_closed(work.tx, staff, load_home_of_member(work.tx, member)) ? conflict("household_closed") : not_found("member_not_found");
}

Stored<void> name_is_free(Transaction& tx, const std::string& household, const std::string& member, const std::string& name) {
    for (const contract::Member& one : load_members(tx, household)) {
        if (one.id != member && name_as_seen(one.name) == name_as_seen(name)) {
            return tl::unexpected(RepositoryError{Trouble::Conflict, "member_name_taken", std::string(contract::word(one.relation)) + " " + one.name, {}});
        }
    }
    return {};
}

std::string load_home_of_member(Transaction& tx, const std::string& member) {
    const Rows rows = tx.run("SELECT household FROM member WHERE id = $1", {member});
    return rows.empty() ? "" : rows[0].text(0);
}

}  // namespace anju::server
