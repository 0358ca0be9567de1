// SPDX-License-Identifier: Apache-2.0
// The fields of going there, of supervision and of a month's figures; fields.hpp says how they are read.
#pragma once

#include "platform/contract/alarm_figures.hpp"
#include "platform/contract/fields_alarm.hpp"
#include "platform/contract/responder.hpp"
#include "platform/contract/supervision.hpp"

namespace anju::contract {

template <class F, Of<Responder> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("name", v.name);
    f.required("place", v.place);
    f.optional("phone", v.phone);
    f.optional("busy", v.busy);
}

template <class F, Of<ResponderList> V>
void fields(F& f, V& v) {
    f.list("responders", v.responders);
}

template <class F, Of<SendResponder> V>
void fields(F& f, V& v) {
    f.required("responder", v.responder);
}

template <class F, Of<ResponderLink> V>
void fields(F& f, V& v) {
    f.required("link", v.link);
    f.required("page", v.page);
    f.optional("notified", v.notified);
}

template <class F, Of<ResponderHome> V>
void fields(F& f, V& v) {
    f.required("person", v.person);
    f.optional("called", v.called);
    f.required("address", v.address);
    f.optional("door_code", v.door_code);
    f.optional("floor", v.floor);
    f.optional("keys", v.keys);
    f.optional("walking", v.walking);
    f.optional("hearing", v.hearing);
    f.optional("allergies", v.allergies);
    f.optional("dialect", v.dialect);
    f.optional("pressed", v.pressed);
    f.optional("desk_number", v.desk_number);
    f.optional("operator_name", v.operator_name);
    f.required("asked_at", v.asked_at);
    f.required("state", v.state);
    f.optional("expected_at", v.expected_at);
}

template <class F, Of<ResponderAnswer> V>
void fields(F& f, V& v) {
    f.required("state", v.state);
    f.optional_within("minutes", v.minutes, 0, kMaxMinutesAway);
}

template <class F, Of<Heartbeat> V>
void fields(F& f, V& v) {
    f.required("at", v.at);
    f.required("path", v.path);
    f.list("faults", v.faults);
    f.optional("leaving", v.leaving);
}

template <class F, Of<HeartbeatAnswer> V>
void fields(F& f, V& v) {
    f.required("now", v.now);
    f.optional("every", v.every);
}

template <class F, Of<TestReport> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("kind", v.kind);
    f.required("path", v.path);
    f.required("at", v.at);
    f.optional("spoken", v.spoken);
}

template <class F, Of<DeskBox> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("number", v.number);
    f.required("household", v.household);
    f.required("person", v.person);
    f.required("address", v.address);
    f.required("state", v.state);
    f.optional("since", v.since);
    f.list("faults", v.faults);
    f.optional("tested_at", v.tested_at);
    f.optional("overdue", v.overdue);
}

template <class F, Of<BoxOff> V>
void fields(F& f, V& v) {
    f.required("from", v.from);
    f.optional("to", v.to);
    f.optional("planned", v.planned);
}

template <class F, Of<BoxWatch> V>
void fields(F& f, V& v) {
    f.required("state", v.state);
    f.optional("since", v.since);
    f.list("faults", v.faults);
    f.optional("tested_at", v.tested_at);
    f.optional("voice_tested_at", v.voice_tested_at);
    f.optional("overdue", v.overdue);
    f.optional("away_until", v.away_until);
    f.list("offs", v.offs);
}

template <class F, Of<DeskBoxes> V>
void fields(F& f, V& v) {
    f.list("boxes", v.boxes);
    f.required("online", v.online);
    f.required("offline", v.offline);
    f.required("planned_off", v.planned_off);
    f.required("with_faults", v.with_faults);
    f.required("overdue", v.overdue);
}

template <class F, Of<AlarmFigures> V>
void fields(F& f, V& v) {
    f.required("month", v.month);
    f.required("place", v.place);
    f.required("alarms", v.alarms);
    f.required("answered_15s", v.answered_15s);
    f.required("answered_60s", v.answered_60s);
    f.required("answered_180s", v.answered_180s);
    f.required("breaches", v.breaches);
    f.required("taken_back", v.taken_back);
    f.required("false_alarms", v.false_alarms);
    f.required("tests", v.tests);
    f.required("call_backs", v.call_backs);
    f.required("call_backs_late", v.call_backs_late);
    f.required("outcomes_late", v.outcomes_late);
    f.required("boxes", v.boxes);
    f.required("box_minutes", v.box_minutes);
    f.required("offline_minutes", v.offline_minutes);
}

template <class F, Of<ExportedStep> V>
void fields(F& f, V& v) {
    f.required("step", v.step);
    f.required("entry", v.entry);
    f.required("hash", v.hash);
}

template <class F, Of<AlarmExport> V>
void fields(F& f, V& v) {
    f.required("alarm", v.alarm);
    f.required("note", v.note);
    f.required("outcome", v.outcome);
    f.list("steps", v.steps);
    f.required("chain_holds", v.chain_holds);
}

}  // namespace anju::contract
