// SPDX-License-Identifier: Apache-2.0
// Whom a home has invited: six digits on the TV, links of the first contact, and who came by them.
#include "platform/contract/codec.hpp"
#include "platform/server/names.hpp"
#include "platform/server/storage/entries.hpp"
#include "platform/server/storage/guesses.hpp"
#include "platform/server/storage/leaving.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/rights.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/visits.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using contract::GuestWay;
using contract::Invitation;
using contract::InvitationList;

constexpr auto kDigitsLife = 10min;
constexpr auto kCodeGuest = 60min;   // who came by digits may ring so long
constexpr auto kBefore = 15min;      // a link is good from so long before its time …
constexpr auto kAfter = 60min;       // … to so long after
constexpr auto kVisitGoesOn = 4h;    // what has begun is not cut at the end
constexpr auto kFarthest = 24h * 60;
constexpr int kOpens = 10;
constexpr int kDigitsDraws = 20;
constexpr std::int64_t kMaxLinks = 20;

// The digits are few: whoever has the database finds them by trying. They live ten minutes and one entry.
std::string hash_of_code(const std::string& code) { return sha256_hex("visit code " + code); }

// From one address, and from all of them together: a million tries meet no code.
std::vector<Guesser> guessers(const std::string& address) {
    return {{"visit code address " + address, 5, 15min}, {"visit code everywhere", 60, 15min}};
}

bool is_code(const std::string& text) {
    return text.size() == 6 && text.find_first_not_of("0123456789") == text.npos;
}

GuestWay way_of(const GuestSaid& said) { return said.code.empty() ? GuestWay::Link : GuestWay::Code; }

// As a column: whether it was digits.
GuestWay way_at(const Row& row, std::size_t column) { return row.number(column) != 0 ? GuestWay::Code : GuestWay::Link; }

struct Found {
    std::string id, household, path;
    Time valid_from{}, valid_until{};
    std::int64_t opens_left = 0;
    bool revoked = false;
};

// Whatever became of it: the judgement comes after, so that all noes are made in the same way.
std::optional<Found> find(Work& work, const GuestSaid& said) {
    const bool code = !said.code.empty();
    const Rows rows = work.tx.run(
        "SELECT id, household, path, valid_from, valid_until, opens_left, revoked_at"
        " FROM invitation WHERE secret_hash = $1 AND code = $2",
        {code ? hash_of_code(said.code) : sha256_hex(said.link), code ? 1 : 0});
    if (rows.empty()) {
        return std::nullopt;
    }
    const Row& row = rows[0];
    return Found{row.text(0), row.text(1), row.text(2), row.time(3), row.time(4), row.number(5), !row.empty_at(6)};
}

// The same phone again: it only says who it is.
std::optional<GuestSession> again(Work& work, const GuestSaid& said, const Found& found) {
    if (said.token.empty()) {
        return std::nullopt;
    }
    const Rows rows = work.tx.run(
        "UPDATE guest_session SET name = CASE WHEN $3 = '' THEN name ELSE $3 END"
        " WHERE secret_hash = $1 AND invitation = $2 AND expires_at > $4 RETURNING id, name, expires_at",
        {sha256_hex(said.token), found.id, said.name, work.now});
    if (rows.empty()) {
        return std::nullopt;
    }
    return GuestSession{{said.token, rows[0].time(2)}, {rows[0].text(0), found.household, rows[0].text(1), way_of(said)}};
}

// The answer of the first time was lost: the same guest, by a new cookie; the one that nobody got is dead. Not a try of
// digits, and not an open of a link.
std::optional<GuestSession> once_more(Work& work, const GuestSaid& said) {
    const auto hash = entry_hash(said.key, said.code.empty() ? said.link : said.code);
    if (!hash) {
        return std::nullopt;
    }
    const std::string token = new_secret();
    const Rows rows = work.tx.run(
        "UPDATE guest_session SET secret_hash = $2, name = CASE WHEN $3 = '' THEN name ELSE $3 END"
        " WHERE entry_hash = $1 AND created_at > $4 AND valid_until > $5 RETURNING id, household, name, expires_at",
        {*hash, sha256_hex(token), said.name, work.now - kEntryAgain, work.now});
    if (rows.empty()) {
        return std::nullopt;
    }
    return GuestSession{{token, rows[0].time(3)}, {rows[0].text(0), rows[0].text(1), rows[0].text(2), way_of(said)}};
}

GuestSession enter(Work& work, const GuestSaid& said, const Found& found) {
    const bool code = !said.code.empty();
    const Time until = code ? work.now + kCodeGuest : found.valid_until;
    GuestSession out{{new_secret(), until + kVisitGoesOn}, {new_id(), found.household, said.name, way_of(said)}};
    work.tx.run("UPDATE invitation SET opens_left = opens_left - 1, secret_hash = CASE WHEN code = 1 THEN NULL"
                " ELSE secret_hash END WHERE id = $1",
                {found.id});
    work.tx.run(
        "INSERT INTO guest_session (secret_hash, id, invitation, household, name, valid_from, valid_until,"
        " expires_at, created_at, entry_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        {sha256_hex(out.session.token), out.guest.guest, found.id, found.household, said.name, found.valid_from,
         until, out.session.expires, work.now, entry_hash(said.key, code ? said.code : said.link)});
    write_audit(work, {"guest:" + out.guest.guest, "invitation.opened", found.id, found.household, found.path, "",
                       json_of({{"name", said.name}, {"by", code ? "code" : "link"}})});
    return out;
}

bool is_first_contact(Transaction& tx, const FamilyCaller& who) {
    return !tx.run("SELECT 1 FROM household WHERE id = $1 AND first_contact = $2", {who.household, who.member}).empty();
}

}  // namespace

Stored<Invitation> SqlRepository::show_code(const TerminalCaller& tv, Time now) {
    return write<Invitation>(now, [&](Work& work) -> Stored<Invitation> {
        const auto home = hold_household(work, tv.household, "/");
        if (!home) {
            return not_found("household_not_found");
        }
        work.tx.run("UPDATE invitation SET secret_hash = NULL WHERE code = 1 AND secret_hash IS NOT NULL"
                    " AND (household = $1 OR valid_until <= $2)",
                    {home->id, now});
        Invitation out;
        out.id = new_id();
        out.valid_from = now;
        out.valid_until = now + kDigitsLife;
        for (int draw = 0; draw < kDigitsDraws; ++draw) {
            out.code = new_digits();
            if (work.tx
                    .run("INSERT INTO invitation (id, household, path, made_by, code, secret_hash, name, valid_from,"
                         " valid_until, opens_left, created_at) VALUES ($1, $2, $3, $4, 1, $5, '', $6, $7, 1, $6)"
                         " ON CONFLICT (secret_hash) DO NOTHING RETURNING 1",
                         {out.id, home->id, home->path, name_of(tv), hash_of_code(out.code), now, out.valid_until})
                    .empty()) {
                continue;
            }
            write_audit(work, {name_of(tv), "invitation.created", out.id, home->id, home->path, "", json_of({{"by", "code"}})});
            return out;
        }
        return tl::unexpected(unavailable("busy", "no free visit code was drawn"));
    });
}

Stored<Invitation> SqlRepository::invite(const FamilyCaller& who, const contract::NewInvitation& wish, Time now) {
    const auto name = guest_name(wish.name);
    if (!name) {
        return refused("guest_name_too_long");
    }
    if (wish.at + kAfter <= now || wish.at > now + kFarthest) {
        return refused("invitation_time");
    }
    return write<Invitation>(now, [&](Work& work) -> Stored<Invitation> {
        const auto home = hold_household(work, who.household, "/");
        if (!home || !is_first_contact(work.tx, who)) {
            return refused("not_first_contact");
        }
        if (auto may = check_allowed(work.tx, who.member, Act::Visit); !may) {
            return tl::unexpected(may.error());
        }
        const Rows open = work.tx.run("SELECT count(*) FROM invitation WHERE household = $1 AND code = 0"
                                      " AND revoked_at IS NULL AND valid_until > $2",
                                      {home->id, now});
        if (!open.empty() && open[0].number(0) >= kMaxLinks) {
            return conflict("too_many_invitations");
        }
        Invitation out;
        out.id = new_id();
        out.link = new_secret();
        out.valid_from = wish.at - kBefore;
        out.valid_until = wish.at + kAfter;
        work.tx.run("INSERT INTO invitation (id, household, path, made_by, code, secret_hash, name, valid_from,"
                    " valid_until, opens_left, created_at) VALUES ($1, $2, $3, $4, 0, $5, $6, $7, $8, $9, $10)",
                    {out.id, home->id, home->path, name_of(who), sha256_hex(out.link), *name, out.valid_from,
                     out.valid_until, kOpens, now});
        write_audit(work, {name_of(who), "invitation.created", out.id, home->id, home->path, "",
                           json_of({{"by", "link"}, {"name", *name}, {"at", contract::to_rfc3339(wish.at)}})});
        return out;
    });
}

Stored<InvitationList> SqlRepository::invitations(const FamilyCaller& who, Time now) {
    return read<InvitationList>([&](Transaction& tx) -> Stored<InvitationList> {
        if (!is_first_contact(tx, who)) {
            return refused("not_first_contact");
        }
        InvitationList out;
        for (const Row& row : tx.run(
                 "SELECT id, code, opens_left, guest, valid_from, valid_until, calling FROM ("
                 "SELECT i.id, i.code, i.opens_left, COALESCE(g.name, '') AS guest,"
                 " COALESCE(g.valid_from, i.valid_from) AS valid_from, COALESCE(g.valid_until, i.valid_until) AS valid_until,"
                 " CASE WHEN EXISTS (SELECT 1 FROM visit v JOIN guest_session s ON v.phone = 'guest:' || s.id"
                 " WHERE s.invitation = i.id AND v.stage <> 'ended') THEN 1 ELSE 0 END AS calling"
                 " FROM invitation i LEFT JOIN guest_session g ON g.invitation = i.id AND i.code = 1"
                 " WHERE i.household = $1 AND i.revoked_at IS NULL AND (i.code = 0 OR g.id IS NOT NULL)) AS lent"
                 " WHERE valid_until > $2 OR calling = 1 ORDER BY valid_from, id",
                 {who.household, now})) {
            Invitation one;
            one.id = row.text(0);
            one.by = way_at(row, 1);
            one.used_up = row.number(2) <= 0;
            one.guest = row.text(3);
            one.valid_from = row.time(4);
            one.valid_until = row.time(5);
            one.calling = row.number(6) != 0;
            out.invitations.push_back(std::move(one));
        }
        return out;
    });
}

Stored<void> SqlRepository::take_back_invitation(const FamilyCaller& who, const std::string& invitation, Time now) {
    return write<void>(now, [&](Work& work) -> Stored<void> {
        const auto home = hold_household(work, who.household, "/");
        if (!home || !is_first_contact(work.tx, who)) {
            return refused("not_first_contact");
        }
        const Rows taken = work.tx.run("UPDATE invitation SET revoked_at = $3 WHERE id = $1 AND household = $2"
                                       " AND revoked_at IS NULL RETURNING code",
                                       {invitation, home->id, now});
        if (taken.empty()) {
            return not_found("invitation_not_found");
        }
        shut_out_guests(work, invitation, name_of(who));
        write_audit(work, {name_of(who), "invitation.revoked", invitation, home->id, home->path, json_of({{"by", contract::word(way_at(taken[0], 0))}}), ""});
        return {};
    });
}

Stored<GuestSession> SqlRepository::enter_as_guest(const GuestSaid& said, Time now) {
    const bool code = !said.code.empty();
    if (code && said.name.empty()) {
        return refused("name_missing");
    }
    const auto who = guessers(said.address);
    if (code) {  // a flood of guesses writes nothing
        const auto waits = read<std::chrono::seconds>([&](Transaction& tx) -> Stored<std::chrono::seconds> {
            Work work{tx, now, {}};
            return wait_of(work, who).value_or(0s);
        });
        if (!waits || waits->count() > 0) {
            return waits ? refused("too_many_tries", *waits) : tl::unexpected(waits.error());
        }
    }
    using Answer = Stored<GuestSession>;  // a wrong try is kept, and refused
    auto answer = write<Answer>(now, [&](Work& work) -> Stored<Answer> {
        if (code) {
            hold_guessers(work, who);
            if (const auto wait = wait_of(work, who)) {
                return Answer(refused("too_many_tries", *wait));
            }
        }
        if (auto known = once_more(work, said)) {
            return Answer(*std::move(known));
        }
        const bool sound = !code || is_code(said.code);
        auto found = sound ? find(work, said) : std::nullopt;
        if (found && hold_household(work, found->household, "/")) {
            found = find(work, said);  // it may have been used up or taken back at this moment
        }
        const bool stands = found && !found->revoked && found->valid_until > now;
        if (stands) {
            if (auto known = again(work, said, *found)) {
                return Answer(*std::move(known));
            }
        }
        if (!stands || found->opens_left <= 0) {
            if (code) {
                count_wrong_try(work, who);
            }
            return Answer(not_found("link_not_valid"));
        }
        return Answer(enter(work, said, *found));
    });
    return answer ? *std::move(answer) : tl::unexpected(answer.error());
}

Stored<GuestCaller> SqlRepository::guest_with_session(const std::string& token, Time now) {
    return read<GuestCaller>([&](Transaction& tx) -> Stored<GuestCaller> {
        const Rows rows = tx.run("SELECT g.id, g.household, g.name, i.code FROM guest_session g JOIN invitation i"
                                 " ON i.id = g.invitation WHERE g.secret_hash = $1 AND g.expires_at > $2",
                                 {sha256_hex(token), now});
        if (rows.empty()) {
            return not_found("session_unknown");
        }
        return GuestCaller{rows[0].text(0), rows[0].text(1), rows[0].text(2), way_at(rows[0], 3)};
    });
}

}  // namespace anju::server
