// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/leaving.hpp"

#include "platform/server/callers.hpp"
#include "platform/server/storage/box_watch.hpp"
#include "platform/server/storage/home_file.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/visits.hpp"

namespace anju::server {
namespace {

std::string member_name(Work& work, const std::string& member) {
    const Rows rows = work.tx.run("SELECT name FROM member WHERE id = $1", {member});
    return rows.empty() ? "" : rows[0].text(0);
}

}  // namespace

bool unpair_terminal(Work& work, const HeldHousehold& home, const std::string& terminal, const std::string& who, const std::string& how) {
    const Rows rows = work.tx.run(
        "UPDATE terminal SET unpaired_at = $3, ending = $4, condition = '', condition_at = NULL, revision = revision + 1 WHERE id = $1 AND household = $2 AND unpaired_at IS NULL RETURNING box_number",
        {terminal, home.id, work.now, how});
    if (rows.empty()) {
        return false;
    }
    stop_visits_of(work, VisitOf::Terminal, terminal, who);
    watch_no_more(work, terminal);
    give_event(work, {recipient_of_terminal(terminal)}, contract::Unpaired{how});
    index_household(work, home.id);
    household_changed(work, home.id);
    write_audit(work, {who, "terminal.unpaired", terminal, home.id, home.path, json_of({{"box_number", rows[0].text(0)}}), ""});
    return true;
}

void keep_first_contact(Work& work, const HeldHousehold& home, const std::string& before, const std::string& after, const std::string& who) {
    work.tx.run("UPDATE household SET first_contact = $2 WHERE id = $1", {home.id, after});
    write_audit(work, {who, "fact.edited", home.id, home.id, home.path, member_name(work, before), member_name(work, after), std::string(kFirstContactField)});
}

void shut_out_member(Work& work, const HeldHousehold& home, const std::string& member, const std::string& who) {
    work.tx.run("UPDATE family_link SET revoked_at = $2 WHERE member = $1 AND revoked_at IS NULL", {member, work.now});
    work.tx.run("DELETE FROM family_session WHERE member = $1", {member});
    stop_visits_of(work, VisitOf::Member, member, who);
    end_consent(work, home, member, who);
    take_back_guest_links(work, home, member, who);
    work.tx.run("UPDATE member SET active = 0 WHERE id = $1", {member});
    write_audit(work, {who, "family_link.revoked", member, home.id, home.path, json_of({{"member", member}}), ""});
    if (!work.tx.run("SELECT 1 FROM household WHERE id = $1 AND first_contact = $2", {home.id, member}).empty()) {
        keep_first_contact(work, home, member, "", who);
    }
    household_changed(work, home.id);
    // She no longer counts as linked, but her page must notice at once and ask again.
    if (const auto now = load_household(work.tx, home.id)) {
        give_event(work, {recipient_of_member(member)}, contract::HouseholdChanged{*now});
    }
}

void take_back_guest_links(Work& work, const HeldHousehold& home, const std::string& member, const std::string& who) {
    for (const Row& link : work.tx.run("UPDATE invitation SET revoked_at = $3 WHERE household = $1 AND made_by = $2 AND code = 0"
                                       " AND revoked_at IS NULL RETURNING id",
                                       {home.id, recipient_of_member(member), work.now})) {
        shut_out_guests(work, link.text(0), who);
        write_audit(work, {who, "invitation.revoked", link.text(0), home.id, home.path, json_of({{"by", "link"}}), ""});
    }
}

void shut_out_guests(Work& work, const std::string& invitation, const std::string& who) {
    for (const Row& guest : work.tx.run("DELETE FROM guest_session WHERE invitation = $1 RETURNING id", {invitation})) {
        stop_visits_of_phone(work, "guest:" + guest.text(0), who);
    }
}

}  // namespace anju::server
