// SPDX-License-Identifier: Apache-2.0
// The phones that opened a personal link: each has a session, at most five a relative.
#include <algorithm>

#include "platform/server/storage/entries.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/visits.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::hours kFamilySession{24 * 180};
constexpr std::int64_t kMaxPhones = 5;
constexpr auto kTouchEvery = 5min;

}  // namespace

Stored<Session> SqlRepository::open_on_phone(const std::string& link, const PhoneSaid& phone,
                                             Time now) {
    return write<Session>(now, [&](Work& work) -> Stored<Session> {
        const Rows rows = work.tx.run(
            "SELECT l.member, l.household, l.path FROM family_link l JOIN member m ON m.id = "
            "l.member"
            " WHERE l.secret_hash = $1 AND m.active = 1",
            {sha256_hex(link)});
        if (rows.empty()) {
            return not_found("link_unknown");
        }
        const std::string member = rows[0].text(0);
        const std::string household = rows[0].text(1);
        const std::string path = rows[0].text(2);
        // Held, so that a link taken back at this moment takes this session with it or comes first,
        // and so that the phones are counted one after the other.
        if (!hold_household(work, household, "/")) {
            return not_found("link_unknown");
        }
        const Time expires = now + kFamilySession;
        // The link was opened again on a phone that has it already, and may have kept one that was replaced since.
        if (!phone.token.empty() &&
            !work.tx
                 .run("UPDATE family_session SET expires_at = $3, last_seen = $4"
                      " WHERE secret_hash = $1 AND member = $2 AND expires_at > $4 RETURNING 1",
                      {sha256_hex(phone.token), member, expires, now})
                 .empty()) {
            return Session{phone.token, expires};
        }
        if (work.tx
                .run("SELECT 1 FROM family_link WHERE secret_hash = $1 AND revoked_at IS NULL",
                     {sha256_hex(link)})
                .empty()) {
            return not_found("link_unknown");
        }
        const Session session{new_secret(), expires};
        // Its answer was lost: the same phone once more, not another of the five.
        const auto entry = entry_hash(phone.key, link);
        if (entry && !work.tx
                          .run("UPDATE family_session SET secret_hash = $2, expires_at = $3, last_seen = $4"
                               " WHERE entry_hash = $1 AND created_at > $5 RETURNING 1",
                               {*entry, sha256_hex(session.token), expires, now, now - kEntryAgain})
                          .empty()) {
            return session;
        }
        const Rows others = work.tx.run(
            "SELECT count(*) FROM family_session WHERE member = $1 AND expires_at > $2",
            {member, now});
        if (!others.empty() && others[0].number(0) >= kMaxPhones) {
            return conflict("too_many_phones");
        }
        const std::string id = new_id();
        work.tx.run(
            "INSERT INTO family_session (secret_hash, id, member, household, path, created_at,"
            " expires_at, phone, last_seen, entry_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $6, $9)",
            {sha256_hex(session.token), id, member, household, path, now, session.expires,
             phone.name, entry});
        write_audit(work, {"member:" + member, "family_session.begun", id, household, path, "",
                           json_of({{"member", member}, {"phone", phone.name}})});
        return session;
    });
}

Stored<std::optional<Time>> SqlRepository::touch_phone(const FamilyCaller& who, Time now) {
    using Expires = std::optional<Time>;
    const auto stale = read<bool>([&](Transaction& tx) -> Stored<bool> {
        return !tx.run("SELECT 1 FROM family_session WHERE id = $1 AND COALESCE(last_seen, 0) <= $2 AND expires_at > $3",
                       {who.session, now - kTouchEvery, now})
                    .empty();
    });
    if (!stale || !*stale) {
        return stale ? Stored<Expires>{} : tl::unexpected(stale.error());
    }
    return write<Expires>(now, [&](Work& work) -> Stored<Expires> {
        const Time expires = now + kFamilySession;
        const bool there = !work.tx
                                .run("UPDATE family_session SET last_seen = $2, expires_at = $3"
                                     " WHERE id = $1 AND expires_at > $2 RETURNING 1",
                                     {who.session, now, expires})
                                .empty();
        return there ? Expires(expires) : std::nullopt;
    });
}

Stored<contract::PhoneList> SqlRepository::phones(const FamilyCaller& who, Time now) {
    return read<contract::PhoneList>([&](Transaction& tx) -> Stored<contract::PhoneList> {
        contract::PhoneList out;
        for (const Row& row :
             tx.run("SELECT id, phone, created_at, last_seen FROM family_session"
                    " WHERE member = $1 AND expires_at > $2 ORDER BY created_at, id",
                    {who.member, now})) {
            const std::string id = row.text(0);
            out.phones.push_back(
                {id, row.text(1).empty() ? "?" : row.text(1), row.time(2), row.maybe_time(3),
                 id == who.session});
        }
        return out;
    });
}

Stored<void> SqlRepository::take_back_phone(const FamilyCaller& who, const std::string& phone,
                                            Time now) {
    return write<void>(now, [&](Work& work) -> Stored<void> {
        if (!hold_household(work, who.household, "/")) {
            return not_found("phone_not_found");
        }
        const Rows ended =
            work.tx.run("DELETE FROM family_session WHERE id = $1 AND member = $2 RETURNING path",
                        {phone, who.member});
        if (ended.empty()) {
            return not_found("phone_not_found");
        }
        stop_visits_of_phone(work, VisitorCaller{FamilyCaller{who.member, who.household, phone}}.phone(),
                            name_of(who));
        write_audit(work, {name_of(who), "family_session.ended", phone, who.household,
                           ended[0].text(0), json_of({{"member", who.member}}), ""});
        // Every page of hers asks at once whether it may still listen.
        if (const auto home = load_household(work.tx, who.household)) {
            give_event(work, {recipient_of(who)}, contract::HouseholdChanged{*home});
        }
        return {};
    });
}

}  // namespace anju::server
