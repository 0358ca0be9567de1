// SPDX-License-Identifier: Apache-2.0
// What all that is done with an alarm at the desk begins with: whose it is, and what was written.
#pragma once

#include <string>

#include "platform/server/storage/alarms.hpp"
#include "platform/server/storage/sql_repository.hpp"

namespace anju::server {

// Also of who has never had a page of the desk.
SeatRow own_seat(Transaction& tx, const StaffCaller& staff, Time now);
Who who_is(Transaction& tx, const StaffCaller& staff, Time now);

// The home first, as everywhere; then the alarm as nobody changes it any more.
std::optional<IncidentRow> hold_alarm(Work& work, const StaffCaller& staff, const std::string& id);

tl::unexpected<RepositoryError> taken_by(const IncidentRow& row);
// Of what only who has it may do.
Stored<void> has_it(const IncidentRow& row, const StaffCaller& staff);
// And of what is nothing for one that was taken back.
Stored<void> has_it_open(const IncidentRow& row, const StaffCaller& staff);
Stored<void> check_note(const std::string& text);

// One change of one alarm by somebody at the desk; what changes nothing leaves no trace.
template <class Act>
Stored<contract::AlarmCard> SqlRepository::at_desk(const StaffCaller& staff, const std::string& id, Time now, const Act& act) {
    if (!may_sit(staff)) {
        return refused("role_missing");
    }
    return write<contract::AlarmCard>(now, [&](Work& work) -> Stored<contract::AlarmCard> {
        auto row = hold_alarm(work, staff, id);
        if (!row) {
            return not_found("alarm_not_found");
        }
        const Stored<bool> changed = act(work, *row);
        if (!changed) {
            return tl::unexpected(changed.error());
        }
        if (*changed) {
            tell_alarm(work, *row);
        }
        return card_of(work.tx, *row, staff, now);
    }, Urgency::Alarm);
}

}  // namespace anju::server
