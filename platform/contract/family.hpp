// SPDX-License-Identifier: Apache-2.0
// Requests and answers between a relative's phone page and the platform.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/contract/alarm.hpp"
#include "platform/contract/household.hpp"
#include "platform/contract/message.hpp"
#include "platform/contract/rights.hpp"
#include "platform/contract/visit.hpp"

namespace anju::contract {

// The token of the personal link (22 characters base64url = 128 bits), exchanged for a cookie.
struct LinkExchange { std::string token; bool operator==(const LinkExchange&) const = default; };

struct FamilyHome {
    Member me;
    std::string elder;        // what I call her: 妈妈
    Person person;
    std::optional<Photo> person_photo;
    std::string zone;
    std::vector<Capability> capabilities;  // of the household
    bool tv_paired = false;
    bool tv_online = false;
    std::optional<Time> tv_last_seen;
    std::vector<Member> members;    // to show who sent what
    std::vector<Message> messages;  // newest first, at most 60
    VisitRules rules;
    std::optional<Visit> visit;     // the elder's, that rings for me
    std::optional<Visit> missed;    // the newest of mine, when it was the elder's and nobody answered
    std::string free_from;          // local "18:00", as I said; empty: not said
    std::optional<Time> free_at;    // when that is
    std::optional<Alarm> alarm;     // the newest that reached the family: open, or over for less than kAlarmShown
    Rights rights;            // mine
    std::string station;      // 东关街道服务站: who keeps this home, and can change them
    std::uint64_t cursor = 0;
    Time now{};
    bool operator==(const FamilyHome&) const = default;
};

inline constexpr std::chrono::hours kAlarmShown{24};

struct NewMessage {
    std::string text;
    std::vector<std::string> photos;  // ids that POST /v1/family/photos returned
    std::string clip{};               // id that POST /v1/family/clips returned; empty: none
    bool operator==(const NewMessage&) const = default;
};

// Event "tv" on the family stream; not stored, no sequence.
struct TvPresence { bool online = false; std::optional<Time> last_seen; bool operator==(const TvPresence&) const = default; };

}  // namespace anju::contract
