// SPDX-License-Identifier: Apache-2.0
// What the terminal knows of visits besides the call machine's state. Values only.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "media/call/call.hpp"
#include "platform/contract/visit.hpp"

namespace anju::model {

using contract::Time;
using RequestId = std::uint64_t;

// What can be used now.
struct Devices {
    bool camera = false, microphone = false, speaker = false;
    bool known = false;  // the engine has looked
    bool operator==(const Devices&) const = default;
};
// What truly runs: the red frame and its words follow this.
using Live = call::Live;

// A film for a relative. It starts by OK only, and goes only by OK.
struct Recording {
    enum class Stage {
        Recording,  // camera and microphone are live until `until`
        Finishing,  // the file is being closed; then it is sent, or Ready
        Ready,      // it stopped by itself (60 s, a call came): waits for OK
        Sending,
        Failed,     // not sent, tried again by itself, and by OK
        Sent,
    };
    std::string id;
    std::string member;
    Time since{}, until{};
    Stage stage = Stage::Recording;
    bool send = false;  // OK said so while it was being closed
    bool broken = false;  // Failed: nothing was recorded (no camera and no microphone, or a full disk)
    bool operator==(const Recording&) const = default;
};

// Films of messages: which are on disk, which is being fetched.
struct Films {
    std::set<std::string> here;            // Clip::id
    std::optional<std::string> asked;      // one at a time
    std::map<std::string, Time> failed;    // when to try again
    std::optional<std::string> wanted;     // Message::id: plays as soon as it is here
    bool operator==(const Films&) const = default;
};

// Something that the platform must hear once; kept on disk until it has.
struct Errand {
    struct End { std::string visit; contract::VisitEnd end{}; bool operator==(const End&) const = default; };
    struct Rule { contract::RuleAnswer answer; bool operator==(const Rule&) const = default; };
    struct Seen { std::vector<std::string> visits; bool operator==(const Seen&) const = default; };
    struct Film { std::string recording; std::string member; bool operator==(const Film&) const = default; };
    using What = std::variant<End, Rule, Seen, Film>;

    What what;
    std::string key;                       // idempotency key
    std::optional<RequestId> in_flight{};
    Time next_try{};
    int tries = 0;
    bool operator==(const Errand&) const = default;
};

// A signal to the phone that the platform has not acknowledged yet. Not kept: it is only true now.
struct OutgoingSignal {
    contract::Signal signal;
    std::optional<RequestId> in_flight{};
    Time next_try{};
    int tries = 0;
    bool operator==(const OutgoingSignal&) const = default;
};

// A question to the platform that is repeated until it is answered.
struct Asking {
    bool wanted = false;
    std::optional<RequestId> in_flight{};
    Time next_try{};
    int tries = 0;
    bool operator==(const Asking&) const = default;
};

// What ties the call to the platform.
struct Line {
    Asking placing, answering, ticketing;  // each is answered with a ticket
    bool automatic = false;                // how it was answered
    std::optional<contract::VisitTicket> ticket;
    Time ticket_at{};
    std::optional<std::uint32_t> connect;  // round that waits for a ticket
    std::optional<contract::SideState> told;  // what the phone was told of this side
    std::vector<OutgoingSignal> signals;
    std::optional<Time> camera_awaited;    // since when it is wanted and not live
    bool operator==(const Line&) const = default;
};

// A call beside the one that goes on: a relative in the talk about an alarm.
struct Beside {
    anju::call::State call;
    std::optional<contract::Visit> visit;
    std::optional<contract::SideState> peer_state;
    Line line;
    bool operator==(const Beside&) const = default;
};

}  // namespace anju::model
