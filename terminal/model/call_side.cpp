// SPDX-License-Identifier: Apache-2.0
// What each side of a call sends: as this one tells it, as the other one's word is taken, and whether the camera opens.
#include "terminal/model/overloaded.hpp"
#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {
namespace {

constexpr auto kCameraOpens = 3s;

call::Rung sent_rung(const State& state) {
    if (const auto* active = std::get_if<call::Active>(&state.call)) {
        return active->sends;
    }
    return call::Rung::Full;
}

}  // namespace

const call::Live* wanted_live(const State& state) {
    using Found = const call::Live*;
    return std::visit(overloaded{[](const call::Connecting& s) -> Found { return &s.live; },
                                 [](const call::Active& s) -> Found { return &s.live; },
                                 [](const call::Reconnecting& s) -> Found { return &s.last.live; },
                                 [](const auto&) -> Found { return nullptr; }},
                      state.call);
}

std::optional<contract::SideState> side_state(const State& state) {
    using contract::Sends;
    using contract::SendsWhy;
    const auto* live = wanted_live(state);
    if (!live) {
        return std::nullopt;
    }
    const bool no_camera = (state.devices.known && !state.devices.camera) || camera_fails(state);
    const bool no_microphone = state.devices.known && !state.devices.microphone;
    contract::SideState side;
    side.microphone = live->microphone && !no_microphone;
    if (no_camera || !live->camera) {
        side.why = no_camera ? SendsWhy::NoDevice : SendsWhy::Chosen;
        side.sends = side.microphone ? Sends::SoundOnly : Sends::Nothing;
        return side;
    }
    switch (sent_rung(state)) {
        case call::Rung::Full: return side;
        case call::Rung::Reduced:
        case call::Rung::Low: side.sends = Sends::LowPicture; break;
        case call::Rung::Still: side.sends = Sends::Still; break;
        case call::Rung::SoundOnly: side.sends = Sends::SoundOnly; break;
    }
    side.why = SendsWhy::WeakNetwork;
    return side;
}

call::There there_of(const contract::SideState& side) {
    using contract::Sends;
    call::There there;
    there.microphone = side.microphone;
    const bool meant = side.why == contract::SendsWhy::Chosen || side.why == contract::SendsWhy::NoDevice;
    switch (side.sends) {
        case Sends::Picture: break;
        case Sends::LowPicture: there.sends = call::Rung::Low; break;
        case Sends::Still: there.sends = call::Rung::Still; break;
        case Sends::SoundOnly:
        case Sends::Nothing:
            there.camera = !meant;
            there.sends = meant ? call::Rung::Full : call::Rung::SoundOnly;
            break;
    }
    return there;
}

void await_camera(State& state) {
    const auto* wanted = wanted_live(state);
    auto& since = state.line.camera_awaited;
    if (!wanted || !wanted->camera || state.live.camera) {
        since.reset();
    } else if (!since) {
        since = state.now;
    }
}

std::optional<Time> camera_fails_at(const State& state) {
    const auto& since = state.line.camera_awaited;
    return since && state.devices.known && state.devices.camera ? std::optional(*since + kCameraOpens) : std::nullopt;
}

bool camera_fails(const State& state) {
    const auto at = camera_fails_at(state);
    return at && state.now >= *at;
}

}  // namespace anju::model
