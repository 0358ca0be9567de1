// SPDX-License-Identifier: Apache-2.0
// Links, sessions, and what a relative sees.
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/visits.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

constexpr std::chrono::hours kFamilySession{24 * 180};

}  // namespace

using contract::FamilyHome;

Stored<FamilyCaller> SqlRepository::family_with_session(const std::string& token, Time now) {
    return read<FamilyCaller>([&](Transaction& tx) -> Stored<FamilyCaller> {
        const Rows rows = tx.run(
            "SELECT member, household, id FROM family_session"
            " WHERE secret_hash = $1 AND expires_at > $2",
            {sha256_hex(token), now});
        if (rows.empty()) {
            return not_found("session_unknown");
        }
        return FamilyCaller{rows[0].text(0), rows[0].text(1), rows[0].text(2)};
    });
}

Stored<Session> SqlRepository::exchange_link(const std::string& token, Time now) {
    return write<Session>(now, [&](Work& work) -> Stored<Session> {
        const Rows rows = work.tx.run(
            "SELECT l.member, l.household, l.path FROM family_link l JOIN member m ON m.id = "
            "l.member"
            " WHERE l.secret_hash = $1 AND l.revoked_at IS NULL AND m.active = 1",
            {sha256_hex(token)});
        if (rows.empty()) {
            return not_found("link_unknown");
        }
        const std::string member = rows[0].text(0);
        const std::string household = rows[0].text(1);
        const std::string path = rows[0].text(2);
        // Held, so that a link taken back at this moment takes this session with it or comes first.
        if (!hold_household(work, household, "/") ||
            work.tx
                .run("SELECT 1 FROM family_link WHERE secret_hash = $1 AND revoked_at IS NULL",
                     {sha256_hex(token)})
                .empty()) {
            return not_found("link_unknown");
        }
        const Session session{new_secret(), now + kFamilySession};
        const std::string id = new_id();
        work.tx.run(
            "INSERT INTO family_session (secret_hash, id, member, household, path, created_at,"
            " expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            {sha256_hex(session.token), id, member, household, path, now, session.expires});
        write_audit(work, {"member:" + member, "family_session.begun", id, household, path, "",
                           json_of({{"member", member}})});
        return session;
    });
}

Stored<void> SqlRepository::end_family_session(const FamilyCaller& who, Time now) {
    return write<void>(now, [&](Work& work) -> Stored<void> {
        hold_household(work, who.household, "/");
        end_visits_of(work, VisitOf::Phone, VisitorCaller{who}.phone(), name_of(who));
        const Rows ended =
            work.tx.run("DELETE FROM family_session WHERE id = $1 AND member = $2 RETURNING path",
                        {who.session, who.member});
        if (ended.empty()) {
            return not_found("session_unknown");
        }
        write_audit(work, {name_of(who), "family_session.ended", who.session, who.household,
                           ended[0].text(0), json_of({{"member", who.member}}), ""});
        return {};
    });
}

Stored<FamilyHome> SqlRepository::family_home(const FamilyCaller& who, Time now) {
    return read<FamilyHome>([&](Transaction& tx) -> Stored<FamilyHome> {
        const Rows me =
            tx.run("SELECT calls_elder FROM member WHERE id = $1 AND household = $2 AND active = 1",
                   {who.member, who.household});
        const Rows person = tx.run(
            "SELECT p.name, p.called, p.called_latin, h.zone, f.id, f.width, f.height"
            " FROM person p JOIN household h ON h.id = p.household"
            " LEFT JOIN photo f ON f.id = p.photo WHERE p.household = $1",
            {who.household});
        if (me.empty() || person.empty()) {
            return not_found("member_unknown");
        }
        FamilyHome home;
        home.elder = me[0].text(0);
        home.person = {person[0].text(0), person[0].text(1), person[0].text(2)};
        home.zone = person[0].text(3);
        home.person_photo = photo_at(person[0], 4);
        const Rows tvs = tx.run(
            "SELECT count(*), max(last_seen) FROM terminal"
            " WHERE household = $1 AND unpaired_at IS NULL",
            {who.household});
        if (!tvs.empty()) {
            home.tv_paired = tvs[0].number(0) > 0;
            home.tv_last_seen = tvs[0].maybe_time(1);
        }
        home.members = load_members(tx, who.household);
        for (const contract::Member& member : home.members) {
            if (member.id == who.member) {
                home.me = member;
            }
        }
        home.messages = load_newest_messages(tx, who.household);
        home.rules = load_visit_rules(tx, who.household);
        for (const contract::Presence& presence : load_presence(tx, who.household, now)) {
            if (presence.member == who.member) {
                home.free_from = presence.free_from;
            }
        }
        if (auto ringing = load_ringing_for(tx, who.member)) {
            home.visit = std::move(ringing->visit);
        }
        home.missed = load_missed_by(tx, who.household, who.member);
        home.cursor = load_cursor(tx, recipient_of(who));
        home.now = now;
        return home;
    });
}

}  // namespace anju::server
