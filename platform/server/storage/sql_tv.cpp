// SPDX-License-Identifier: Apache-2.0
// What a TV asks for.
#include <algorithm>
#include <set>

#include "platform/contract/codec.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/portions.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/visits.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {

using contract::Message;
using contract::Snapshot;

Stored<TerminalCaller> SqlRepository::terminal_with_key(const std::string& key) {
    return read<TerminalCaller>([&](Transaction& tx) -> Stored<TerminalCaller> {
        const Rows rows =
            tx.run("SELECT id, household, ending FROM terminal WHERE key_hash = $1",
                   {sha256_hex(key)});
        if (rows.empty()) {
            return not_found("terminal_unknown");
        }
        if (const std::string ending = rows[0].text(2); !ending.empty()) {
            return not_found("box_" + ending);
        }
        return TerminalCaller{rows[0].text(0), rows[0].text(1)};
    });
}

Stored<Snapshot> SqlRepository::snapshot(const TerminalCaller& tv, Time now) {
    return read<Snapshot>([&](Transaction& tx) -> Stored<Snapshot> {
        const Rows rows = tx.run(
            "SELECT box_number FROM terminal"
            " WHERE id = $1 AND household = $2 AND unpaired_at IS NULL",
            {tv.terminal, tv.household});
        auto household = load_household(tx, tv.household);
        if (rows.empty() || !household) {
            return not_found("terminal_unknown");
        }
        Snapshot snapshot;
        snapshot.terminal = tv.terminal;
        snapshot.box_number = rows[0].text(0);
        snapshot.household = *std::move(household);
        snapshot.messages = load_newest_messages(tx, tv.household);
        snapshot.visits = load_newest_visits(tx, tv.household, tv.terminal);
        snapshot.presence = load_presence(tx, tv.household, now);
        snapshot.cursor = load_cursor(tx, recipient_of(tv));
        snapshot.now = now;
        return snapshot;
    });
}

Stored<Message> SqlRepository::mark_seen(const TerminalCaller& tv, const std::string& message,
                                         Time seen_at, const Once& once, Time now) {
    const OnceKey key(name_of(tv), "seen " + message, once);
    return write<Message>(now, [&](Work& work) -> Stored<Message> {
        const auto before = key.claim(work);
        if (!before) {
            return tl::unexpected(before.error());
        }
        const auto home = hold_household(work, tv.household, "/");
        const Rows living = work.tx.run(
            "SELECT 1 FROM terminal WHERE id = $1 AND household = $2 AND unpaired_at IS NULL",
            {tv.terminal, tv.household});
        const Rows mine =
            work.tx.run("SELECT sent_at FROM message WHERE id = $1 AND household = $2 AND from_tv = 0",
                        {message, tv.household});
        if (!home || living.empty() || mine.empty()) {
            return not_found("message_not_found");
        }
        // The clock of a box may be wrong: nobody sees a message before it was sent, or later than
        // now.
        const Time when = std::clamp(seen_at, mine[0].time(0), std::max(mine[0].time(0), now));
        const Rows first = work.tx.run(
            "UPDATE message SET seen_at = $2 WHERE id = $1 AND seen_at IS NULL RETURNING 1",
            {message, when});
        auto changed = load_message(work.tx, message);
        if (!changed) {
            return not_found("message_not_found");
        }
        if (!first.empty()) {
            give_event(work, everyone_of(work, tv.household), contract::MessageChanged{*changed});
            write_audit(work, {name_of(tv), "message.seen", message, tv.household, home->path,
                               json_of({{"seen_at", ""}}),
                               json_of({{"seen_at", contract::to_rfc3339(when)}})});
        }
        key.keep(work, message);
        return *std::move(changed);
    });
}

Stored<void> SqlRepository::touch_terminals(const std::vector<std::string>& terminals, Time now) {
    return write<void>(now, [&](Work& work) -> Stored<void> {
        // In one order everywhere: two writers never wait for each other.
        const std::set<std::string> sorted(terminals.begin(), terminals.end());
        in_portions({sorted.begin(), sorted.end()}, [&](const std::string& list, std::vector<Parameter> some) {
            some.emplace_back(now);
            work.tx.run("UPDATE terminal SET last_seen = $" + std::to_string(some.size()) + " WHERE unpaired_at IS NULL AND id IN (" + list + ")", some);
        });
        return {};
    });
}

Stored<std::set<std::string>> SqlRepository::still_paired(const std::vector<std::string>& terminals) {
    return read<std::set<std::string>>([&](Transaction& tx) -> Stored<std::set<std::string>> {
        std::set<std::string> paired;
        in_portions(terminals, [&](const std::string& list, const std::vector<Parameter>& some) {
            for (const Row& row : tx.run("SELECT id FROM terminal WHERE unpaired_at IS NULL AND id IN (" + list + ")", some)) {
                paired.insert(row.text(0));
            }
        });
        return paired;
    });
}

}  // namespace anju::server
