// SPDX-License-Identifier: Apache-2.0
// The fields of what visits are made of; fields.hpp says what required, optional and list mean.
#pragma once

#include <concepts>
#include <type_traits>

#include "platform/contract/visit.hpp"

namespace anju::contract {

// V is T when reading and const T when writing.
template <class V, class T>
concept Of = std::same_as<std::remove_const_t<V>, T>;

inline constexpr int kMaxClipSide = 8192;  // pixels
inline constexpr int kMaxMline = 64;

template <class F, Of<VisitRule> V>
void fields(F& f, V& v) {
    f.required("member", v.member);
    f.optional("policy", v.policy);
    f.optional("agreed_at", v.agreed_at);
    f.optional("proposed", v.proposed);
    f.optional("proposed_by", v.proposed_by);
    f.optional("proposed_at", v.proposed_at);
}

template <class F, Of<VisitRules> V>
void fields(F& f, V& v) {
    f.optional("first_contact", v.first_contact);
    f.list("rules", v.rules);
    f.optional("quiet", v.quiet);
}

template <class F, Of<Clip> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("length", v.length);
    f.optional_within("width", v.width, 0, kMaxClipSide);
    f.optional_within("height", v.height, 0, kMaxClipSide);
    f.required("type", v.type);
}

template <class F, Of<Visitor> V>
void fields(F& f, V& v) {
    f.optional("member", v.member);
    f.required("name", v.name);
    f.optional("name_latin", v.name_latin);
    f.optional("relation", v.relation);
    f.optional("photo", v.photo);
    f.optional("came_by", v.came_by);
    f.optional("invitation", v.invitation);
    f.optional("place", v.place);
}

template <class F, Of<Visit> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("placed_by", v.placed_by);
    f.required("visitor", v.visitor);
    f.optional("camera", v.camera);
    f.required("stage", v.stage);
    f.required("placed_at", v.placed_at);
    f.optional("answered_at", v.answered_at);
    f.optional("answer", v.answer);
    f.optional("ended_at", v.ended_at);
    f.optional("end", v.end);
    f.optional("ended_by", v.ended_by);
    f.optional("seen", v.seen);
    f.optional("rings", v.rings);
    f.optional("notified", v.notified);
    f.optional("crossed", v.crossed);
    f.optional("alarm", v.alarm);
}

template <class F, Of<SideState> V>
void fields(F& f, V& v) {
    f.required("sends", v.sends);
    f.optional("why", v.why);
    f.optional("microphone", v.microphone);
}

template <class F, Of<Signal> V>
void fields(F& f, V& v) {
    f.optional("visit", v.visit);
    f.optional("from", v.from);
    f.optional("round", v.round);
    f.required("kind", v.kind);
    f.optional("text", v.text);
    f.optional_within("mline", v.mline, 0, kMaxMline);
    f.optional("mid", v.mid);
    f.optional("state", v.state);
}

template <class F, Of<IceServer> V>
void fields(F& f, V& v) {
    f.exact_list("urls", v.urls);
    f.optional("username", v.username);
    f.optional("credential", v.credential);
}

template <class F, Of<VisitTicket> V>
void fields(F& f, V& v) {
    f.required("visit", v.visit);
    f.list("ice", v.ice);
    f.optional("box_fingerprint", v.box_fingerprint);
    f.optional("cursor", v.cursor);
}

template <class F, Of<NewVisit> V>
void fields(F& f, V& v) {
    f.optional("camera", v.camera);
    f.optional("certificate", v.certificate);
}

template <class F, Of<NewTvVisit> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("member", v.member);
}

template <class F, Of<VisitAnswering> V>
void fields(F& f, V& v) {
    f.optional("camera", v.camera);
    f.optional("answer", v.answer);
}

template <class F, Of<VisitRings> V>
void fields(F& f, V& v) {
    f.required("aloud", v.aloud);
}

template <class F, Of<VisitEnding> V>
void fields(F& f, V& v) {
    f.required("end", v.end);
}

template <class F, Of<VisitsSeen> V>
void fields(F& f, V& v) {
    f.exact_list("visits", v.visits);
}

template <class F, Of<RuleProposal> V>
void fields(F& f, V& v) {
    f.required("member", v.member);
    f.required("policy", v.policy);
}

template <class F, Of<RuleAnswer> V>
void fields(F& f, V& v) {
    f.required("member", v.member);
    f.required("policy", v.policy);
    f.required("agreed", v.agreed);
}

template <class F, Of<Presence> V>
void fields(F& f, V& v) {
    f.required("member", v.member);
    f.required("online", v.online);
    f.optional("free_from", v.free_from);
    f.optional("free_at", v.free_at);
    f.optional("free_until", v.free_until);
}

template <class F, Of<VisitorEntry> V>
void fields(F& f, V& v) {
    f.optional("link", v.link);
    f.optional("code", v.code);
    f.optional("name", v.name);
}

template <class F, Of<VisitorHome> V>
void fields(F& f, V& v) {
    f.required("me", v.me);
    f.required("elder", v.elder);
    f.required("person", v.person);
    f.optional("person_photo", v.person_photo);
    f.required("zone", v.zone);
    f.required("tv_online", v.tv_online);
    f.optional("quiet_until", v.quiet_until);
    f.optional("valid_from", v.valid_from);
    f.optional("valid_until", v.valid_until);
    f.optional("visit", v.visit);
    f.optional("can_leave_message", v.can_leave_message);
    f.optional("can_visit", v.can_visit);
    f.optional("station", v.station);
    f.required("now", v.now);
}

template <class F, Of<Invitation> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.optional("code", v.code);
    f.optional("link", v.link);
    f.required("valid_from", v.valid_from);
    f.required("valid_until", v.valid_until);
    f.optional("visit_page", v.visit_page);
    f.optional("by", v.by);
    f.optional("guest", v.guest);
    f.optional("used_up", v.used_up);
    f.optional("calling", v.calling);
}

template <class F, Of<NewInvitation> V>
void fields(F& f, V& v) {
    f.required("at", v.at);
    f.optional("name", v.name);
}

template <class F, Of<Phone> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("name", v.name);
    f.required("since", v.since);
    f.optional("last_seen", v.last_seen);
    f.optional("this_one", v.this_one);
}

template <class F, Of<PersonalLink> V>
void fields(F& f, V& v) {
    f.required("member", v.member);
    f.required("link", v.link);
    f.required("family_page", v.family_page);
}

template <class F, Of<NewLink> V>
void fields(F& f, V& v) {
    f.optional("end_phones", v.end_phones);
}

template <class F, Of<VisitLog> V>
void fields(F& f, V& v) {
    f.list("visits", v.visits);
}

template <class F, Of<InvitationList> V>
void fields(F& f, V& v) {
    f.list("invitations", v.invitations);
}

template <class F, Of<PhoneList> V>
void fields(F& f, V& v) {
    f.list("phones", v.phones);
}

template <class F, Of<BoxCertificate> V>
void fields(F& f, V& v) {
    f.required("fingerprint", v.fingerprint);
}

template <class F, Of<FreeFrom> V>
void fields(F& f, V& v) {
    f.required("free_from", v.free_from);
}

}  // namespace anju::contract
