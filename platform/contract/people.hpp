// SPDX-License-Identifier: Apache-2.0
// Places (市 / 区 / 镇街 / 机构) and who works there: as staff pages see and change them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/contract/home_file.hpp"
#include "platform/contract/staff.hpp"
#include "platform/contract/time.hpp"

namespace anju::contract {

// In this order from the root down; a kind may be left out.
enum class PlaceKind { City, District, Town, Institution };

struct Place {
    std::string id;
    std::string parent;  // "" of the caller's own place
    PlaceKind kind = PlaceKind::Institution;
    std::string name;
    int homes = 0, boxes = 0, staff = 0;  // there and below; staff that has ended does not count
    std::uint64_t change = 0;             // number of the entry that gave it its name; 0: as it was made
    bool operator==(const Place&) const = default;
};
// The caller's own place first, each place before those below it.
struct PlaceList { std::vector<Place> places; bool operator==(const PlaceList&) const = default; };

struct NewPlace {
    std::string parent;
    PlaceKind kind = PlaceKind::Institution;
    std::string name;
    bool operator==(const NewPlace&) const = default;
};
struct PlaceName {
    std::string name;
    std::uint64_t seen = 0;  // Place::change that was on the page
    bool operator==(const PlaceName&) const = default;
};

enum class StaffState { Invited, Active, Ended };

struct StaffRow {
    std::string id, name, display_name;
    std::string place, place_name;  // id and name
    std::vector<Role> roles;
    StaffState state = StaffState::Active;
    std::optional<Time> signed_in_at;  // the last time
    std::optional<Time> link_until;    // a link to choose a password stands open, or has run out then
    bool operator==(const StaffRow&) const = default;
};
// At most 200: who works there now, then who was invited, then who has ended; `total` counts all.
struct StaffList { std::vector<StaffRow> staff; int total = 0; bool operator==(const StaffList&) const = default; };

struct NewPerson {
    std::string place, name, display_name;
    std::vector<Role> roles;
    std::string phone{};  // a responder has one; of a responder alone the name may be empty
    bool operator==(const NewPerson&) const = default;
};
// Told once. It belongs behind the # of the page /welcome/. Without a token: a responder, who chooses no password.
struct StaffLink {
    std::string token;
    Time until{};
    bool operator==(const StaffLink&) const = default;
};
struct Invited {
    StaffRow person;
    StaffLink link;
    bool operator==(const Invited&) const = default;
};

struct StaffSignIn {
    std::string id;
    std::string device;  // "iPhone · Safari"; "" when nobody said
    Time since{}, until{};
    bool here = false;  // the one that asks
    bool operator==(const StaffSignIn&) const = default;
};
struct StaffSignIns { std::vector<StaffSignIn> sign_ins; bool operator==(const StaffSignIns&) const = default; };  // newest first

struct StaffFile {
    StaffRow person;
    Time made_at{};
    std::vector<FactValue> facts;  // display_name, roles (words, comma between), place (an id), phone
    std::vector<StaffSignIn> sign_ins;
    std::vector<FileChange> changes;  // the newest twenty
    bool operator==(const StaffFile&) const = default;
};

struct PasswordChange { std::string password, wanted; bool operator==(const PasswordChange&) const = default; };

// What a link says to whom it was given.
struct WelcomeAsked { std::string token; bool operator==(const WelcomeAsked&) const = default; };
struct Welcome {
    std::string name, display_name, place;  // the place by its name
    Time until{};
    bool again = false;  // has a password already, and forgot it
    bool operator==(const Welcome&) const = default;
};
struct ChosenPassword { std::string token, password; bool operator==(const ChosenPassword&) const = default; };

}  // namespace anju::contract
