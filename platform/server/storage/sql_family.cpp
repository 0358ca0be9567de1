// SPDX-License-Identifier: Apache-2.0
// Sessions, and what a relative sees.
#include "platform/server/storage/alarms.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/rights.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/visits.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {

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

Stored<void> SqlRepository::end_family_session(const FamilyCaller& who, Time now) {
    return write<void>(now, [&](Work& work) -> Stored<void> {
        hold_household(work, who.household, "/");
        leave_visits(work, VisitorCaller{who}.phone(), name_of(who));
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
            "SELECT p.name, p.called, p.called_latin, h.zone, h.capabilities, f.id, f.width, f.height"
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
        home.capabilities = capabilities_of(person[0].text(4));
        home.person_photo = photo_at(person[0], 5);
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
        home.messages = load_newest_messages(tx, who.household, who.member);
        home.rules = load_visit_rules(tx, who.household);
        if (const auto said = load_presence_of(tx, who.member, now)) {
            home.free_from = said->free_from;
            home.free_at = said->free_at;
        }
        if (auto ringing = load_ringing_for(tx, who.member)) {
            home.visit = std::move(ringing->visit);
        }
        home.missed = load_missed_by(tx, who.household, who.member);
        home.alarm = load_family_alarm(tx, who.household, now - contract::kAlarmShown);
        home.rights = load_rights(tx, who.member);
        home.station = load_station(tx, who.household);
        home.cursor = load_cursor(tx, recipient_of(who));
        home.now = now;
        return home;
    });
}

}  // namespace anju::server
