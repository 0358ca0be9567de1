// SPDX-License-Identifier: Apache-2.0
// Signing in, and what staff finds within its own place.
#include <algorithm>

#include "platform/server/staff_words.hpp"
#include "platform/server/storage/guesses.hpp"
#include "platform/server/storage/leaving.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/passwords.hpp"
#include "platform/server/storage/home_search.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/staff_rows.hpp"
#include "platform/server/storage/text_check.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using contract::HouseholdList;
using contract::StaffSelf;
using contract::TerminalList;

constexpr int kMaxRows = 50;

std::vector<Guesser> guessers(const std::string& address) {
    return {{"sign-in address " + address, 10, 1min}};
}

StaffSelf self_at(const Row& row) {
    return {row.text(0), row.text(1), row.text(2), row.text(3), roles_of(row.text(4))};
}

constexpr std::string_view kSelf =
    "SELECT s.id, s.name, s.display_name, o.name, s.roles, s.password_hash, s.path FROM staff s"
    " JOIN organisation o ON o.id = s.organisation WHERE s.name = $1 AND s.active = 1";

}  // namespace

Stored<StaffCaller> SqlRepository::staff_with_session(const std::string& token, Time now) {
    return read<StaffCaller>([&](Transaction& tx) -> Stored<StaffCaller> {
        const Rows rows = tx.run(
            "SELECT s.id, s.path, s.roles, t.id FROM staff_session t JOIN staff s ON s.id = t.staff"
            " WHERE t.secret_hash = $1 AND t.expires_at > $2 AND s.active = 1",
            {sha256_hex(token), now});
        if (rows.empty()) {
            return not_found("session_unknown");
        }
        if (never_signs_in(roles_of(rows[0].text(2)))) {
            return not_found("session_unknown");
        }
        return StaffCaller{rows[0].text(0), rows[0].text(1), roles_of(rows[0].text(2)),
                           rows[0].text(3)};
    });
}

Stored<StaffSession> SqlRepository::sign_in_from(const contract::SignIn& given,
                                                 const SignInFrom& from, Time now) {
    struct Found {
        std::optional<StaffSelf> self;
        std::string hash, path;
    };
    const auto found = read<Found>([&](Transaction& tx) -> Stored<Found> {
        Work work{tx, now, {}};
        if (const auto wait = wait_of(work, guessers(from.address))) {
            return refused("too_many_tries", *wait);
        }
        const Rows rows = tx.run(kSelf, {composed(given.name)});
        return rows.empty() ? Found{std::nullopt, nobodys_password_, ""}
                            : Found{self_at(rows[0]), rows[0].text(5), rows[0].text(6)};
    });
    if (!found) {
        return tl::unexpected(found.error());
    }
    const auto turn = passwords_.take();
    if (!turn) {
        return tl::unexpected(unavailable("busy", "too many sign in at once"));
    }
    const bool fits = password_fits(found->hash, composed(given.password));

    using Answer = Stored<StaffSession>;
    auto answer = write<Answer>(now, [&](Work& work) -> Stored<Answer> {
        // Again: others from this address may have been wrong while this one was looked at.
        const auto who = guessers(from.address);
        hold_guessers(work, who);
        if (const auto wait = wait_of(work, who)) {
            return Answer(refused("too_many_tries", *wait));
        }
        if (!fits || !found->self || never_signs_in(found->self->roles)) {
            count_wrong_try(work, who);
            return Answer(refused("wrong_name_or_password"));
        }
        // Ended meanwhile, or the password is another by now.
        if (work.tx.run("SELECT 1 FROM staff WHERE id = $1 AND active = 1 AND password_hash = $2", {found->self->id, found->hash}).empty()) {
            return Answer(refused("wrong_name_or_password"));
        }
        return Answer(StaffSession{begin_sign_in(work, found->self->id, found->path, from), *found->self});
    });
    return answer ? *std::move(answer) : tl::unexpected(answer.error());
}

Stored<void> SqlRepository::sign_out(const StaffCaller& staff, Time now) {
    return write<void>(now, [&](Work& work) -> Stored<void> {
        if (work.tx
                .run("DELETE FROM staff_session WHERE id = $1 AND staff = $2 RETURNING 1",
                     {staff.session, staff.staff})
                .empty()) {
            return not_found("session_unknown");
        }
        write_audit(work, {name_of(staff), "staff_session.ended", staff.session, "", staff.scope,
                           json_of({{"staff", staff.staff}}), ""});
        return {};
    });
}

Stored<StaffSelf> SqlRepository::staff_self(const StaffCaller& staff) {
    return read<StaffSelf>([&](Transaction& tx) -> Stored<StaffSelf> {
        const Rows rows = tx.run(
            "SELECT s.id, s.name, s.display_name, o.name, s.roles FROM staff s"
            " JOIN organisation o ON o.id = s.organisation WHERE s.id = $1 AND s.active = 1",
            {staff.staff});
        if (rows.empty()) {
            return not_found("staff_unknown");
        }
        return self_at(rows[0]);
    });
}

Stored<HouseholdList> SqlRepository::search_households(const StaffCaller& staff,
                                                       const std::string& query) {
    return read<HouseholdList>([&](Transaction& tx) -> Stored<HouseholdList> {
        return find_homes(tx, database_->dialect(), staff.scope, query, kMaxRows);
    });
}

Stored<TerminalList> SqlRepository::terminals(const StaffCaller& staff) {
    return read<TerminalList>([&](Transaction& tx) -> Stored<TerminalList> {
        TerminalList list;
        for (const Row& row : tx.run(
                 "SELECT t.id, t.box_number, t.model, t.version, t.household, h.name, t.last_seen"
                 " FROM terminal t JOIN household h ON h.id = t.household"
                 " WHERE t.path >= $1 AND t.path < $2 AND t.unpaired_at IS NULL"
                 " ORDER BY t.created_at DESC, t.id",
                 {staff.scope, end_of(staff.scope)})) {
            list.terminals.push_back({row.text(0), row.text(1), row.text(2), row.text(3),
                                      row.text(4), row.text(5), false, row.maybe_time(6)});
        }
        return list;
    });
}

Stored<void> SqlRepository::unpair(const StaffCaller& staff, const std::string& terminal,
                                   Time now) {
    return write<void>(now, [&](Work& work) -> Stored<void> {
        const Rows rows = work.tx.run("SELECT household FROM terminal WHERE id = $1 AND path >= $2 AND path < $3",
                                      {terminal, staff.scope, end_of(staff.scope)});
        const auto home =
            rows.empty() ? std::nullopt : hold_household(work, rows[0].text(0), staff.scope);
        if (!home || !unpair_terminal(work, *home, terminal, name_of(staff))) {
            return not_found("terminal_not_found");
        }
        return {};
    });
}

}  // namespace anju::server
