// SPDX-License-Identifier: Apache-2.0
// The fields of boxes; fields.hpp says how they are read.
#pragma once

#include "platform/contract/boxes.hpp"
#include "platform/contract/event.hpp"
#include "platform/contract/fields_visit.hpp"

namespace anju::contract {

template <class F, Of<BoxChange> V>
void fields(F& f, V& v) {
    f.required("what", v.what);
    f.optional("who", v.who);
    f.required("at", v.at);
}

template <class F, Of<BoxRings> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("by", v.by);
    f.required("until", v.until);
}

template <class F, Of<RingAnswer> V>
void fields(F& f, V& v) {
    f.required("how", v.how);
}

template <class F, Of<BoxRing> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("who", v.who);
    f.required("at", v.at);
    f.optional("how", v.how);
    f.optional("answered_at", v.answered_at);
}

template <class F, Of<BoxStop> V>
void fields(F& f, V& v) {
    f.required("why", v.why);
    f.optional("at", v.at);
}

template <class F, Of<BoxCondition> V>
void fields(F& f, V& v) {
    f.required("camera", v.camera);
    f.required("microphone", v.microphone);
    f.required("speaker", v.speaker);
    f.optional("signal", v.signal);
    f.optional("key_at", v.key_at);
    f.optional("stop", v.stop);
}

template <class F, Of<BoxRow> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("number", v.number);
    f.required("version", v.version);
    f.required("state", v.state);
    f.required("outdated", v.outdated);
    f.required("household", v.household);
    f.required("household_name", v.household_name);
    f.required("person", v.person);
    f.required("address", v.address);
    f.optional("photo", v.photo);
    f.optional("since", v.since);
    f.optional("last_seen", v.last_seen);
    f.optional("version_since", v.version_since);
    f.optional("started_at", v.started_at);
    f.optional("network", v.network);
    f.optional("lent_to", v.lent_to);
    f.optional("lent_until", v.lent_until);
    f.optional("next_home", v.next_home);
    f.optional("next_home_name", v.next_home_name);
    f.optional("wiped_at", v.wiped_at);
    f.required("revision", v.revision);
    f.optional("ring", v.ring);
    f.optional("condition", v.condition);
    f.optional("condition_at", v.condition_at);
    f.optional("watch", v.watch);
    f.list("changes", v.changes);
}

template <class F, Of<BoxCounts> V>
void fields(F& f, V& v) {
    f.required("all", v.all);
    f.required("offline", v.offline);
    f.required("outdated", v.outdated);
    f.required("not_installed", v.not_installed);
    f.required("lent", v.lent);
    f.required("lost", v.lost);
    f.optional("faulty", v.faulty);
    f.optional("overdue", v.overdue);
}

template <class F, Of<BoxList> V>
void fields(F& f, V& v) {
    f.required("counts", v.counts);
    f.list("boxes", v.boxes);
    f.required("total", v.total);
}

template <class F, Of<BoxAct> V>
void fields(F& f, V& v) {
    f.required("act", v.act);
    f.required("seen", v.seen);
    f.optional("household", v.household);
    f.optional("lent_to", v.lent_to);
    f.optional("lent_until", v.lent_until);
    f.optional("away_until", v.away_until);
    f.optional("number", v.number);
}

template <class F, Of<Unpaired> V>
void fields(F& f, V& v) {
    f.optional("how", v.how);
}

}  // namespace anju::contract
