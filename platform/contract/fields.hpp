// SPDX-License-Identifier: Apache-2.0
// The fields of every type of the contract, each named once; the reader and the writer both walk
// this list. required: Malformed without it. optional: stays as it is. list: bad items are dropped.
#pragma once

#include "platform/contract/family.hpp"
#include "platform/contract/fields_alarm.hpp"
#include "platform/contract/fields_boxes.hpp"
#include "platform/contract/fields_home_file.hpp"
#include "platform/contract/fields_home_list.hpp"
#include "platform/contract/fields_people.hpp"
#include "platform/contract/fields_reading.hpp"
#include "platform/contract/fields_relatives.hpp"
#include "platform/contract/fields_rights.hpp"
#include "platform/contract/fields_supervision.hpp"
#include "platform/contract/fields_visit.hpp"
#include "platform/contract/problem.hpp"
#include "platform/contract/staff.hpp"
#include "platform/contract/tv.hpp"

namespace anju::contract {

inline constexpr int kMaxPixels = 100'000;

template <class F, Of<Photo> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required_within("width", v.width, 0, kMaxPixels);
    f.required_within("height", v.height, 0, kMaxPixels);
}

template <class F, Of<Member> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("name", v.name);
    f.optional("name_latin", v.name_latin);
    f.required("relation", v.relation);
    f.optional("photo", v.photo);
    f.optional("active", v.active);
}

template <class F, Of<Person> V>
void fields(F& f, V& v) {
    f.required("name", v.name);
    f.required("called", v.called);
    f.optional("called_latin", v.called_latin);
}

template <class F, Of<ScreenManner> V>
void fields(F& f, V& v) {
    f.optional("language", v.language);
    f.optional("text_size", v.text_size);
}

template <class F, Of<Night> V>
void fields(F& f, V& v) {
    f.required_within("from", v.from, 0, 23);
    f.required_within("to", v.to, 0, 23);
}

template <class F, Of<Weather> V>
void fields(F& f, V& v) {
    f.required_within("celsius", v.celsius, -100, 100);
    f.required("word", v.word);
    f.optional("advice", v.advice);
    f.optional("icon", v.icon);
}

template <class F, Of<Household> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("name", v.name);
    f.required("version", v.version);
    f.required("person", v.person);
    f.optional("zone", v.zone);
    f.optional("screen", v.screen);
    f.list("capabilities", v.capabilities);
    f.list("members", v.members);
    f.optional("night", v.night);
    f.optional("help_number", v.help_number);
    f.optional("weather", v.weather);
    f.optional("visits", v.visits);
}

template <class F, Of<Message> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("from", v.from);
    f.optional("text", v.text);
    f.list("photos", v.photos);
    f.required("sent_at", v.sent_at);
    f.optional("seen_at", v.seen_at);
    f.optional("to", v.to);
    f.optional("clip", v.clip);
}

template <class F, Of<PairingRequest> V>
void fields(F& f, V& v) {
    f.required("key_hash", v.key_hash);
    f.required("model", v.model);
    f.required("version", v.version);
    f.optional("former", v.former);
}

template <class F, Of<PairingCode> V>
void fields(F& f, V& v) {
    f.required("device_code", v.device_code);
    f.required("user_code", v.user_code);
    f.required("verification_uri", v.verification_uri);
    f.optional("verification_uri_complete", v.verification_uri_complete);
    f.optional("expires_in", v.expires_in);
    f.optional("interval", v.interval);
}

template <class F, Of<PairingPoll> V>
void fields(F& f, V& v) {
    f.required("device_code", v.device_code);
}

template <class F, Of<Paired> V>
void fields(F& f, V& v) {
    f.required("terminal", v.terminal);
    f.required("box_number", v.box_number);
    f.required("household", v.household);
}

template <class F, Of<Snapshot> V>
void fields(F& f, V& v) {
    f.required("terminal", v.terminal);
    f.required("box_number", v.box_number);
    f.required("household", v.household);
    f.list("messages", v.messages);
    f.list("visits", v.visits);
    f.list("presence", v.presence);
    f.required("cursor", v.cursor);
    f.optional("platform_version", v.platform_version);
    f.required("now", v.now);
}

template <class F, Of<SeenRequest> V>
void fields(F& f, V& v) {
    f.required("seen_at", v.seen_at);
}

template <class F, Of<LinkExchange> V>
void fields(F& f, V& v) {
    f.required("token", v.token);
}

template <class F, Of<FamilyHome> V>
void fields(F& f, V& v) {
    f.required("me", v.me);
    f.required("elder", v.elder);
    f.required("person", v.person);
    f.optional("person_photo", v.person_photo);
    f.required("zone", v.zone);
    f.list("capabilities", v.capabilities);
    f.required("tv_paired", v.tv_paired);
    f.required("tv_online", v.tv_online);
    f.optional("tv_last_seen", v.tv_last_seen);
    f.list("members", v.members);
    f.list("messages", v.messages);
    f.optional("rules", v.rules);
    f.optional("visit", v.visit);
    f.optional("missed", v.missed);
    f.optional("free_from", v.free_from);
    f.optional("free_at", v.free_at);
    f.optional("alarm", v.alarm);
    f.optional("rights", v.rights);
    f.optional("station", v.station);
    f.required("cursor", v.cursor);
    f.required("now", v.now);
}

template <class F, Of<NewMessage> V>
void fields(F& f, V& v) {
    f.optional("text", v.text);
    f.exact_list("photos", v.photos);
    f.optional("clip", v.clip);
}

template <class F, Of<TvPresence> V>
void fields(F& f, V& v) {
    f.required("online", v.online);
    f.optional("last_seen", v.last_seen);
}

template <class F, Of<SignIn> V>
void fields(F& f, V& v) {
    f.required("name", v.name);
    f.required("password", v.password);
}

template <class F, Of<StaffSelf> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("name", v.name);
    f.required("display_name", v.display_name);
    f.required("organisation", v.organisation);
    f.list("roles", v.roles);
}

template <class F, Of<HouseholdRow> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("name", v.name);
    f.optional("address", v.address);
    f.required("person", v.person);
    f.optional("photo", v.photo);
    f.optional_within("terminals", v.terminals, 0, 1'000'000);
}

template <class F, Of<HouseholdList> V>
void fields(F& f, V& v) {
    f.list("households", v.households);
    f.required("total", v.total);
}

template <class F, Of<PairingFound> V>
void fields(F& f, V& v) {
    f.required("user_code", v.user_code);
    f.required("model", v.model);
    f.required("version", v.version);
    f.required("expires_in", v.expires_in);
    f.optional("lost", v.lost);
    f.optional("box_number", v.box_number);
    f.optional("next_home", v.next_home);
    f.optional("next_home_name", v.next_home_name);
}

template <class F, Of<PairingApproval> V>
void fields(F& f, V& v) {
    f.required("household", v.household);
}

template <class F, Of<TerminalRow> V>
void fields(F& f, V& v) {
    f.required("id", v.id);
    f.required("box_number", v.box_number);
    f.required("model", v.model);
    f.required("version", v.version);
    f.required("household", v.household);
    f.required("household_name", v.household_name);
    f.required("online", v.online);
    f.optional("last_seen", v.last_seen);
}

template <class F, Of<TerminalList> V>
void fields(F& f, V& v) {
    f.list("terminals", v.terminals);
}

template <class F, Of<Problem> V>
void fields(F& f, V& v) {
    f.required_within("status", v.status, 100, 599);
    f.required("code", v.code);
    f.optional("title", v.title);
    f.optional("detail", v.detail);
    f.optional("retry_after", v.retry_after);
    f.optional("until", v.until);
}

}  // namespace anju::contract
