// SPDX-License-Identifier: Apache-2.0
// The fields of subsidies and assessments; fields.hpp says how they are read.
#pragma once

#include "platform/contract/care_record.hpp"
#include "platform/contract/fields_visit.hpp"

namespace anju::contract {

template <class F, Of<CareRecord> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("entry", v.entry);
    f.required("sort", v.sort);
    f.required("kind", v.kind);
    f.optional("fen", v.fen);
    f.optional("period", v.period);
    f.optional("authority", v.authority);
    f.optional("number", v.number);
    f.required("from", v.from);
    f.optional("until", v.until);
    f.optional("note", v.note);
    f.optional("withdrawn", v.withdrawn);
    f.required("author", v.author);
    f.optional("who", v.who);
    f.optional("at", v.at);
    f.required("change", v.change);
}

template <class F, Of<CareRecordEdit> V>
void fields(F& f, V& v) {
    f.required("sort", v.sort);
    f.required("kind", v.kind);
    f.required("from", v.from);
    f.optional("corrects", v.corrects);
    f.optional("replaces", v.replaces);
    f.optional("fen", v.fen);
    f.optional("period", v.period);
    f.optional("authority", v.authority);
    f.optional("number", v.number);
    f.optional("until", v.until);
    f.optional("note", v.note);
    f.optional("withdrawn", v.withdrawn);
}

}  // namespace anju::contract
