// SPDX-License-Identifier: Apache-2.0
// The fields of a home's relatives; fields.hpp says how they are read.
#pragma once

#include "platform/contract/fields_home_file.hpp"
#include "platform/contract/fields_rights.hpp"
#include "platform/contract/relatives.hpp"

namespace anju::contract {

template <class F, Of<Access> V>
void fields(F& f, V& v) {
    f.required("member", v.member);
    f.required("may", v.may);
    f.optional("link_at", v.link_at);
    f.required("phones", v.phones);
    f.optional("opened_at", v.opened_at);
    f.list("facts", v.facts);
    f.optional("photo_by", v.photo_by);
}

template <class F, Of<Relatives> V>
void fields(F& f, V& v) {
    f.list("relatives", v.relatives);
    f.optional("first_contact", v.first_contact);
    f.optional("who", v.who);
    f.optional("at", v.at);
    f.required("change", v.change);
    f.optional("added", v.added);
}

template <class F, Of<FirstContactEdit> V>
void fields(F& f, V& v) {
    f.required("member", v.member);
    f.required("seen", v.seen);
}

template <class F, Of<NewRelative> V>
void fields(F& f, V& v) {
    f.required("name", v.name);
    f.required("relation", v.relation);
    f.optional("calls_elder", v.calls_elder);
    f.optional("rights", v.rights);
}

template <class F, Of<InviteCard> V>
void fields(F& f, V& v) {
    f.required("member", v.member);
    f.required("address", v.address);
    f.list("qr", v.qr);
}

}  // namespace anju::contract
