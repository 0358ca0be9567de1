// SPDX-License-Identifier: Apache-2.0
// The talk about a call for help: its legs, and what becomes of them. docs/alarm.md, "Talking".
#pragma once

#include <string>

#include "platform/server/storage/alarms.hpp"
#include "platform/server/storage/visits.hpp"

namespace anju::server {

// Legs that may not stay as the alarm is now are ended and told: it is over, or another has it than who began them. Keeps the row
// first, where there is one.
void settle_talk(Work& work, IncidentRow& row);
// With its step of the timeline. Once a relative and the desk are both there, the leg between them is placed.
void leg_answered(Work& work, const VisitRow& leg);
// With its step; who leaves takes along the leg to the third.
void leg_ended(Work& work, const VisitRow& leg);

}  // namespace anju::server
