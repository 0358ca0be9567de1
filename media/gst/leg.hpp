// SPDX-License-Identifier: Apache-2.0
// One call of the engine's: what was agreed to, what its line carries, and the connections over which it goes.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "media/engine.hpp"
#include "media/gst/ladder.hpp"
#include "media/gst/pipeline.hpp"
#include "media/gst/round.hpp"

namespace anju::gst {

struct Leg {
    std::string id;
    bool beside = false;  // its pictures and its voice have the second place
    std::uint32_t newest = 0;
    bool agreed = false, camera = false, microphone = false;
    Watchdog::Time begun_at{};  // agreed to, or seen over another round
    Codec codec = Codec::H264;
    Ladder ladder;
    Sending sending = ladder.sending();
    std::optional<media::RungMoved> told;
    std::uint64_t pictures = 0;
    double fps = 0;
    std::map<std::uint32_t, std::unique_ptr<Round>> rounds;  // the first to go: what they say is about the rest

    bool uses_devices() const { return agreed && !rounds.empty(); }
    // The one that stands, while the next is being built; else the newest. One that connects drops the older ones, so no second stands.
    Round* seen() const {
        for (const auto& [number, round] : rounds) {
            if (round->connected()) {
                return round.get();
            }
        }
        return rounds.empty() ? nullptr : rounds.rbegin()->second.get();
    }
};

// Which of two lines carries less: of one encoder both get what that one can bear.
inline bool worse(const Sending& one, const Sending& other) {
    return one.rung != other.rung ? one.rung > other.rung : one.video_bps < other.video_bps;
}

}  // namespace anju::gst
