// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {
namespace {

// Also the night's edges and 昨天: they lie on minutes.
Time next_minute(Time now) { return std::chrono::floor<std::chrono::minutes>(now) + 1min; }

}  // namespace

Time next_deadline(const State& state) {
    const auto now = state.now;
    Time next = next_minute(now);
    const auto at = [&](Time time) { next = std::min(next, time); };
    const auto after_now = [&](Time time) {
        if (time > now) {
            at(time);
        }
    };
    if (state.pairing && !state.wiping) {
        const auto& pairing = *state.pairing;
        if (pairing.code) {
            at(std::chrono::floor<std::chrono::seconds>(now) + 1s);  // the code's time runs
        }
        if (!pairing.request) {
            at(pairing.next_poll);
            if (pairing.code) {
                at(pairing.asked_at + pairing.code->expires_in);
            }
        }
    }
    if (state.paired && !state.snapshot_request && state.snapshot_next_try) {
        at(*state.snapshot_next_try);
    }
    if (state.online) {
        for (const auto& pending : state.outbox) {
            if (!pending.in_flight) {
                at(pending.next_try);
            }
        }
        // With all requests under way the next one begins when one of them ends, not at a time.
        const bool free = state.photos_asked.size() < kPhotosAtOnce;
        for (const auto& [name, retry] : state.photos_failed) {
            if (free && retry.next_try && !state.photos_asked.contains(name)) {
                at(*retry.next_try);
            }
        }
    }
    if (at_night(state)) {
        after_now(state.awake_until);
    }
    after_now(state.ignore_keys_until);
    return next;
}

}  // namespace anju::model
