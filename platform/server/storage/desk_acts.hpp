// SPDX-License-Identifier: Apache-2.0
// What whoever sits at the desk does with an alarm begins with one of these.
#pragma once

#include <optional>
#include <string>

#include "platform/server/storage/alarms.hpp"

namespace anju::server {

// Also of whose page has said nothing yet.
SeatRow own_seat(Transaction& tx, const StaffCaller& staff, Time now);
Who who_is(Transaction& tx, const StaffCaller& staff, Time now);
// The home first, as everywhere; then the alarm as nobody changes it any more. Nothing: none within the scope.
std::optional<IncidentRow> hold_alarm(Work& work, const StaffCaller& staff, const std::string& id);
// Of what only who has it may do. A cancelled one nobody has. Conflict: alarm_closed, alarm_waiting, alarm_taken.
Stored<void> has_it(const IncidentRow& row, const StaffCaller& staff);
tl::unexpected<RepositoryError> taken_by(const IncidentRow& row);

}  // namespace anju::server
