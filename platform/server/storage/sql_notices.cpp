// SPDX-License-Identifier: Apache-2.0
// The outbox of notices: what waits survives every end of the program.
#include "platform/server/storage/alarms.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/notices.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/visits.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using contract::VisitStage;

// To the node that was asked to send: so long it tries (next_try), and a minute more for the try that is under way.
constexpr std::chrono::minutes kLinkKnownSomewhere{11};

// Who was told, or not, or not yet: the elder reads it on the TV, the desk that called a relative in at the desk; neither waits for a gateway that is down.
void note_on_visit(Work& work, const std::string& visit, bool told) {
    const bool news = !work.tx
                           .run("UPDATE visit SET notified = $2 WHERE id = $1 AND (notified IS NULL OR notified <> $2) RETURNING 1",
                                {visit, told ? 1 : 0})
                           .empty();
    if (const auto row = news ? load_visit(work.tx, visit) : std::nullopt) {
        tell_ring(work, *row);
    }
}

// It has got through: the home and the desk read who knows.
void note_on_alarm(Work& work, const std::string& subject) {
    const auto dot = subject.find('.');
    auto row = dot == std::string::npos ? std::nullopt : load_incident(work.tx, subject.substr(0, dot));
    const Rows member = row ? work.tx.run("SELECT id, name FROM member WHERE id = $1 AND household = $2", {subject.substr(dot + 1), row->household}) : Rows{};
    if (!member.empty() && note_told(work, *row, member[0].text(0), member[0].text(1))) {
        tell_alarm(work, *row);
    }
}

}  // namespace

void insert_notice(Work& work, const std::string& household, const std::string& event, const std::string& subject,
                   const std::string& member) {
    work.tx.run("INSERT INTO notice (id, household, event, subject, member, state, tries, next_at, created_at)"
                " VALUES ($1, $2, $3, $4, $5, 'waiting', 0, $6, $6) ON CONFLICT (event, subject) DO NOTHING",
                {new_id(), household, event, subject, member, work.now});
}

// Those of which this program knows the link. One that nobody knows any more is given up, and the desk reads that it did not go out.
std::vector<Notice> SqlRepository::due_responder_notices(int limit, Time now) {
    struct Found {
        Notice notice;
        bool needed = true;
    };
    const auto due = read<std::vector<Found>>([&](Transaction& tx) -> Stored<std::vector<Found>> {
        std::vector<Found> out;
        for (const Row& row : tx.run("SELECT n.id, n.incident, i.household, i.by_name, p.called, n.tries, n.created_at, t.phone, i.sending, n.sending, i.closed_at"
                                     " FROM responder_notice n JOIN incident i ON i.id = n.incident JOIN person p ON p.household = i.household LEFT JOIN staff t ON t.id = i.responder"
                                     " WHERE n.state = 'waiting' AND n.next_at <= $1 ORDER BY n.next_at, n.id",  // all: those of another node stand before no own one
                                     {now})) {
            Found found{{row.text(0), "responder", row.text(1), row.text(2), "", row.text(3), row.text(4), static_cast<int>(row.number(5)), row.time(6)}};
            found.notice.phone = row.text(7);
            found.needed = row.text(8) == row.text(9) && row.empty_at(10) && !found.notice.phone.empty();
            out.push_back(std::move(found));
        }
        return out;
    });
    {
        const std::lock_guard lock(unsent_);  // another node may have given up what this one was to send
        std::erase_if(unsent_links_, [&](const auto& one) { return one.second.made_at < now - kLinkKnownSomewhere; });
    }
    std::vector<Notice> out;
    for (const Found& found : due.value_or(std::vector<Found>{})) {
        Notice notice = found.notice;
        {
            const std::lock_guard lock(unsent_);
            const auto link = unsent_links_.find(notice.id);
            notice.link = link == unsent_links_.end() ? "" : link->second.link;
        }
        if (found.needed && !notice.link.empty()) {
            if (static_cast<int>(out.size()) < limit) out.push_back(std::move(notice));
        } else if (!found.needed || notice.created_at < now - kLinkKnownSomewhere) {
            static_cast<void>(notice_tried(notice.id, false, std::nullopt, now));
        }
    }
    return out;
}

// False: it is no notice of a responder.
Stored<bool> SqlRepository::responder_notice_tried(const std::string& notice, bool delivered, std::optional<Time> next, Time now) {
    const bool over = delivered || !next;
    const auto known = write<bool>(now, [&](Work& work) -> Stored<bool> {
        const Rows home = work.tx.run("SELECT i.household, i.id FROM responder_notice n JOIN incident i ON i.id = n.incident WHERE n.id = $1", {notice});
        if (home.empty()) {
            return false;
        }
        hold_alarms_of(work, home[0].text(0));
        const Rows rows = work.tx.run("UPDATE responder_notice SET state = $2, tries = tries + 1, next_at = $3, done_at = $4 WHERE id = $1 AND state = 'waiting' RETURNING sending",
                                      {notice, delivered ? "delivered" : over ? "given_up" : "waiting", next.value_or(now), over ? std::optional(now) : std::nullopt});
        auto row = rows.empty() || !over ? std::nullopt : load_incident(work.tx, home[0].text(1));
        if (row && row->sending == rows[0].text(0) && alarm::is_open(row->now.state)) {
            write_step(work, *row, {}, delivered ? "responder_told" : "responder_not_told", row->responder_name);
            tell_desk(work, *row);
        }
        return true;
    });
    if (known && *known && over) {
        const std::lock_guard lock(unsent_);
        unsent_links_.erase(notice);
    }
    return known;
}

Stored<std::vector<Notice>> SqlRepository::due_notices(int limit, Time now) {
    using Notices = std::vector<Notice>;
    struct Found {
        Notice notice;
        bool needed = true;
    };
    const auto due = read<std::vector<Found>>([&](Transaction& tx) -> Stored<std::vector<Found>> {
        std::vector<Found> out;
        for (const Row& row : tx.run("SELECT n.id, n.event, n.subject, n.household, n.member, m.name, m.calls_elder,"
                                     " n.tries, n.created_at, m.active, v.stage, v.answered_at, s.seen_at, i.id, i.state, v.alarm"
                                     " FROM notice n JOIN member m ON m.id = n.member"
                                     " LEFT JOIN visit v ON v.id = n.subject LEFT JOIN message s ON s.id = n.subject"
                                     " LEFT JOIN incident i ON i.id = substr(n.subject, 1, 26) AND n.event = 'alarm'"
                                     // One that was taken back waits: a press within 30 s makes it live again, and no other notice is written.
                                     " WHERE n.state = 'waiting' AND n.next_at <= $1 AND (i.state IS NULL OR i.state <> 'cancelled')"
                                     " ORDER BY CASE WHEN n.event = 'alarm' THEN 0 ELSE 1 END, n.next_at, n.id LIMIT $2",
                                     {now, limit})) {
            Found found{{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6),
                         static_cast<int>(row.number(7)), row.time(8)}};
            const bool visit = found.notice.event == "visit";
            // Answered, watched, or no longer a relative: nobody needs to hear of it.
            found.needed = row.number(9) != 0 && row.empty_at(11) && row.empty_at(12);
            if (!row.empty_at(13)) {  // of an alarm there is one for each relative
                found.notice.subject = row.text(13);
                found.needed = found.needed && row.text(14) != "closed";
            }
            if (visit && row.text(10) == "ended") {
                // Asked by the desk into a talk that went on without: no call of hers was missed.
                found.needed = found.needed && row.empty_at(15);
                found.notice.event = "visit_missed";
            }
            out.push_back(std::move(found));
        }
        return out;
    });
    if (!due) {
        return tl::unexpected(due.error());
    }
    Notices out = due_responder_notices(limit, now);  // somebody waits at a door for them
    for (const Found& found : *due) {
        if (found.needed) {
            out.push_back(found.notice);
        } else {
            // One that cannot be given up now keeps no other from its way.
            static_cast<void>(notice_tried(found.notice.id, false, std::nullopt, now));
        }
    }
    return out;
}

Stored<void> SqlRepository::notice_tried(const std::string& notice, bool delivered, std::optional<Time> next, Time now) {
    if (const auto responders = responder_notice_tried(notice, delivered, next, now); !responders || *responders) {
        return responders ? Stored<void>{} : tl::unexpected(responders.error());
    }
    return write<void>(now, [&](Work& work) -> Stored<void> {
        const Rows home = work.tx.run("SELECT household FROM notice WHERE id = $1", {notice});
        if (home.empty()) {
            return not_found("notice_not_found");
        }
        hold_alarms_of(work, home[0].text(0));  // of a home that has been closed, too: what waits there ends
        const bool over = delivered || !next;
        const Rows rows = work.tx.run("UPDATE notice SET state = $2, tries = tries + 1, next_at = $3, done_at = $4"
                                      " WHERE id = $1 AND state = 'waiting' RETURNING event, subject",
                                      {notice, delivered ? "delivered" : over ? "given_up" : "waiting", next.value_or(now),
                                       over ? std::optional(now) : std::nullopt});
        if (!rows.empty() && rows[0].text(0) == "visit") {
            note_on_visit(work, rows[0].text(1), delivered);
        }
        if (!rows.empty() && rows[0].text(0) == "alarm" && delivered) {
            note_on_alarm(work, rows[0].text(1));
        }
        return {};
    });
}

}  // namespace anju::server
