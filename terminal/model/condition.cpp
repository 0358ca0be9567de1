// SPDX-License-Identifier: Apache-2.0
// What the platform is told of this box: when the stream opens, and when something of it became another, never in a hurry.
#include <algorithm>

#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {
namespace {

using contract::BoxCondition;
using contract::Part;

constexpr auto kLooks = 60s;       // from one look at the machine to the next
constexpr auto kBetween = 10s;     // from one telling to the next
constexpr auto kKeysBetween = 60s;  // … when only a key was pressed

Part part(const std::optional<bool>& there, bool live) {
    return live ? Part::InUse : !there ? Part::Unknown : *there ? Part::Ready : Part::Missing;
}

// The engine has asked the devices themselves; before there is one, what the machine shows is all that is known.
BoxCondition condition_of(const State& state) {
    const auto& seen = *state.telling.machine;
    const auto& devices = state.devices;
    BoxCondition condition;
    condition.camera = part(devices.known ? devices.camera : seen.camera, state.live.camera);
    condition.microphone = part(devices.known ? devices.microphone : seen.microphone, state.live.microphone);
    condition.speaker = part(state.sound_heard ? std::optional(state.device.sound_available) : std::nullopt, false);
    condition.signal = seen.signal;
    if (state.last_key) {
        condition.key_at = std::chrono::floor<std::chrono::minutes>(*state.last_key + state.platform_ahead);
    }
    condition.stop = state.stop;
    return condition;
}

bool same_but_keys(BoxCondition a, const BoxCondition& b) {
    a.key_at = b.key_at;
    return a == b;
}

}  // namespace

void look_at_machine(Step& step) {
    auto& state = step.state;
    if (state.online && (state.telling.looked_at == Time{} || state.now >= state.telling.looked_at + kLooks)) {
        state.telling.looked_at = state.now;
        step.effects.push_back(LookAtMachine{});
    }
}

void on(Step& step, const MachineSeen& message) { step.state.telling.machine = message.machine; }

void settle_condition(Step& step) {
    auto& state = step.state;
    auto& telling = state.telling;
    if (!telling.machine || telling.in_flight || telling.unwanted || !state.online || !state.synced || state.now < telling.next_try) {
        return;
    }
    const auto condition = condition_of(state);
    if (telling.told == condition) {
        return;
    }
    if (telling.told && same_but_keys(*telling.told, condition) && state.now < telling.next_try + (kKeysBetween - kBetween)) {
        return;
    }
    telling.saying = condition;
    telling.in_flight = make_id(state);
    step.effects.push_back(TellCondition{*telling.in_flight, condition});
}

void on(Step& step, const ConditionTold& message) {
    auto& state = step.state;
    auto& telling = state.telling;
    if (telling.in_flight != message.id) {
        return;
    }
    telling.in_flight.reset();
    if (const auto& error = message.error) {
        telling.unwanted = error->retry_after == 0s && (error->kind == contract::ErrorKind::Refused || error->kind == contract::ErrorKind::Denied);
        ++telling.tries;
        telling.next_try = state.now + std::max<std::chrono::milliseconds>(error->retry_after, back_off(state, telling.tries));
        return;
    }
    telling.told = telling.saying;
    telling.tries = 0;
    telling.next_try = state.now + kBetween;
}

}  // namespace anju::model
