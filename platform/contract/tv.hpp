// SPDX-License-Identifier: Apache-2.0
// Requests and answers between a TV and the platform. Paths: routes.hpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "platform/contract/household.hpp"
#include "platform/contract/message.hpp"
#include "platform/contract/visit.hpp"

namespace anju::contract {

// Pairing, the shape of RFC 8628. The box makes a 256-bit key and sends its SHA-256 only; once a
// technician has approved the code, that key is the bearer token of this box.
struct PairingRequest {
    std::string key_hash;  // 64 hex digits, SHA-256 of the key as sent in Authorization
    std::string model;     // "anju-tv"
    std::string version;
    std::string former{};     // the key that it had before it wiped: says that this is the same box, and that it has wiped
    bool operator==(const PairingRequest&) const = default;
};

struct PairingCode {
    std::string device_code;  // secret, for polling
    std::string user_code;    // "HQBMTKWR": 8 of BCDFGHJKLMNPQRSTVWXZ, shown as 4-4
    std::string verification_uri;
    std::string verification_uri_complete;  // into the QR code
    std::chrono::seconds expires_in{600};
    std::chrono::seconds interval{5};
    bool operator==(const PairingCode&) const = default;
};

struct PairingPoll {
    std::string device_code;
    bool operator==(const PairingPoll&) const = default;
};

// 200. Not yet: a problem (400) with code authorization_pending, slow_down or expired_token.
struct Paired {
    std::string terminal;      // id of this box on the platform
    std::string box_number;    // short, to be read aloud on the telephone: "DT47C"
    std::string household;
    bool operator==(const Paired&) const = default;
};

// All a TV needs to start without a network afterwards.
struct Snapshot {
    std::string terminal;
    std::string box_number;
    Household household;
    std::vector<Message> messages;  // newest first, at most 60
    std::vector<Visit> visits;      // newest first, at most 60; one that is not ended rings or is under way
    std::vector<Presence> presence;
    std::uint64_t cursor = 0;       // open the event stream after this sequence
    std::string platform_version;
    Time now{};  // the platform's clock
    bool operator==(const Snapshot&) const = default;
};

struct SeenRequest {
    Time seen_at{};
    bool operator==(const SeenRequest&) const = default;
};

}  // namespace anju::contract
