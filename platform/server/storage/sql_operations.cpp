// SPDX-License-Identifier: Apache-2.0
// Events to read again, the audit to look at, and what time takes away.
#include "platform/server/storage/portions.hpp"
#include "platform/server/storage/sql_repository.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;

constexpr auto kTestLife = 24h * 60;
constexpr auto kOffLife = 24h * 365 * 3;
constexpr auto kEventLife = 24h * 30;
constexpr auto kAnswerLife = 24h * 7;
constexpr auto kInvitationLife = 24h * 30;
constexpr auto kVisitStreamLife = 24h;
constexpr auto kPendingPhotoLife = 24h;
constexpr auto kAfterwards = 1h;  // dead pairings and old tries stay so long

int removed(Work& work, std::string_view sql, Time before) {
    return static_cast<int>(work.tx.run(sql, {before}).size());
}

}  // namespace

Stored<void> SqlRepository::ready(Time now) {
    const bool wants_room = disk_was_full_ && database_->dialect() == Dialect::Postgres;
    const Stored<void> done = write<void>(now, [&](Work& work) -> Stored<void> {
        // A real write: a lost server shows here, and with SQLite a full disk.
        work.tx.run("UPDATE heartbeat SET beats = beats + 1 WHERE id = 1");
        // PostgreSQL writes that row into a page it has already: whoever could store nothing has to know that there is room again.
        if (wants_room) {
            work.tx.script("CREATE TEMPORARY TABLE anju_room ON COMMIT DROP AS SELECT repeat(md5(n::text), 60) FROM generate_series(1, 100) n");
        }
        return {};
    });
    if (done && wants_room) {  // not where somebody was told so only meanwhile
        disk_was_full_ = false;
    }
    return done;
}

Stored<Replay> SqlRepository::replay(const std::string& recipient, std::uint64_t after, int limit) {
    return read<Replay>([&](Transaction& tx) -> Stored<Replay> {
        const Rows head = tx.run("SELECT last FROM recipient WHERE id = $1", {recipient});
        const std::uint64_t last = head.empty() ? 0 : static_cast<std::uint64_t>(head[0].number(0));
        Replay replay;
        if (after >= last) {
            replay.gap = after > last;
            return replay;
        }
        for (const Row& row : tx.run("SELECT seq, name, data, at FROM event"
                                     " WHERE recipient = $1 AND seq > $2 ORDER BY seq LIMIT $3",
                                     {recipient, after, limit})) {
            replay.events.push_back(
                {static_cast<std::uint64_t>(row.number(0)), row.text(1), row.text(2), row.time(3)});
        }
        replay.gap = replay.events.empty() || replay.events.front().seq != after + 1;
        return replay;
    });
}

Stored<std::map<std::string, std::uint64_t>> SqlRepository::last_sequences(
    const std::vector<std::string>& recipients) {
    using Sequences = std::map<std::string, std::uint64_t>;
    return read<Sequences>([&](Transaction& tx) -> Stored<Sequences> {
        Sequences sequences;
        for (const std::string& recipient : recipients) {
            sequences[recipient] = 0;
        }
        in_portions(recipients, [&](const std::string& list, const std::vector<Parameter>& some) {
            for (const Row& row : tx.run("SELECT id, last FROM recipient WHERE id IN (" + list + ")", some)) {
                sequences[row.text(0)] = static_cast<std::uint64_t>(row.number(1));
            }
        });
        return sequences;
    });
}

Stored<std::map<std::string, std::uint64_t>> SqlRepository::moved_since(Time then) {
    using Sequences = std::map<std::string, std::uint64_t>;
    return read<Sequences>([&](Transaction& tx) -> Stored<Sequences> {
        Sequences sequences;
        for (const Row& row : tx.run(kMovedSince, {then})) {
            sequences[row.text(0)] = static_cast<std::uint64_t>(row.number(1));
        }
        return sequences;
    });
}

Stored<std::vector<AuditEntry>> SqlRepository::audit(const StaffCaller& staff,
                                                     const std::string& household, int limit) {
    return read<std::vector<AuditEntry>>([&](Transaction& tx) -> Stored<std::vector<AuditEntry>> {
        std::vector<AuditEntry> entries;
        for (const Row& row :
             tx.run("SELECT number, who, what, subject, household, before, after, at FROM audit"
                    " WHERE household = $1 AND path >= $2 AND path < $3"
                    " ORDER BY number DESC LIMIT $4",
                    {household, staff.scope, end_of(staff.scope), limit})) {
            entries.push_back({row.number(0), row.text(1), row.text(2), row.text(3), row.text(4),
                               row.text(5), row.text(6), row.time(7)});
        }
        return entries;
    });
}

Stored<Pruned> SqlRepository::prune(Time now) {
    return write<Pruned>(now, [&](Work& work) -> Stored<Pruned> {
        Pruned pruned;
        pruned.events =
            removed(work, "DELETE FROM event WHERE at < $1 RETURNING 1", now - kEventLife);
        // The streams of visits that are over; the visits themselves stay in the log.
        removed(work,
                "DELETE FROM event WHERE recipient IN (SELECT 'visit:' || id || s.side FROM visit JOIN (SELECT '' AS side UNION ALL SELECT '.desk') s ON s.side = '' OR offers <> ''"
                " WHERE stage = 'ended' AND signals IS NOT NULL AND ended_at < $1)",
                now - kVisitStreamLife);
        removed(work,
                "DELETE FROM recipient WHERE id IN (SELECT 'visit:' || id || s.side FROM visit JOIN (SELECT '' AS side UNION ALL SELECT '.desk') s ON s.side = '' OR offers <> ''"
                " WHERE stage = 'ended' AND signals IS NOT NULL AND ended_at < $1)",
                now - kVisitStreamLife);
        removed(work,
                "UPDATE visit SET signals = NULL WHERE stage = 'ended' AND signals IS NOT NULL"
                " AND ended_at < $1",
                now - kVisitStreamLife);
        pruned.pairings = removed(work, "DELETE FROM pairing WHERE expires_at < $1 RETURNING 1",
                                  now - kAfterwards);
        pruned.sessions =
            removed(work, "DELETE FROM family_session WHERE expires_at <= $1 RETURNING 1", now) +
            removed(work, "DELETE FROM staff_session WHERE expires_at <= $1 RETURNING 1", now) +
            removed(work, "DELETE FROM guest_session WHERE expires_at <= $1 RETURNING 1", now);
        removed(work,
                "DELETE FROM invitation WHERE valid_until < $1 AND NOT EXISTS"
                " (SELECT 1 FROM guest_session g WHERE g.invitation = invitation.id)",
                now - kInvitationLife);
        pruned.answers =
            removed(work, "DELETE FROM answer WHERE at < $1 RETURNING 1", now - kAnswerLife);
        // Taken out of reach first (2), so that no message takes one while its pictures go.
        removed(work, "UPDATE photo SET pending = 2 WHERE pending = 1 AND created_at < $1",
                now - kPendingPhotoLife);
        work.tx.run(
            "DELETE FROM photo_rendition WHERE photo IN (SELECT id FROM photo WHERE pending = 2)");
        pruned.photos =
            static_cast<int>(work.tx.run("DELETE FROM photo WHERE pending = 2 RETURNING 1").size());
        removed(work, "UPDATE film SET pending = 2 WHERE pending = 1 AND created_at < $1", now - kPendingPhotoLife);
        removed(work, "DELETE FROM film_part WHERE film IN (SELECT id FROM film WHERE pending = 2 AND created_at < $1)",
                now - kPendingPhotoLife);
        pruned.films = removed(work, "DELETE FROM film WHERE pending = 2 AND created_at < $1 RETURNING 1",
                               now - kPendingPhotoLife);
        removed(work, "DELETE FROM responder_link WHERE made_at < $1", now - kEventLife);
        removed(work, "DELETE FROM responder_notice WHERE state <> 'waiting' AND created_at < $1", now - kEventLife);
        removed(work, "DELETE FROM notice WHERE state <> 'waiting' AND created_at < $1", now - kEventLife);
        removed(work, "DELETE FROM box_test WHERE heard_at < $1", now - kTestLife);
        removed(work, "DELETE FROM box_off WHERE to_at < $1", now - kOffLife);
        pruned.tries =
            removed(work, "DELETE FROM wrong_try WHERE at < $1 RETURNING 1", now - kAfterwards);
        removed(work,
                "DELETE FROM guesser WHERE blocked_until < $1 AND NOT EXISTS"
                " (SELECT 1 FROM wrong_try t WHERE t.guesser = guesser.id)",
                now);
        return pruned;
    });
}

}  // namespace anju::server
