// SPDX-License-Identifier: Apache-2.0
// A new personal link, and the end of those before it.
#include "platform/server/storage/links.hpp"

#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/visits.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

// All but the one that asks. Who listens on one must ask at once whether it still may.
void end_phones_of(Work& work, const FamilyCaller& who, const std::string& member, const HeldHousehold& home) {
    const Rows phones = work.tx.run("DELETE FROM family_session WHERE member = $1 AND id <> $2 RETURNING id", {member, who.session});
    for (const Row& phone : phones) {
        stop_visits_of_phone(work, VisitorCaller{FamilyCaller{member, home.id, phone.text(0)}}.phone(), name_of(who));
        write_audit(work, {name_of(who), "family_session.ended", phone.text(0), home.id, home.path, json_of({{"member", member}}), ""});
    }
    const auto household = phones.empty() ? std::nullopt : load_household(work.tx, home.id);
    if (household) {
        give_event(work, {recipient_of_member(member)}, contract::HouseholdChanged{*household});
    }
}

}  // namespace

std::string replace_links(Work& work, const std::string& who, const std::string& member, const HeldHousehold& home) {
    if (!work.tx.run("UPDATE family_link SET revoked_at = $2 WHERE member = $1 AND revoked_at IS NULL RETURNING 1", {member, work.now}).empty()) {
        write_audit(work, {who, "family_link.revoked", member, home.id, home.path, json_of({{"member", member}}), ""});
    }
    std::string secret = new_secret();
    work.tx.run("INSERT INTO family_link (secret_hash, member, household, path, created_at) VALUES ($1, $2, $3, $4, $5)",
                {sha256_hex(secret), member, home.id, home.path, work.now});
    write_audit(work, {who, "family_link.created", member, home.id, home.path, "", json_of({{"member", member}})});
    return secret;
}

Stored<std::string> SqlRepository::renew_link(const FamilyCaller& who, const std::string& member, bool end_phones, Time now) {
    return write<std::string>(now, [&](Work& work) -> Stored<std::string> {
        const auto home = hold_household(work, who.household, "/");
        if (!home || work.tx.run("SELECT 1 FROM member WHERE id = $1 AND household = $2 AND active = 1", {member, who.household}).empty()) {
            return not_found("member_not_found");
        }
        // Asked again, now that the household is held: her phone may have been taken back at this moment.
        if (work.tx.run("SELECT 1 FROM family_session WHERE id = $1 AND member = $2", {who.session, who.member}).empty()) {
            return not_found("session_unknown");
        }
        if (member != who.member && load_visit_rules(work.tx, home->id).first_contact != who.member) {
            return refused("not_first_contact");
        }
        std::string secret = replace_links(work, name_of(who), member, *home);
        if (end_phones) {
            end_phones_of(work, who, member, *home);
        }
        return secret;
    });
}

}  // namespace anju::server
