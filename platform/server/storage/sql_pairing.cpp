// SPDX-License-Identifier: Apache-2.0
// Pairing, the shape of RFC 8628.
#include "platform/contract/codec.hpp"
#include "platform/server/storage/guesses.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/text_check.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using contract::PairingCode;
using contract::PairingFound;
using contract::TerminalRow;

constexpr auto kCodeLife = 600s;
constexpr auto kInterval = 5s;
constexpr auto kEarly = 500ms;  // a poll that comes so much too early is still in time
constexpr std::size_t kMaxName = 64;
constexpr int kDraws = 20;      // of a code or number that is not taken: 1 in 10^10 are

std::vector<Guesser> guessers(const StaffCaller& staff, const std::string& address) {
    return {{"pairing staff " + staff.staff, 5, 15min}, {"pairing address " + address, 10, 1min}};
}

// Anyone may ask for a code, so that nobody may fill the disk with them; a whole station's boxes may
// stand behind one address.
std::vector<Guesser> starters(const std::string& address) {
    return {{"pairing start " + address, 60, 1min, 1min}};
}

bool may_pair(const StaffCaller& staff) { return works_on_boxes(staff); }

struct Waiting {
    std::string user_code, key_hash, model, version, former;
    Time expires_at;
};

// The living code, or the reason why not; a code that nobody shows counts as a wrong try, which the
// caller must let commit.
Stored<Waiting> find_waiting(Work& work, const StaffCaller& staff, const std::string& typed,
                             const std::string& address) {
    const auto who = guessers(staff, address);
    hold_guessers(work, who);
    if (const auto wait = wait_of(work, who)) {
        return refused("too_many_tries", *wait);
    }
    const std::string code = normal_user_code(typed);
    const Rows rows = work.tx.run(
        "SELECT key_hash, model, version, expires_at, terminal, former FROM pairing"
        " WHERE user_code = $1 AND expires_at > $2",
        {code, work.now});
    if (rows.empty()) {
        count_wrong_try(work, who);
        return not_found("pairing_not_found");
    }
    if (!rows[0].empty_at(4)) {
        return conflict("already_approved");
    }
    return Waiting{code, rows[0].text(0), rows[0].text(1), rows[0].text(2), rows[0].text(5), rows[0].time(3)};
}

// The same box under its next key keeps its number. Whom it is lent to stays with those who could read it before. A lost one
// is another box until it is found.
std::string take_over(Work& work, const HeldHousehold& home, const Waiting& waiting, const std::string& id) {
    const Rows before = work.tx.run("UPDATE terminal SET box_number = box_number || '/' || id, successor = $2, next_home = NULL"
                                    " WHERE id = $1 AND successor IS NULL AND unpaired_at IS NOT NULL AND ending <> 'lost'"
                                    " RETURNING box_number, lent_to, lent_until, path", {waiting.former, id});
    if (before.empty()) {
        return {};
    }
    const std::string number = before[0].text(0).substr(0, before[0].text(0).find('/'));
    const bool same_place = before[0].text(3).starts_with(home.path);
    work.tx.run(
        "INSERT INTO terminal (id, household, path, key_hash, box_number, model, version, created_at, lent_to, lent_until)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        {id, home.id, home.path, waiting.key_hash, number, waiting.model, waiting.version, work.now, same_place ? before[0].text(1) : "",
         same_place ? before[0].text(2) : ""});
    return number;
}

std::string insert_terminal(Work& work, const HeldHousehold& home, const Waiting& waiting,
                            const std::string& id) {
    if (!waiting.former.empty()) {
        if (std::string number = take_over(work, home, waiting, id); !number.empty()) {
            return number;
        }
    }
    for (int draw = 0; draw < kDraws; ++draw) {
        const std::string box_number = new_box_number();
        const Rows made = work.tx.run(
            "INSERT INTO terminal (id, household, path, key_hash, box_number, model, version,"
            " created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
            " ON CONFLICT (box_number) DO NOTHING RETURNING 1",
            {id, home.id, home.path, waiting.key_hash, box_number, waiting.model, waiting.version,
             work.now});
        if (!made.empty()) {
            return box_number;
        }
    }
    return {};
}

Stored<TerminalRow> install(Work& work, const std::string& who, const std::string& scope, const Waiting& waiting,
                            const std::string& household) {
    const auto home = hold_household(work, household, scope);
    if (!home) {
        return not_found("household_not_found");
    }
    // Held: two technicians may approve the same code at the same moment, and one comes second.
    if (work.tx
            .run("UPDATE pairing SET polled_at = polled_at WHERE user_code = $1"
                 " AND terminal IS NULL RETURNING 1",
                 {waiting.user_code})
            .empty()) {
        return conflict("already_approved");
    }
    const Rows name = work.tx.run("SELECT name FROM household WHERE id = $1", {household});
    const std::string id = new_id();
    const std::string box_number = insert_terminal(work, *home, waiting, id);
    if (box_number.empty() || name.empty()) {
        return tl::unexpected(unavailable("busy", "no free box number was drawn"));
    }
    work.tx.run("UPDATE pairing SET terminal = $2 WHERE user_code = $1", {waiting.user_code, id});
    TerminalRow row{id,        box_number,      waiting.model, waiting.version,
                    household, name[0].text(0), false,         std::nullopt};
    write_audit(work, {who, "terminal.paired", id, household, home->path, "",
                       contract::encode(row)});
    index_household(work, household);
    household_changed(work, household);
    return row;
}

// Which box it was before it wiped; noted that it has. Nothing: none that was shut out.
std::string note_wiped(Work& work, const std::string& former_key) {
    const Rows rows = former_key.empty() ? Rows{} : work.tx.run("SELECT id, household, path, wiped_at FROM terminal WHERE key_hash = $1"
                                                               " AND unpaired_at IS NOT NULL AND successor IS NULL", {sha256_hex(former_key)});
    if (rows.empty()) {
        return {};
    }
    const std::string id = rows[0].text(0);
    if (rows[0].empty_at(3)) {
        work.tx.run("UPDATE terminal SET wiped_at = $2 WHERE id = $1", {id, work.now});
        write_audit(work, {"tv:" + id, "box.wiped", id, rows[0].text(1), rows[0].text(2), "", json_of({{"wiped", "1"}})});
    }
    return id;
}

// What is known of the box that asks. That one is reported lost concerns everybody who is about to install it; where it was
// and where it was to go only who looks after those homes.
PairingFound with_former(Transaction& tx, const StaffCaller& staff, const Waiting& waiting, PairingFound found) {
    const Rows rows = waiting.former.empty() ? Rows{} : tx.run(
        "SELECT t.ending, t.path, t.box_number, n.id, n.name FROM terminal t"
        " LEFT JOIN household n ON n.id = t.next_home AND n.closed_at IS NULL AND n.path >= $2 AND n.path < $3"
        " WHERE t.id = $1 AND t.successor IS NULL", {waiting.former, staff.scope, end_of(staff.scope)});
    if (rows.empty()) {
        return found;
    }
    found.lost = rows[0].text(0) == "lost";
    if (rows[0].text(1).starts_with(staff.scope)) {
        found.box_number = rows[0].text(2);
    }
    if (rows[0].text(0) == "moved") {
        found.next_home = rows[0].text(3);
        found.next_home_name = rows[0].text(4);
    }
    return found;
}

}  // namespace

Stored<PairingCode> SqlRepository::start_pairing(const contract::PairingRequest& request,
                                                 const std::string& address, Time now) {
    if (!is_sha256_hex(request.key_hash)) {
        return refused("key_hash_malformed");
    }
    if (code_points(request.model) > kMaxName || code_points(request.version) > kMaxName) {
        return refused("name_too_long");
    }
    return write<PairingCode>(now, [&](Work& work) -> Stored<PairingCode> {
        const auto who = starters(address);
        hold_guessers(work, who);
        if (const auto wait = wait_of(work, who)) {
            return refused("too_many_tries", *wait);
        }
        count_wrong_try(work, who);
        if (!work.tx.run("SELECT 1 FROM terminal WHERE key_hash = $1", {request.key_hash})
                 .empty()) {
            return conflict("key_in_use");
        }
        const std::string former = note_wiped(work, request.former);
        // The same box asks again: its old code is gone.
        work.tx.run("DELETE FROM pairing WHERE key_hash = $1", {request.key_hash});
        PairingCode code;
        code.device_code = new_secret();
        code.expires_in = kCodeLife;
        code.interval = kInterval;
        for (int draw = 0; draw < kDraws; ++draw) {
            code.user_code = new_user_code();
            work.tx.run("DELETE FROM pairing WHERE user_code = $1 AND expires_at <= $2",
                        {code.user_code, now});
            const Rows made = work.tx.run(
                "INSERT INTO pairing (device_hash, user_code, key_hash, model, version, created_at,"
                " expires_at, former) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
                " ON CONFLICT (user_code) DO NOTHING RETURNING 1",
                {sha256_hex(code.device_code), code.user_code, request.key_hash, request.model,
                 request.version, now, now + kCodeLife, former.empty() ? std::nullopt : std::optional(former)});
            if (!made.empty()) {
                return code;
            }
        }
        return tl::unexpected(unavailable("busy", "no free pairing code was drawn"));
    });
}

Stored<contract::Paired> SqlRepository::poll_pairing(const std::string& device_code, Time now) {
    // The poll itself is kept although the answer is a no.
    using Answer = Stored<contract::Paired>;
    auto answer = write<Answer>(now, [&](Work& work) -> Stored<Answer> {
        const std::string hash = sha256_hex(device_code);
        const Rows rows = work.tx.run(
            "SELECT p.expires_at, p.polled_at, p.terminal, t.box_number, t.household,"
            " t.unpaired_at FROM pairing p LEFT JOIN terminal t ON t.id = p.terminal"
            " WHERE p.device_hash = $1",
            {hash});
        if (rows.empty()) {
            return Answer(refused("expired_token"));
        }
        const Row& row = rows[0];
        if (!row.empty_at(2)) {
            return row.empty_at(5) ? Answer(contract::Paired{row.text(2), row.text(3), row.text(4)})
                                   : Answer(refused("expired_token"));
        }
        if (row.time(0) <= now) {
            return Answer(refused("expired_token"));
        }
        work.tx.run("UPDATE pairing SET polled_at = $2 WHERE device_hash = $1", {hash, now});
        const auto polled = row.maybe_time(1);
        const bool fast = polled && now - *polled < kInterval - kEarly;
        return Answer(fast ? refused("slow_down", kInterval)
                           : refused("authorization_pending", kInterval));
    });
    return answer ? *std::move(answer) : tl::unexpected(answer.error());
}

Stored<PairingFound> SqlRepository::find_pairing(const StaffCaller& staff,
                                                 const std::string& user_code,
                                                 const std::string& address, Time now) {
    if (!may_pair(staff)) {
        return refused("role_missing");
    }
    using Answer = Stored<Waiting>;
    auto answer = write<Answer>(now, [&](Work& work) -> Stored<Answer> {
        return find_waiting(work, staff, user_code, address);
    });
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    if (!*answer) {
        return tl::unexpected(answer->error());
    }
    return read<PairingFound>([&](Transaction& tx) -> Stored<PairingFound> {
        return with_former(tx, staff, **answer, {(*answer)->user_code, (*answer)->model, (*answer)->version,
                                                 std::chrono::floor<std::chrono::seconds>((*answer)->expires_at - now)});
    });
}

Stored<TerminalRow> SqlRepository::approve_pairing(const StaffCaller& staff,
                                                   const std::string& user_code,
                                                   const std::string& household,
                                                   const std::string& address, const Once& once,
                                                   Time now) {
    if (!may_pair(staff)) {
        return refused("role_missing");
    }
    const OnceKey key(name_of(staff), "approve " + normal_user_code(user_code), once);
    using Answer = Stored<TerminalRow>;
    auto answer = write<Answer>(now, [&](Work& work) -> Stored<Answer> {
        const auto before = key.claim(work);
        if (!before) {
            return tl::unexpected(before.error());
        }
        if (*before) {
            if (auto row = contract::decode<TerminalRow>(**before)) {
                return Answer(*std::move(row));
            }
            return tl::unexpected(unavailable("stored_answer_malformed", "an answer kept in the database cannot be read"));
        }
        const auto waiting = find_waiting(work, staff, user_code, address);
        if (!waiting) {
            key.release(work);
            return Answer(tl::unexpected(waiting.error()));
        }
        auto row = install(work, name_of(staff), staff.scope, *waiting, household);
        if (!row) {
            return tl::unexpected(row.error());
        }
        key.keep(work, contract::encode(*row));
        return Answer(*std::move(row));
    });
    return answer ? *std::move(answer) : tl::unexpected(answer.error());
}

}  // namespace anju::server
