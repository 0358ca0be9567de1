// SPDX-License-Identifier: Apache-2.0
// The one place where State changes. Pure.
#pragma once

#include <optional>
#include <vector>

#include "terminal/model/effect.hpp"
#include "terminal/model/message.hpp"
#include "terminal/model/state.hpp"

namespace anju::model {

struct Step {
    State state;
    std::vector<Effect> effects;
};

[[nodiscard]] Step update(State state, const Message& message);

// When the next Tick is wanted at the latest: the next minute of the clock, a poll, a retry, the night's edge.
Time next_deadline(const State& state);

}  // namespace anju::model
