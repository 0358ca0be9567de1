// SPDX-License-Identifier: Apache-2.0
// What goes into the repository and comes out of it, where the contract has no word for it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/contract/clip.hpp"
#include "platform/contract/household.hpp"
#include "platform/contract/people.hpp"
#include "platform/contract/rights.hpp"
#include "platform/contract/staff.hpp"
#include "platform/server/callers.hpp"

namespace anju::server {

using contract::Time;

// A write that may come twice: the same key with the same body is answered as the first time, with
// another body it is Conflict "idempotency_key_reused". The key counts within its caller.
struct Once {
    std::string key;
    std::string body;  // the request as it came (or its digest); only a digest is kept
};

// A fresh secret: told once, kept as a hash.
struct Session {
    std::string token;  // for the cookie
    Time expires{};
};
// The phone that opens a personal link.
struct PhoneSaid {
    std::string name;   // "iPhone · Safari"
    std::string token;  // of the cookie that it has already, perhaps of this very link
    std::string key{};  // made before the first try, the same on each; may be empty
};
// Who comes with a guest link or with six digits; one of the two is empty.
struct GuestSaid {
    std::string link, code;
    std::string name;     // cleaned; may be empty with a link, until it is typed
    std::string token;    // of the cookie that it has already
    std::string address;  // for the limit on guessing codes
    std::string key{};    // made before the first try, the same on each; may be empty
};
struct GuestSession {
    Session session;
    GuestCaller guest;
};

// Where somebody signs in from: the address for the limit on guessing, the device as it is shown.
struct SignInFrom {
    std::string address;
    std::string device{};  // "iPhone · Safari"
};
struct StaffSession {
    Session session;
    contract::StaffSelf self;
};

struct StoredEvent {
    std::uint64_t seq = 0;
    std::string name;  // "message", "household", "unpaired"
    std::string data;  // one line of JSON
    Time at{};
    bool operator==(const StoredEvent&) const = default;
};
struct Replay {
    std::vector<StoredEvent> events;
    // The cursor is older than what is kept, or newer than what ever was: fetch the snapshot again.
    bool gap = false;
};

struct NewPhoto {
    std::string full;   // JPEG for the whole screen
    std::string small;  // JPEG for lists and faces
    int width = 0;      // of `full`, pixels
    int height = 0;
};
enum class PhotoSize { Full, Small };

struct NewFilm {
    contract::Clip clip;  // without its id
    std::string_view bytes;
};
// A piece of a film.
struct FilmPart {
    std::string type;
    std::uint64_t size = 0;  // of the whole film
    std::string bytes;
};

// What a relative is to be told beyond the page, as it is true when it is sent.
struct Notice {
    std::string id;
    std::string event;    // "visit" while it rings, "visit_missed" afterwards, "film", "alarm"; "responder": to who is sent
    std::string subject;  // id of the visit, the message or the alarm
    std::string household, member;
    std::string name, calls_elder;  // 小芳, 妈妈
    int tries = 0;                  // before this one
    Time created_at{};
    std::string link{}, phone{};    // of a responder: what comes behind the # of its page; where it goes
    bool operator==(const Notice&) const = default;
};

using OrganisationKind = contract::PlaceKind;

struct NewOrganisation {
    std::string parent;  // id; empty: a root
    OrganisationKind kind{};
    std::string name;
};

struct NewHousehold {
    std::string organisation;  // id of its 机构
    std::string name;          // 王桂兰家
    std::string address;
    std::string search;  // what a technician may type besides name and address: "wgl wangguilan"
    contract::Person person;
    std::string zone = "Asia/Shanghai";
    std::vector<contract::Capability> capabilities;
    contract::Night night;
    std::string help_number = "12349";
    std::optional<NewPhoto> photo;  // the person's portrait
};

struct NewMember {
    std::string household;
    std::string name;
    std::string name_latin;
    contract::Relation relation = contract::Relation::Other;
    std::string calls_elder;  // 妈妈
    std::optional<NewPhoto> photo;
    contract::Rights rights{};
};

struct NewStaff {
    std::string organisation;
    std::string name;  // for sign-in
    std::string display_name;
    std::string password;
    std::vector<contract::Role> roles;
    std::string phone{};
};

// Who has an open stream: only the event hub knows.
struct Listening {
    std::function<bool(const std::string& terminal)> terminal;
    std::function<bool(const std::string& visit)> phone;
    std::function<bool(const std::string& member)> member;
};

// Only what is set is changed.
struct HouseholdEdit {
    std::optional<std::string> name;
    std::optional<std::string> address;
    std::optional<contract::Person> person;
    std::optional<std::string> zone;
    std::optional<std::vector<contract::Capability>> capabilities;
    std::optional<contract::Night> night;
    std::optional<std::string> help_number;
    std::optional<std::string> first_contact;  // a member's id; empty: nobody
};

struct AuditEntry {
    std::int64_t number = 0;
    std::string who;      // "staff:…", "member:…", "tv:…", "system", "anyone"
    std::string what;     // "message.created"
    std::string subject;  // id of the changed thing
    std::string household;
    std::string before, after;  // JSON; empty when there was, or is, nothing
    Time at{};
    bool operator==(const AuditEntry&) const = default;
};

struct Pruned {
    int events = 0, pairings = 0, sessions = 0, answers = 0, photos = 0, films = 0, tries = 0;
    bool operator==(const Pruned&) const = default;
};

}  // namespace anju::server
