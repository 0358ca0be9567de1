// SPDX-License-Identifier: Apache-2.0
// The contract's types as JSON text and back. Unknown fields are ignored, absent optional ones stay
// empty, a missing required field or an unknown enum word is Malformed with its path; a list drops the bad
// item and keeps the rest.
#pragma once

#include <string>
#include <string_view>

#include "platform/contract/alarm_figures.hpp"
#include "platform/contract/boxes.hpp"
#include "platform/contract/desk.hpp"
#include "platform/contract/event.hpp"
#include "platform/contract/family.hpp"
#include "platform/contract/home_file.hpp"
#include "platform/contract/people.hpp"
#include "platform/contract/problem.hpp"
#include "platform/contract/responder.hpp"
#include "platform/contract/result.hpp"
#include "platform/contract/staff.hpp"
#include "platform/contract/supervision.hpp"
#include "platform/contract/tv.hpp"
#include "platform/contract/visit.hpp"

namespace anju::contract {

// Defined in codec.cpp for every type of the contract's headers except the event's, which have their own
// functions below; any other type fails to link. Fields are listed once, in fields.hpp. Texts that are no
// UTF-8 are refused when read and mended when written. Error codes: malformed_json, wrong_field.
template <class T>
std::string encode(const T& value);
template <class T>
[[nodiscard]] Result<T> decode(std::string_view json);

// SSE: name of the event and its data, one line of JSON: the bare Household, Message, Visit, Signal, Presence,
// BoxRings, Alarm, DeskAlarm, Seat, DeskBox or Unpaired.
std::string_view event_name(const EventBody& body);
std::string encode_event_data(const EventBody& body);
// Whether events of this name have no sequence: never stored, never replayed.
bool is_transient(std::string_view name);
// Unknown names give Malformed with code "unknown_event": count and skip.
[[nodiscard]] Result<EventBody> decode_event(std::string_view name, std::string_view data);

std::string_view word(Capability value);
std::string_view word(Relation value);
std::string_view word(Role value);
std::string_view word(PlaceKind value);
std::string_view word(StaffState value);
std::string_view word(VisitSide value);
std::string_view word(VisitStage value);
std::string_view word(VisitEnd value);
std::string_view word(VisitAnswer value);
std::string_view word(GuestWay value);
std::string_view word(SignalKind value);
std::string_view word(Sends value);
std::string_view word(SendsWhy value);
std::string_view word(VisitPolicy value);
std::string_view word(Author value);
std::string_view word(BoxState value);
std::string_view word(RingHow value);
std::string_view word(Part value);
std::string_view word(StopWhy value);
std::string_view word(AlarmSource value);
std::string_view word(AlarmState value);
std::string_view word(AlarmReach value);
std::string_view word(ResponderState value);
std::string_view word(BoxHealth value);
std::string_view word(TestKind value);
std::string_view word(BoxFault value);

}  // namespace anju::contract
