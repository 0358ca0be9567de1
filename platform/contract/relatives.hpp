// SPDX-License-Identifier: Apache-2.0
// The relatives of a home, as staff keeps them: who may come in, and who is the first contact.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/contract/home_file.hpp"
#include "platform/contract/household.hpp"
#include "platform/contract/rights.hpp"
#include "platform/contract/time.hpp"

namespace anju::contract {

// What a relative has to come in with, and may do then.
struct Access {
    Member member;
    MayDo may;
    std::optional<Time> link_at;     // of the link that is good now; nothing: none
    int phones = 0;                  // that have opened one, of at most five
    std::optional<Time> opened_at;   // by any of them, the last time
    std::vector<FactValue> facts;    // name, name_latin, relation, calls_elder
    std::optional<FactValue> photo_by;  // of Member::photo, as in HomeFile
    bool operator==(const Access&) const = default;
};
struct Relatives {
    std::vector<Access> relatives;
    std::string first_contact;       // Member::id; empty: nobody
    std::string who;                 // made it so: 孙丽; empty: as the home was made
    std::optional<Time> at;
    std::uint64_t change = 0;        // number of the entry that made it so; 0: as the home was made
    std::string added;               // answer to a NewRelative: Member::id of that one
    bool operator==(const Relatives&) const = default;
};

struct FirstContactEdit {
    std::string member;      // id; empty: nobody
    std::uint64_t seen = 0;  // Relatives::change that was on the page
    bool operator==(const FirstContactEdit&) const = default;
};
struct NewRelative {
    std::string name;
    Relation relation = Relation::Other;
    std::string calls_elder;  // 妈妈; may be empty
    Rights rights{};          // from the first opening of the link on
    bool operator==(const NewRelative&) const = default;
};
// A personal link, told this once, and the same as a picture: rows of 0 and 1, 1 is dark.
struct InviteCard {
    std::string member, address;
    std::vector<std::string> qr;
    bool operator==(const InviteCard&) const = default;
};

}  // namespace anju::contract
