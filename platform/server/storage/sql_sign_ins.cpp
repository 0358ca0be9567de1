// SPDX-License-Identifier: Apache-2.0
// One's own sign-ins and password; and the link by which somebody invited chooses one.
#include "platform/contract/codec.hpp"
#include "platform/server/staff_words.hpp"
#include "platform/server/storage/guesses.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/passwords.hpp"
#include "platform/server/storage/places.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/staff_rows.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using contract::StaffState;
using contract::Welcome;

std::vector<Guesser> guessers_of(const StaffCaller& staff) { return {{"password staff " + staff.staff, 10, 15min}}; }

struct Linked {
    Person person;
    Time until{};
};

std::optional<Linked> load_linked(Transaction& tx, const std::string& token, Time now) {
    const Rows rows = tx.run("SELECT staff, expires_at FROM staff_link WHERE secret_hash = $1 AND expires_at > $2", {sha256_hex(token), now});
    auto person = rows.empty() ? std::nullopt : load_person(tx, system_caller(), rows[0].text(0));
    return person && person->row.state != StaffState::Ended ? std::optional(Linked{*std::move(person), rows[0].time(1)}) : std::nullopt;
}

std::vector<std::string> names_of(const Person& person) { return {person.row.name, person.row.display_name, person.row.place_name}; }

}  // namespace

Stored<contract::StaffSignIns> SqlRepository::sign_ins(const StaffCaller& staff, Time now) {
    return read<contract::StaffSignIns>(
        [&](Transaction& tx) -> Stored<contract::StaffSignIns> { return contract::StaffSignIns{load_sign_ins(tx, staff.staff, staff.session, now)}; });
}

Stored<void> SqlRepository::end_sign_in(const StaffCaller& staff, const std::string& session, Time now) {
    return write<void>(now, [&](Work& work) -> Stored<void> {
        const Rows rows = work.tx.run("SELECT staff FROM staff_session WHERE id = $1", {session});
        const std::string whose = rows.empty() ? "" : rows[0].text(0);
        const auto person = whose.empty() || (whose != staff.staff && !is_administrator(staff)) ? std::nullopt : load_person(work.tx, staff, whose);
        if (!person || work.tx.run("DELETE FROM staff_session WHERE id = $1 RETURNING 1", {session}).empty()) {
            return not_found("session_not_found");
        }
        write_audit(work, {name_of(staff), "staff_session.ended", session, "", person->path, json_of({{"staff", whose}}), ""});
        return {};
    });
}

Stored<void> SqlRepository::change_password(const StaffCaller& staff, const contract::PasswordChange& given, Time now) {
    const auto found = read<Person>([&](Transaction& tx) -> Stored<Person> {
        Work work{tx, now, {}};
        if (const auto wait = wait_of(work, guessers_of(staff))) {
            return refused("too_many_tries", *wait);
        }
        auto person = load_person(tx, staff, staff.staff);
        return person ? Stored<Person>(*std::move(person)) : not_found("staff_not_found");
    });
    if (!found) {
        return tl::unexpected(found.error());
    }
    const auto wanted = settled_password(given.wanted, names_of(*found));
    if (!wanted) {
        return refused(wanted.error());
    }
    const auto turn = passwords_.take();
    if (!turn) {
        return tl::unexpected(unavailable("busy", "too many sign in at once"));
    }
    const bool fits = password_fits(found->password_hash, composed(given.password));
    const auto hash = fits ? hash_password(*wanted, options_) : Stored<std::string>();
    if (!hash) {
        return tl::unexpected(hash.error());
    }
    using Answer = Stored<void>;
    auto answer = write<Answer>(now, [&](Work& work) -> Stored<Answer> {
        hold_guessers(work, guessers_of(staff));
        if (const auto wait = wait_of(work, guessers_of(staff))) {
            return Answer(refused("too_many_tries", *wait));
        }
        if (!fits) {
            count_wrong_try(work, guessers_of(staff));
            return Answer(refused("wrong_password"));
        }
        const auto held = hold_person(work, staff, staff.staff);
        if (!held || held->row.state != StaffState::Active || held->password_hash != found->password_hash) {
            return Answer(conflict("changed_meanwhile"));
        }
        work.tx.run("UPDATE staff SET password_hash = $2 WHERE id = $1", {staff.staff, *hash});
        work.tx.run("DELETE FROM staff_link WHERE staff = $1", {staff.staff});
        write_audit(work, {name_of(staff), "staff.password_changed", staff.staff, "", held->path, "", ""});
        end_sign_ins(work, *held, name_of(staff), staff.session);
        return Answer{};
    });
    return answer ? *std::move(answer) : tl::unexpected(answer.error());
}

Stored<Welcome> SqlRepository::welcome(const std::string& token, Time now) {
    return read<Welcome>([&](Transaction& tx) -> Stored<Welcome> {
        const auto linked = load_linked(tx, token, now);
        if (!linked) {
            return refused("link_not_valid");
        }
        const auto& row = linked->person.row;
        return Welcome{row.name, row.display_name, row.place_name, linked->until, row.state == StaffState::Active};
    });
}

Stored<StaffSession> SqlRepository::choose_password(const contract::ChosenPassword& given, const SignInFrom& from, Time now) {
    const auto linked = read<Linked>([&](Transaction& tx) -> Stored<Linked> {
        auto found = load_linked(tx, given.token, now);
        return found ? Stored<Linked>(*std::move(found)) : refused("link_not_valid");
    });
    if (!linked) {
        return tl::unexpected(linked.error());
    }
    const auto wanted = settled_password(given.password, names_of(linked->person));
    if (!wanted) {
        return refused(wanted.error());
    }
    const auto turn = passwords_.take();
    if (!turn) {
        return tl::unexpected(unavailable("busy", "too many sign in at once"));
    }
    const auto hash = hash_password(*wanted, options_);
    if (!hash) {
        return tl::unexpected(hash.error());
    }
    const std::string& id = linked->person.row.id;
    return write<StaffSession>(now, [&](Work& work) -> Stored<StaffSession> {
        const auto held = hold_person(work, system_caller(), id);
        if (!held || held->row.state == StaffState::Ended ||
            work.tx.run("DELETE FROM staff_link WHERE staff = $1 AND secret_hash = $2 AND expires_at > $3 RETURNING 1", {id, sha256_hex(given.token), now}).empty()) {
            return refused("link_not_valid");
        }
        const std::string who = "staff:" + id;
        work.tx.run("UPDATE staff SET active = 1, password_hash = $2 WHERE id = $1", {id, *hash});
        write_audit(work, {who, held->row.state == StaffState::Active ? "staff.password_changed" : "staff.joined", id, "", held->path, "", ""});
        end_sign_ins(work, *held, who);
        const auto& row = held->row;
        return StaffSession{begin_sign_in(work, id, held->path, from), {id, row.name, row.display_name, row.place_name, row.roles}};
    });
}

}  // namespace anju::server
