// SPDX-License-Identifier: Apache-2.0
// The fields of places and staff; fields.hpp says how they are read.
#pragma once

#include "platform/contract/fields_home_file.hpp"
#include "platform/contract/people.hpp"

namespace anju::contract {

inline constexpr int kMostCounted = 100'000'000;

template <class F, Of<Place> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.optional("parent", v.parent);
    f.required("kind", v.kind);
    f.required("name", v.name);
    f.required_within("homes", v.homes, 0, kMostCounted);
    f.required_within("boxes", v.boxes, 0, kMostCounted);
    f.required_within("staff", v.staff, 0, kMostCounted);
    f.required("change", v.change);
}

template <class F, Of<PlaceList> V>
void fields(F& f, V& v) {
    f.list("places", v.places);
}

template <class F, Of<NewPlace> V>
void fields(F& f, V& v) {
    f.required("parent", v.parent);
    f.required("kind", v.kind);
    f.required("name", v.name);
}

template <class F, Of<PlaceName> V>
void fields(F& f, V& v) {
    f.required("name", v.name);
    f.required("seen", v.seen);
}

template <class F, Of<StaffRow> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("name", v.name);
    f.required("display_name", v.display_name);
    f.required("place", v.place);
    f.required("place_name", v.place_name);
    f.list("roles", v.roles);
    f.required("state", v.state);
    f.optional("signed_in_at", v.signed_in_at);
    f.optional("link_until", v.link_until);
}

template <class F, Of<StaffList> V>
void fields(F& f, V& v) {
    f.list("staff", v.staff);
    f.required("total", v.total);
}

template <class F, Of<NewPerson> V>
void fields(F& f, V& v) {
    f.required("place", v.place);
    f.required("name", v.name);
    f.required("display_name", v.display_name);
    f.exact_list("roles", v.roles);
    f.optional("phone", v.phone);
}

template <class F, Of<StaffLink> V>
void fields(F& f, V& v) {
    f.required("token", v.token);
    f.required("until", v.until);
}

template <class F, Of<Invited> V>
void fields(F& f, V& v) {
    f.required("person", v.person);
    f.required("link", v.link);
}

template <class F, Of<StaffSignIn> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.optional("device", v.device);
    f.required("since", v.since);
    f.required("until", v.until);
    f.optional("here", v.here);
}

template <class F, Of<StaffSignIns> V>
void fields(F& f, V& v) {
    f.list("sign_ins", v.sign_ins);
}

template <class F, Of<StaffFile> V>
void fields(F& f, V& v) {
    f.required("person", v.person);
    f.required("made_at", v.made_at);
    f.list("facts", v.facts);
    f.list("sign_ins", v.sign_ins);
    f.list("changes", v.changes);
}

template <class F, Of<PasswordChange> V>
void fields(F& f, V& v) {
    f.required("password", v.password);
    f.required("wanted", v.wanted);
}

template <class F, Of<WelcomeAsked> V>
void fields(F& f, V& v) {
    f.required("token", v.token);
}

template <class F, Of<Welcome> V>
void fields(F& f, V& v) {
    f.required("name", v.name);
    f.required("display_name", v.display_name);
    f.required("place", v.place);
    f.required("until", v.until);
    f.optional("again", v.again);
}

template <class F, Of<ChosenPassword> V>
void fields(F& f, V& v) {
    f.required("token", v.token);
    f.required("password", v.password);
}

}  // namespace anju::contract
