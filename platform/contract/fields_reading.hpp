// SPDX-License-Identifier: Apache-2.0
// The fields of what was measured; fields.hpp says how they are read.
#pragma once

#include "platform/contract/fields_visit.hpp"
#include "platform/contract/reading.hpp"

namespace anju::contract {

template <class F, Of<Reading> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("kind", v.kind);
    f.required("value", v.value);
    f.optional("second", v.second);
    f.optional("pulse", v.pulse);
    f.optional("meal", v.meal);
    f.required("source", v.source);
    f.optional("note", v.note);
    f.required("measured_at", v.measured_at);
    f.required("entered_at", v.entered_at);
    f.optional("who", v.who);
    f.optional("withdrawn", v.withdrawn);
}

template <class F, Of<Readings> V>
void fields(F& f, V& v) {
    f.list("readings", v.readings);
}

template <class F, Of<NewReading> V>
void fields(F& f, V& v) {
    f.required("kind", v.kind);
    f.required("value", v.value);
    f.required("source", v.source);
    f.required("measured_at", v.measured_at);
    f.optional("second", v.second);
    f.optional("pulse", v.pulse);
    f.optional("meal", v.meal);
    f.optional("note", v.note);
}

template <class F, Of<ReadingMistake> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
}

}  // namespace anju::contract
