// SPDX-License-Identifier: Apache-2.0
// What a box says of itself: only what it can know.
#pragma once

#include <optional>
#include <string>

#include "platform/contract/time.hpp"

namespace anju::contract {

// Unknown: the box cannot tell. Ready: it is there, and off.
enum class Part { Unknown, Missing, Ready, InUse };

// How the program ended before it began this time: by the machine's going off or starting anew, for a newer version, alone,
// by a fault of its own, or with the machine and without a word.
enum class StopWhy { ShutDown, Update, Restart, Fault, PowerLost };

struct BoxStop {
    StopWhy why{};
    std::optional<Time> at;  // nothing: nobody could write it down
    bool operator==(const BoxStop&) const = default;
};

struct BoxCondition {
    Part camera{}, microphone{}, speaker{};
    std::string signal;           // of a wireless network: good, fair, weak; "": none, or it cannot tell
    std::optional<Time> key_at;   // of the last key of a remote; whole minutes, no more is anybody's business
    std::optional<BoxStop> stop;  // nothing: it began for the first time, or cannot tell
    bool operator==(const BoxCondition&) const = default;
};

}  // namespace anju::contract
