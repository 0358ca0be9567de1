// SPDX-License-Identifier: Apache-2.0
// The fields of a home's file; fields.hpp says how they are read.
#pragma once

#include "platform/contract/fields_care_record.hpp"
#include "platform/contract/fields_rights.hpp"
#include "platform/contract/fields_visit.hpp"
#include "platform/contract/home_file.hpp"

namespace anju::contract {

template <class F, Of<FactValue> V>
void fields(F& f, V& v) {
    f.required("name", v.name);
    f.required("value", v.value);
    f.required("author", v.author);
    f.optional("who", v.who);
    f.optional("at", v.at);
    f.required("change", v.change);
}

template <class F, Of<FileChange> V>
void fields(F& f, V& v) {
    f.required("number", v.number);
    f.required("author", v.author);
    f.optional("who", v.who);
    f.required("what", v.what);
    f.optional("field", v.field);
    f.optional("before", v.before);
    f.optional("after", v.after);
    f.required("at", v.at);
}

template <class F, Of<FileChanges> V>
void fields(F& f, V& v) {
    f.list("changes", v.changes);
}

template <class F, Of<Contact> V>
void fields(F& f, V& v) {
    f.required("name", v.name);
    f.optional("relation", v.relation);
    f.required("phone", v.phone);
    f.optional("note", v.note);
}

template <class F, Of<Contacts> V>
void fields(F& f, V& v) {
    f.list("contacts", v.contacts);
    f.required("author", v.author);
    f.optional("who", v.who);
    f.optional("at", v.at);
    f.required("change", v.change);
}

template <class F, Of<ContactsEdit> V>
void fields(F& f, V& v) {
    f.exact_list("contacts", v.contacts);
    f.required("seen", v.seen);
}

template <class F, Of<HomeFile> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("organisation", v.organisation);
    f.optional("photo", v.photo);
    f.optional("photo_by", v.photo_by);
    f.optional("closed_at", v.closed_at);
    f.required("made_at", v.made_at);
    f.list("facts", v.facts);
    f.optional("contacts", v.contacts);
    f.list("records", v.records);
    f.list("members", v.members);
    f.list("may", v.may);
    f.optional("first_contact", v.first_contact);
    f.list("terminals", v.terminals);
    f.list("changes", v.changes);
}

template <class F, Of<WordCount> V>
void fields(F& f, V& v) {
    f.required("fact", v.fact);
    f.required("word", v.word);
    f.required("homes", v.homes);
}

template <class F, Of<WordCounts> V>
void fields(F& f, V& v) {
    f.list("counts", v.counts);
}

template <class F, Of<FactEdit> V>
void fields(F& f, V& v) {
    f.required("name", v.name);
    f.required("value", v.value);
    f.required("seen", v.seen);
}

template <class F, Of<NewFact> V>
void fields(F& f, V& v) {
    f.required("name", v.name);
    f.required("value", v.value);
}

template <class F, Of<NewHome> V>
void fields(F& f, V& v) {
    f.optional("organisation", v.organisation);
    f.exact_list("facts", v.facts);
}

}  // namespace anju::contract
