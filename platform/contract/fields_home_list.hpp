// SPDX-License-Identifier: Apache-2.0
// The fields of lists of homes; fields.hpp says how they are read.
#pragma once

#include "platform/contract/fields_visit.hpp"
#include "platform/contract/home_list.hpp"

namespace anju::contract {

template <class F, Of<ImportReport> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.optional("file", v.file);
    f.required("encoding", v.encoding);
    f.required("rows", v.rows);
    f.required("columns", v.columns);
    f.list("unknown", v.unknown);
    f.required("created", v.created);
    f.required("changed", v.changed);
    f.required("same", v.same);
    f.required("refused", v.refused);
    f.required("remarked", v.remarked);
    f.required("written", v.written);
}

template <class F, Of<ImportChange> V>
void fields(F& f, V& v) {
    f.required("label", v.label);
    f.optional("before", v.before);
    f.optional("after", v.after);
}

template <class F, Of<ImportRow> V>
void fields(F& f, V& v) {
    f.required("row", v.row);
    f.required("fate", v.fate);
    f.optional("household", v.household);
    f.optional("name", v.name);
    f.optional("address", v.address);
    f.optional("why", v.why);
    f.list("changes", v.changes);
}

template <class F, Of<ImportRows> V>
void fields(F& f, V& v) {
    f.list("rows", v.rows);
    f.required("left", v.left);
}

template <class F, Of<ImportApply> V>
void fields(F& f, V& v) {
    f.required("keep_good", v.keep_good);
}

}  // namespace anju::contract
