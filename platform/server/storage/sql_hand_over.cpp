// SPDX-License-Identifier: Apache-2.0
// Who has an alarm offers it to another seat, and calls an ambulance: the platform dials nothing.
#include <algorithm>

#include "platform/server/storage/desk_acts.hpp"

namespace anju::server {
namespace {

using contract::AlarmCard;

constexpr std::chrono::seconds kSaidTwice{30};  // the answer was lost, and the same came once more

// A seat on duty, or the nearest head on duty; where none is, the nearest whose page is there, who reads it and may go on duty.
std::optional<SeatRow> seat_to_take(Transaction& tx, const IncidentRow& row, const StaffCaller& staff, const std::string& wanted, Time now) {
    const auto over = load_seats_over(tx, row.path, now);
    std::optional<SeatRow> found;
    for (const SeatRow& seat : over) {
        if (seat.staff == staff.staff || !seat.there) {
            continue;
        }
        if (wanted.empty() ? seat.heads && (!found || (seat.on_duty && !found->on_duty)) : seat.staff == wanted && seat.on_duty) {
            found = seat;
        }
    }
    return found;
}

}  // namespace

Stored<AlarmCard> SqlRepository::offer_alarm(const StaffCaller& staff, const std::string& id, const contract::HandOver& to, Time now) {
    return at_desk(staff, id, now, [&](Work& work, IncidentRow& row) -> Stored<bool> {
        if (const auto may = has_it_open(row, staff); !may) {
            return tl::unexpected(may.error());
        }
        const auto seat = seat_to_take(work.tx, row, staff, to.seat, now);
        if (!seat) {
            return conflict("seat_not_there");
        }
        if (row.offered_to == seat->staff && row.now.offered_until) {
            return false;
        }
        const Who who = who_is(work.tx, staff, now);
        write_note(work, row, who);
        row.offered_to = seat->staff;
        row.offered_name = seat->name;
        row.offered_place = seat->place;
        alarm::offer(row.now, now);
        write_step(work, row, who, "offered", seat->name);
        return true;
    });
}

Stored<AlarmCard> SqlRepository::called_ambulance(const StaffCaller& staff, const std::string& id, const std::string& text, Time now) {
    if (const auto good = check_note(text); !good) {
        return tl::unexpected(good.error());
    }
    return at_desk(staff, id, now, [&](Work& work, IncidentRow& row) -> Stored<bool> {
        if (const auto may = has_it_open(row, staff); !may) {
            return tl::unexpected(may.error());
        }
        const Rows last = work.tx.run("SELECT at, who, text FROM incident_step WHERE incident = $1 AND what = 'ambulance' ORDER BY number DESC LIMIT 1", {row.id});
        if (!last.empty() && last[0].time(0) > now - kSaidTwice && last[0].text(1) == name_of(staff) && last[0].text(2) == text) {
            return false;
        }
        const Who who = who_is(work.tx, staff, now);
        write_note(work, row, who);
        write_step(work, row, who, "ambulance", text);
        return true;
    });
}

}  // namespace anju::server
