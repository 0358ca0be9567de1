// SPDX-License-Identifier: Apache-2.0
// Staff makes a box ring so that it is found: asked on a page, told to the TV, answered by it.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "platform/contract/time.hpp"

namespace anju::contract {

// Rang: its chime was played. The others say why not: no loudspeaker was found (it is written on the screen), it is night
// in this home (the same), or a visit has the screen (nothing was done).
enum class RingHow { Rang, NoSound, Night, Busy };

// To a TV that listens now; nobody is told it later.
struct BoxRings {
    std::string id;
    std::string by;  // 孙丽, as it is written on the screen
    Time until{};    // by the platform's clock: what comes later does not ring
    bool operator==(const BoxRings&) const = default;
};

struct RingAnswer {
    RingHow how{};
    bool operator==(const RingAnswer&) const = default;
};

// The last one, as staff sees it.
struct BoxRing {
    std::string id, who;
    Time at{};
    std::optional<RingHow> how;  // nothing: the TV has not answered
    std::optional<Time> answered_at;
    bool operator==(const BoxRing&) const = default;
};

inline constexpr std::chrono::seconds kRingLasts{15};
inline constexpr std::chrono::seconds kRingEvery{5};  // of one box, whoever presses

}  // namespace anju::contract
