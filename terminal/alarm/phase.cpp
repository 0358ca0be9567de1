// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/phase.hpp"

namespace anju::alarm {

bool unheard(const Run& run) { return run.report.presses > run.there_presses && !taken_back(run); }

Shows phase(const Run& run) {
    using contract::AlarmState;
    if (!run.there) {
        return taken_back(run) ? Shows::Cancelled : Shows::Calling;
    }
    switch (*run.there) {
        case AlarmState::Closed:
            // A press that it has not answered for begins another incident there, unless it was counted before.
            return unheard(run) ? Shows::Calling : Shows::Ended;
        case AlarmState::Accepted:
            return Shows::Accepted;
        case AlarmState::Changing:
            return Shows::Changing;
        case AlarmState::Waiting:
            // Another box of this home may keep it alive: then the platform knows of ours that it was taken back, and waits still.
            return taken_back(run) && run.there_taken_back < run.report.taken_back ? Shows::Cancelled : Shows::Received;
        case AlarmState::Cancelled:
            return taken_back(run) ? Shows::Cancelled : Shows::Calling;  // pressed again, and not known there yet
    }
    return Shows::Calling;
}

bool takes_press(const Run& run, Moment now) {
    switch (phase(run)) {
        case Shows::Ended:
        case Shows::Idle:
            return false;
        case Shows::Cancelled:
            return run.taken_back_at && now - *run.taken_back_at <= contract::kSameAlarm;
        case Shows::Calling:
        case Shows::Received:
        case Shows::Accepted:
        case Shows::Changing:
        case Shows::Lost:
            return true;
    }
    return false;
}

std::optional<Moment> take_back_until(const Run& run) {
    const auto shows = phase(run);
    const bool before_a_person = shows == Shows::Calling || shows == Shows::Received;
    if (!before_a_person || taken_back(run) || !run.last_press) {
        return std::nullopt;
    }
    return *run.last_press + contract::kTakeBack;
}

}  // namespace anju::alarm
