// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/desk_acts.hpp"

#include <algorithm>

#include "platform/server/storage/text_check.hpp"

namespace anju::server {
namespace {

using contract::AlarmState;

SeatRow nobody_yet(Transaction& tx, const StaffCaller& staff) {
    SeatRow seat;
    seat.staff = staff.staff;
    seat.path = staff.scope;
    seat.operates = std::ranges::find(staff.roles, contract::Role::Operator) != staff.roles.end();
    seat.heads = std::ranges::find(staff.roles, contract::Role::Manager) != staff.roles.end();
    const Rows rows = tx.run("SELECT t.display_name, o.name FROM staff t JOIN organisation o ON o.id = t.organisation WHERE t.id = $1", {staff.staff});
    if (!rows.empty()) {
        seat.name = rows[0].text(0);
        seat.place = rows[0].text(1);
    }
    return seat;
}

}  // namespace

SeatRow own_seat(Transaction& tx, const StaffCaller& staff, Time now) {
    auto seat = load_seat(tx, staff.staff, now);
    return seat ? *std::move(seat) : nobody_yet(tx, staff);
}

Who who_is(Transaction& tx, const StaffCaller& staff, Time now) { return {name_of(staff), own_seat(tx, staff, now).name}; }

// The home first, as everywhere; then the alarm as nobody changes it any more.
std::optional<IncidentRow> hold_alarm(Work& work, const StaffCaller& staff, const std::string& id) {
    const Rows home = work.tx.run("SELECT household FROM incident WHERE id = $1 AND path >= $2 AND path < $3", {id, staff.scope, end_of(staff.scope)});
    if (home.empty()) {
        return std::nullopt;
    }
    hold_alarms_of(work, home[0].text(0));
    return load_incident(work.tx, id);
}

tl::unexpected<RepositoryError> taken_by(const IncidentRow& row) {
    return tl::unexpected(RepositoryError{Trouble::Conflict, "alarm_taken", row.by_name + " " + row.by_place, {}});
}

// Of what only who has it may do.
Stored<void> has_it(const IncidentRow& row, const StaffCaller& staff) {
    switch (row.now.state) {
        case AlarmState::Closed:
            return conflict("alarm_closed");
        case AlarmState::Cancelled:
            return {};
        case AlarmState::Waiting:
        case AlarmState::Changing:
            return conflict("alarm_waiting");
        case AlarmState::Accepted:
            return row.accepted_by == staff.staff ? Stored<void>{} : Stored<void>(taken_by(row));
    }
    return {};
}

Stored<void> check_note(const std::string& text) {
    if (!is_storable(text)) {
        return refused("not_text");
    }
    return code_points(text) > contract::kMaxNote ? Stored<void>(refused("note_too_long")) : Stored<void>{};
}

Stored<void> has_it_open(const IncidentRow& row, const StaffCaller& staff) {
    return row.now.state == AlarmState::Cancelled ? Stored<void>(conflict("alarm_cancelled")) : has_it(row, staff);
}

}  // namespace anju::server
