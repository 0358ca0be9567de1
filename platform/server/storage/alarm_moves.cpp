// SPDX-License-Identifier: Apache-2.0
// What time does to an incident that is kept, and whom of the family it reaches.
#include <algorithm>

#include "platform/contract/codec.hpp"
#include "platform/server/storage/alarms.hpp"
#include "platform/server/storage/notices.hpp"

namespace anju::server {
namespace {

using contract::AlarmReach;

struct ToldRelative {
    std::string id, name;
};

std::vector<ToldRelative> relatives_of(Transaction& tx, const std::string& household) {
    std::vector<ToldRelative> all;
    for (const Row& row : tx.run("SELECT m.id, m.name FROM member m WHERE m.household = $1 AND m.active = 1 AND EXISTS"
                                 " (SELECT 1 FROM family_link l WHERE l.member = m.id AND l.revoked_at IS NULL) ORDER BY m.id",
                                 {household})) {
        all.push_back({row.text(0), row.text(1)});
    }
    return all;
}

bool holder_gone(Transaction& tx, const IncidentRow& row, Time now) {
    const auto seat = row.accepted_by.empty() ? std::nullopt : load_seat(tx, row.accepted_by, now);
    return !seat || !seat->on_duty || !seat->there || !row.path.starts_with(seat->path);
}

}  // namespace

bool note_told(Work& work, IncidentRow& row, const std::string& member, const std::string& name) {
    const bool news = !work.tx.run("INSERT INTO incident_told (incident, member, at) VALUES ($1, $2, $3) ON CONFLICT (incident, member) DO NOTHING RETURNING 1",
                                   {row.id, member, work.now})
                           .empty();
    if (news) {
        write_step(work, row, {}, "told", name);
    }
    return news;
}

bool move_incident(Work& work, IncidentRow& row, const MemberOnline& online, bool notify) {
    const auto over = load_seats_over(work.tx, row.path, work.now);
    const auto family = relatives_of(work.tx, row.household);
    alarm::Hearers hearers;
    // Without notices only an open page hears.
    hearers.family = std::ranges::any_of(family, [&](const ToldRelative& one) { return notify || (online && online(one.id)); });
    for (const SeatRow& seat : over) {
        hearers.seat = hearers.seat || (seat.operates && seat.on_duty && seat.there);
        hearers.head = hearers.head || (seat.heads && seat.there);
    }
    const AlarmReach before = row.now.reach;
    const bool fresh = row.steps == 0 || row.revision == 0;
    const auto moved = alarm::move(row.now, hearers, row.now.state == contract::AlarmState::Accepted && holder_gone(work.tx, row, work.now), work.now);
    if (moved.changing) {
        write_note(work, row, {"staff:" + row.accepted_by, row.by_name});
        write_step(work, row, {}, "lost", row.by_name);
        row.accepted_by.clear();
        forget_outcome(row);
    }
    if (moved.offer_over) {
        write_step(work, row, {}, "hand_over_over", row.offered_name);
    }
    if (moved.silent) {
        write_step(work, row, {}, "responder_silent", row.responder_name);
    }
    if (fresh && alarm::waits(row.now.state)) {
        write_step(work, row, {}, "reached", std::string(contract::word(before)));
    }
    for (int reach = static_cast<int>(before) + 1; reach <= static_cast<int>(row.now.reach); ++reach) {
        write_step(work, row, {}, reach == static_cast<int>(AlarmReach::Breach) ? "breach" : "reached", std::string(contract::word(static_cast<AlarmReach>(reach))));
    }
    if (before < AlarmReach::HeadAndFamily && row.now.reach >= AlarmReach::HeadAndFamily) {
        for (const ToldRelative& one : family) {
            if (notify) {
                insert_notice(work, row.household, "alarm", row.id + "." + one.id, one.id);
            }
            // Told is whose page is open now; of others the gateway says whether it got through.
            if (online && online(one.id)) {
                note_told(work, row, one.id, one.name);
            }
        }
    }
    if (moved.late != alarm::Late::Nothing) {
        write_step(work, row, {}, moved.late == alarm::Late::Outcome ? "outcome_late" : "call_back_late");
    }
    return moved.reached || moved.changing || moved.silent || moved.offer_over || moved.late != alarm::Late::Nothing;
}

}  // namespace anju::server
