// SPDX-License-Identifier: Apache-2.0
// What the program around the machine asks it: what is still to be delivered, and when it wants a Tick.
#include "terminal/alarm/machine_parts.hpp"
#include "terminal/alarm/phase.hpp"

namespace anju::alarm {

bool undelivered(const State& state) {
    return (state.kept.run && !delivered(*state.kept.run)) || !state.kept.older.empty();
}

std::optional<std::string> following(const State& state) {
    const auto& run = state.kept.run;
    if (!run || !state.box || run->there_presses == 0 || phase(*run) == Shows::Ended) {
        return std::nullopt;
    }
    return run->report.id;
}

std::optional<Moment> deadline(const State& state) {
    std::optional<Moment> soonest;
    const auto want = [&](Moment at) {
        if (!soonest || at < *soonest) {
            soonest = at;
        }
    };
    if (state.disk_since && !state.memory) {
        want(*state.disk_since + kDiskLimit);
    }
    if (state.untold) {
        want(*state.untold + kTellLimit);
    }
    if (state.next_try && tries(state)) {
        want(*state.next_try);
    }
    if (state.over && may_go(state)) {
        want(*state.over + kStays);
    }
    if (state.to_say) {
        want(state.say_at);
    }
    if (state.told.take_back_until && state.kept.run) {
        if (const auto until = take_back_until(*state.kept.run)) {
            want(*until + Moment(1));
        }
    }
    const bool calling = state.told.state == Shows::Calling || state.told.state == Shows::Lost;
    if ((calling || (state.kept.run && unheard(*state.kept.run))) && state.told.rung != Stage::Dial) {
        const bool second_comes = state.told.rung == Stage::First && (!calling || state.elsewhere);
        const auto next = second_comes ? Stage::Second : Stage::Dial;
        want(state.unanswered + milliseconds(begins(next)));
    }
    return soonest;
}

}  // namespace anju::alarm
