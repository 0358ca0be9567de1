// SPDX-License-Identifier: Apache-2.0
// Which visits there were, and what becomes of those that nobody ends.
#include <algorithm>

#include "platform/server/local_hours.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/rights.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/visits.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using contract::VisitEnd;
using contract::VisitLog;
using contract::VisitSide;
using contract::VisitStage;
using contract::VisitorHome;

constexpr auto kHeardOften = 5s;    // how exactly a ringing phone's going away is noticed …
constexpr auto kHeardSeldom = 20s;  // … and a side's of a visit under way
constexpr auto kGoneWhileRinging = 15s;
constexpr auto kClosesStream = 3s;  // a page that goes has taken its stream along by then …
constexpr auto kComesBack = 20s;    // … and is back by then, if it was reloaded
constexpr std::size_t kMaxSeen = 200;

struct Verdict {
    VisitEnd end{};
    std::optional<VisitSide> by;
};

std::optional<Verdict> overdue(const VisitRow& row, contract::Time now) {
    if (row.visit.stage == VisitStage::Ringing) {
        if (row.visit.placed_at + contract::kRingsFor <= now) {
            return Verdict{VisitEnd::Missed, std::nullopt};
        }
        // The caller's page was closed: nobody would be there to be answered.
        if (row.visit.placed_by == VisitSide::Phone && row.phone_heard_at + kGoneWhileRinging <= now) {
            return Verdict{VisitEnd::Cancelled, VisitSide::Phone};
        }
        return std::nullopt;
    }
    if (row.tv_heard_at + contract::kLostAfter <= now) {
        return Verdict{VisitEnd::Lost, VisitSide::Tv};
    }
    const bool left = row.phone_left_at && *row.phone_left_at + kComesBack <= now;
    if (left || row.phone_heard_at + contract::kLostAfter <= now) {
        return Verdict{VisitEnd::Lost, VisitSide::Phone};
    }
    return std::nullopt;
}

// Where the elder calls and nobody has answered yet, any page of the relative counts: on it may be what rings.
bool hears_phone(const VisitRow& row, const Listening& listening) {
    return row.phone.empty() ? listening.member(row.visit.visitor.member) : listening.phone(row.visit.id);
}

// Notes who is there now; whether that is worth writing down. Each program knows its own streams only: all of them write
// into the same row.
bool note(VisitRow& row, const Listening& listening, contract::Time now) {
    const auto often = row.visit.stage == VisitStage::Ringing ? kHeardOften : kHeardSeldom;
    const bool tv = row.tv_heard_at + often <= now && (row.offers.empty() ? listening.terminal(row.terminal) : listening.phone(row.visit.id + ".desk"));
    const bool phone = row.phone_heard_at + often <= now && hears_phone(row, listening);
    row.tv_heard_at = tv ? now : row.tv_heard_at;
    row.phone_heard_at = phone ? now : row.phone_heard_at;
    return tv || phone;
}

bool is_back(const VisitRow& row, const Listening& listening, contract::Time now) {
    return row.phone_left_at && *row.phone_left_at + kClosesStream <= now && listening.phone(row.visit.id);
}

}  // namespace

Stored<void> SqlRepository::visit_left(const VisitorCaller& who, const std::string& visit, Time now) {
    return write<void>(now, [&](Work& work) -> Stored<void> {
        const bool mine = !work.tx
                               .run("UPDATE visit SET phone_left_at = $3 WHERE id = $1 AND phone = $2 AND stage <> 'ended' RETURNING 1",
                                    {visit, who.phone(), now})
                               .empty();
        return mine ? Stored<void>{} : not_found("visit_not_found");
    });
}

Stored<int> SqlRepository::sweep_visits(const Listening& listening, Time now) {
    // Nearly always nothing is to be done, and then nothing is written.
    auto open = read<std::vector<VisitRow>>(
        [](Transaction& tx) -> Stored<std::vector<VisitRow>> { return load_open_visits(tx); });
    if (!open) {
        return tl::unexpected(open.error());
    }
    int ended = 0;
    for (VisitRow& row : *open) {
        const bool news = note(row, listening, now);
        // The page that rang is gone, and nobody heard of it: a platform that was started anew, a database that was away.
        const bool rings = row.visit.stage == VisitStage::Ringing && row.visit.rings;
        if (rings && row.phone_heard_at + kGoneWhileRinging <= now) {
            if (auto taken_back = rings_no_more(row.visit.visitor.member, false, now); !taken_back) {
                return tl::unexpected(taken_back.error());
            }
        }
        if (is_back(row, listening, now)) {
            const auto noted = write<void>(now, [&](Work& work) -> Stored<void> {
                work.tx.run("UPDATE visit SET phone_left_at = NULL WHERE id = $1 AND phone_left_at = $2",
                            {row.visit.id, *row.phone_left_at});
                return {};
            });
            if (!noted) {
                return tl::unexpected(noted.error());
            }
            row.phone_left_at.reset();
        }
        if (!overdue(row, now)) {
            const auto noted = !news ? Stored<void>{} : write<void>(now, [&](Work& work) -> Stored<void> {
                work.tx.run("UPDATE visit SET tv_heard_at = $2, phone_heard_at = $3"
                            " WHERE id = $1 AND stage <> 'ended'",
                            {row.visit.id, row.tv_heard_at, row.phone_heard_at});
                return {};
            });
            if (!noted) {
                return tl::unexpected(noted.error());
            }
            continue;
        }
        const auto done = write<bool>(now, [&](Work& work) -> Stored<bool> {
            if (!hold_household(work, row.household, "/")) {
                return false;
            }
            auto again = load_visit(work.tx, row.visit.id);
            if (!again || again->visit.stage == VisitStage::Ended) {
                return false;
            }
            again->tv_heard_at = std::max(again->tv_heard_at, row.tv_heard_at);
            again->phone_heard_at = std::max(again->phone_heard_at, row.phone_heard_at);
            const auto verdict = overdue(*again, now);  // it may have been answered meanwhile
            if (verdict) {
                mark_ended(work, *again, "system", verdict->end, verdict->by);
                tell_visit(work, *again);
            }
            return verdict.has_value();
        });
        if (!done) {
            return tl::unexpected(done.error());
        }
        ended += *done ? 1 : 0;
    }
    return ended;
}

Stored<void> SqlRepository::visits_seen(const TerminalCaller& tv, const std::vector<std::string>& visits, Time now) {
    if (visits.size() > kMaxSeen) {
        return refused("too_many_visits");
    }
    return write<void>(now, [&](Work& work) -> Stored<void> {
        if (!hold_household(work, tv.household, "/")) {
            return not_found("household_not_found");
        }
        for (const std::string& id : visits) {
            if (work.tx
                    .run("UPDATE visit SET seen = 1 WHERE id = $1 AND household = $2 AND seen = 0"
                         " AND stage = 'ended' RETURNING 1",
                         {id, tv.household})
                    .empty()) {
                continue;
            }
            if (const auto row = load_visit(work.tx, id)) {
                give_event(work, terminals_of(work, tv.household), contract::VisitChanged{row->visit});
            }
        }
        return {};
    });
}

Stored<VisitLog> SqlRepository::visit_log(const TerminalCaller& tv, const std::string& before) {
    return read<VisitLog>([&](Transaction& tx) -> Stored<VisitLog> {
        return VisitLog{load_newest_visits(tx, tv.household, tv.terminal, before)};
    });
}

Stored<VisitorHome> SqlRepository::visitor_home(const VisitorCaller& who, Time now) {
    return read<VisitorHome>([&](Transaction& tx) -> Stored<VisitorHome> {
        const Rows rows = tx.run(
            "SELECT p.name, p.called, p.called_latin, h.zone, h.quiet_from, h.quiet_to, f.id, f.width,"
            " f.height FROM person p JOIN household h ON h.id = p.household"
            " LEFT JOIN photo f ON f.id = p.photo WHERE p.household = $1",
            {who.household()});
        if (rows.empty()) {
            return not_found("household_not_found");
        }
        VisitorHome home;
        home.person = {rows[0].text(0), rows[0].text(1), rows[0].text(2)};
        home.zone = rows[0].text(3);
        home.quiet_until = end_of_hours({static_cast<int>(rows[0].number(4)), static_cast<int>(rows[0].number(5))},
                                        home.zone, now);
        home.person_photo = photo_at(rows[0], 6);
        home.elder = home.person.called;
        home.now = now;
        if (const auto* guest = std::get_if<GuestCaller>(&who.who)) {
            home.me.name = guest->name;
            home.me.came_by = guest->by;
            const Rows times = tx.run("SELECT valid_from, valid_until FROM guest_session WHERE id = $1", {guest->guest});
            if (times.empty()) {
                return not_found("session_unknown");
            }
            home.valid_from = times[0].time(0);
            home.valid_until = times[0].time(1);
        } else {
            const Rows me = tx.run("SELECT calls_elder FROM member WHERE id = $1 AND household = $2 AND active = 1",
                                   {who.member(), who.household()});
            if (me.empty()) {
                return not_found("member_unknown");
            }
            home.elder = me[0].text(0);
            const contract::Rights rights = load_rights(tx, who.member());
            home.can_leave_message = rights.message;
            home.can_visit = rights.visit;
            home.station = rights.visit ? "" : load_station(tx, who.household());
            for (const contract::Member& member : load_members(tx, who.household())) {
                if (member.id == who.member()) {
                    home.me = {member.id, member.name, member.name_latin, member.relation, member.photo};
                }
            }
        }
        auto visit = load_open_visit_of_phone(tx, who.phone());
        if (!visit && !who.member().empty()) {
            visit = load_ringing_for(tx, who.member());
        }
        if (visit) {
            home.visit = std::move(visit->visit);
        }
        return home;
    });
}

}  // namespace anju::server
