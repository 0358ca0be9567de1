// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/ladder.hpp"

#include <algorithm>
#include <array>

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;

constexpr std::array kLadder{
    Rung{0s, 0s, Kind::First},   Rung{1s, 0s, Kind::First},   Rung{2s, 0s, Kind::First},    Rung{4s, 0s, Kind::First},
    Rung{7s, 0s, Kind::First},   Rung{10s, 0s, Kind::Turns},  Rung{15s, 0s, Kind::Turns},   Rung{25s, 0s, Kind::Turns},
    Rung{40s, 20s, Kind::Turns}, Rung{600s, 60s, Kind::Turns}, Rung{30s, 60s, Kind::Say},
};

bool is_try(const Rung& rung) { return rung.kind != Kind::Say; }

// The steps of one half of the table, one after the other, until there is one later than `since`.
seconds walk(milliseconds since, bool tries) {
    for (auto rung = kLadder.begin(); rung != kLadder.end(); ++rung) {
        if (is_try(*rung) != tries) {
            continue;
        }
        const auto next = std::find_if(rung + 1, kLadder.end(), [&](const Rung& one) { return is_try(one) == tries; });
        for (seconds at = rung->from; next == kLadder.end() || at < next->from; at += rung->apart) {
            if (at > since) {
                return at;
            }
            if (rung->apart == 0s) {
                break;
            }
        }
    }
    return {};  // not reached: the last rung of each half goes on
}

}  // namespace

std::span<const Rung> ladder() { return kLadder; }

seconds tried_after(milliseconds since) { return walk(since, true); }
seconds said_after(milliseconds since) { return walk(since, false); }

seconds begins(Stage stage) {
    constexpr std::array kKinds{Kind::First, Kind::Turns, Kind::Say};
    return std::ranges::find(kLadder, kKinds[static_cast<std::size_t>(stage)], &Rung::kind)->from;
}

Stage stage(milliseconds since) {
    if (since >= begins(Stage::Dial)) {
        return Stage::Dial;
    }
    return since >= begins(Stage::Second) ? Stage::Second : Stage::First;
}

}  // namespace anju::alarm
