// SPDX-License-Identifier: Apache-2.0
// Who sits at the desk.
#include <algorithm>

#include "platform/server/storage/alarms.hpp"
#include "platform/server/storage/load.hpp"

namespace anju::server {
namespace {

using contract::AlarmReach;
using contract::Role;

constexpr std::string_view kSeat =
    "SELECT t.id, t.display_name, o.name, t.path, t.roles, s.on_duty, s.since, s.seen_at FROM seat s JOIN staff t ON t.id = s.staff JOIN organisation o ON o.id = t.organisation ";

constexpr std::chrono::hours kLately{24};

bool has(const std::vector<Role>& roles, Role role) { return std::ranges::find(roles, role) != roles.end(); }

SeatRow seat_at(const Row& row, Time now) {
    SeatRow seat;
    seat.staff = row.text(0);
    seat.name = row.text(1);
    seat.place = row.text(2);
    seat.path = row.text(3);
    const auto roles = roles_of(row.text(4));
    seat.operates = has(roles, Role::Operator);
    seat.heads = has(roles, Role::Manager);
    seat.on_duty = row.number(5) != 0;
    seat.since = row.maybe_time(6);
    seat.there = row.time(7) > now - contract::kSeatGone;
    seat.lately = row.time(7) > now - kLately;
    return seat;
}

std::vector<SeatRow> seats(const Rows& rows, Time now) {
    std::vector<SeatRow> all;
    for (const Row& row : rows) {
        all.push_back(seat_at(row, now));
    }
    return all;
}

}  // namespace

std::vector<SeatRow> load_seats_over(Transaction& tx, const std::string& path, Time now) {
    return seats(tx.run(std::string(kSeat) + "WHERE t.active = 1 AND t.path <= $1 AND $1 < t.path || '~' ORDER BY t.path DESC, t.id", {path}), now);
}

std::vector<SeatRow> load_seats_within(Transaction& tx, const std::string& scope, Time now) {
    return seats(tx.run(std::string(kSeat) + "WHERE t.active = 1 AND t.path >= $1 AND t.path < $2 ORDER BY t.path, t.id", {scope, end_of(scope)}), now);
}

std::optional<SeatRow> load_seat(Transaction& tx, const std::string& staff, Time now) {
    auto found = seats(tx.run(std::string(kSeat) + "WHERE t.id = $1 AND t.active = 1", {staff}), now);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

contract::Seat seat_of(const SeatRow& row) {
    const bool on_duty = row.on_duty && row.there;
    return {row.staff, row.name, row.place, on_duty, on_duty ? row.since : std::nullopt};
}

bool hears(const SeatRow& seat, const alarm::Incident& incident, const std::vector<SeatRow>& over) {
    if (!alarm::waits(incident.state) || incident.reach >= AlarmReach::Above) {
        return seat.operates || seat.heads;
    }
    const auto nearer = [&](auto one) { return std::ranges::any_of(over, [&](const SeatRow& other) { return other.path.size() > seat.path.size() && one(other); }); };
    if (seat.heads && incident.reach == AlarmReach::HeadAndFamily && !nearer([](const SeatRow& other) { return other.heads && other.there; })) {
        return true;
    }
    if (!seat.operates) {
        return false;
    }
    return incident.reach != AlarmReach::Nearest || !nearer([](const SeatRow& other) { return other.operates && other.on_duty && other.there; });
}

// Who waits hears sooner of the next step.
void look_again_below(Work& work, const SeatRow& seat) {
    work.tx.run("UPDATE incident SET next_at = $3 WHERE path >= $1 AND path < $2 AND closed_at IS NULL AND state IN ('waiting', 'changing') AND reach IN ('nearest', 'all_seats')",
                {seat.path, end_of(seat.path), work.now});
}

void look_again_at_held(Work& work, const std::string& staff) {
    work.tx.run("UPDATE incident SET next_at = $2 WHERE accepted_by = $1 AND state = 'accepted'", {staff, work.now});
}

void hold_seat(Work& work, const std::string& staff) { work.tx.run("UPDATE seat SET seen_at = seen_at WHERE staff = $1", {staff}); }

void tell_seat(Work& work, const SeatRow& seat) {
    std::vector<std::string> others;
    for (const SeatRow& other : load_seats_over(work.tx, seat.path, work.now)) {
        if (other.staff != seat.staff && other.lately) {
            others.push_back(recipient_of_seat(other.staff));
        }
    }
    give_late(work, std::move(others), contract::SeatChanged{seat_of(seat)});
}

}  // namespace anju::server
