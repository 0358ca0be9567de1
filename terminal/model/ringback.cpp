// SPDX-License-Identifier: Apache-2.0
// Who calls hears that it rings there: when the phone says so, and no longer.
#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {

bool rings_there(const State& state) {
    const auto* dialing = std::get_if<call::Dialing>(&state.call);
    return dialing && state.online && state.visit && state.visit->id == dialing->id && state.visit->rings == true &&
           state.visit->alarm.empty();  // nothing sounds into a talk
}

void settle_ringback(Step& step) {
    auto& state = step.state;
    const bool rings = rings_there(state) && !alarm_in_progress(state);  // then the voice comes first
    if (rings == state.rings_back) {
        return;
    }
    state.rings_back = rings;
    if (rings) {
        step.effects.push_back(StartRing{call::Tone::Ringback});
    } else if (!std::holds_alternative<call::Ringing>(state.call)) {  // else the bell has taken its place
        step.effects.push_back(StopRing{});
    }
}

}  // namespace anju::model
