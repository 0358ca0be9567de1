// SPDX-License-Identifier: Apache-2.0
// The fields of alarms and of the desk; fields.hpp says how they are read.
#pragma once

#include "platform/contract/desk.hpp"
#include "platform/contract/fields_home_file.hpp"
#include "platform/contract/fields_visit.hpp"

namespace anju::contract {

template <class F, Of<AlarmReport> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("sequence", v.sequence);
    f.required("source", v.source);
    f.required("pressed_at", v.pressed_at);
    f.required_within("presses", v.presses, 1, kMaxPresses);
    f.required_within("taken_back", v.taken_back, 0, kMaxPresses);
}

template <class F, Of<AlarmPerson> V>
void fields(F& f, V& v) {
    f.required("name", v.name);
    f.required("place", v.place);
}

template <class F, Of<AlarmResponder> V>
void fields(F& f, V& v) {
    f.required("name", v.name);
    f.required("state", v.state);
    f.optional("expected_at", v.expected_at);
}

template <class F, Of<Alarm> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("report", v.report);
    f.required("revision", v.revision);
    f.required("state", v.state);
    f.required("reach", v.reach);
    f.required_within("presses", v.presses, 1, kMaxPresses);
    f.required("received_at", v.received_at);
    f.optional("accepted_at", v.accepted_at);
    f.optional("by", v.by);
    f.optional("responder", v.responder);
    f.list("family", v.family);
    f.optional("cancelled_at", v.cancelled_at);
    f.optional("call_back_by", v.call_back_by);
    f.optional("closed_at", v.closed_at);
}

template <class F, Of<DeskAlarm> V>
void fields(F& f, V& v) {
    f.required("alarm", v.alarm);
    f.required("source", v.source);
    f.required("pressed_at", v.pressed_at);
    f.required("household", v.household);
    f.required("person", v.person);
    f.required("address", v.address);
    f.required("number", v.number);
    f.optional("photo", v.photo);
    f.required("mine", v.mine);
    f.optional("offered_to", v.offered_to);
    f.optional("offered_to_me", v.offered_to_me);
    f.optional("offered_until", v.offered_until);
    f.optional("reaches_next_at", v.reaches_next_at);
    f.optional("outcome_due", v.outcome_due);
    f.optional("responder_silent", v.responder_silent);
}

template <class F, Of<Seat> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("name", v.name);
    f.required("place", v.place);
    f.required("on_duty", v.on_duty);
    f.optional("since", v.since);
}

template <class F, Of<HandOver> V>
void fields(F& f, V& v) {
    f.optional("seat", v.seat);
}

template <class F, Of<TalkWith> V>
void fields(F& f, V& v) {
    f.required("member", v.member);
}

template <class F, Of<SeatChange> V>
void fields(F& f, V& v) {
    f.required("on_duty", v.on_duty);
}

template <class F, Of<DeskFigures> V>
void fields(F& f, V& v) {
    f.required("today", v.today);
    f.required("in_15s", v.in_15s);
    f.required("in_60s", v.in_60s);
    f.required("breaches", v.breaches);
    f.required("boxes_online", v.boxes_online);
    f.required("boxes_offline", v.boxes_offline);
}

template <class F, Of<Desk> V>
void fields(F& f, V& v) {
    f.required("seat", v.seat);
    f.list("seats", v.seats);
    f.list("alarms", v.alarms);
    f.list("call_back", v.call_back);
    f.required("figures", v.figures);
    f.required("help_number", v.help_number);
    f.optional("now", v.now);
}

template <class F, Of<AlarmStep> V>
void fields(F& f, V& v) {
    f.required("number", v.number);
    f.required("at", v.at);
    f.required("what", v.what);
    f.optional("who", v.who);
    f.optional("text", v.text);
}

template <class F, Of<AlarmCard> V>
void fields(F& f, V& v) {
    f.required("alarm", v.alarm);
    f.required("home", v.home);
    f.required("note", v.note);
    f.required("outcome", v.outcome);
    f.optional("responder_phone", v.responder_phone);
    f.list("steps", v.steps);
    f.list("before", v.before);
}

template <class F, Of<AlarmNote> V>
void fields(F& f, V& v) {
    f.required("text", v.text);
}

template <class F, Of<AlarmOutcome> V>
void fields(F& f, V& v) {
    f.required("outcome", v.outcome);
    f.optional("text", v.text);
}

}  // namespace anju::contract
