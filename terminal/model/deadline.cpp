// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "terminal/model/overloaded.hpp"
#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {
namespace {

// Also the night's edges and 昨天: they lie on minutes.
Time next_minute(Time now) { return std::chrono::floor<std::chrono::minutes>(now) + 1min; }

// Whose seconds are shown running: since when.
std::optional<Time> runs_since(const State& state) {
    using Found = std::optional<Time>;
    const auto call = std::visit(overloaded{[](const call::Dialing& s) -> Found { return s.since; },
                                            [](const call::Ringing& s) -> Found {
                                                return s.answers_itself_at ? Found(s.since) : std::nullopt;
                                            },
                                            [](const call::Active& s) -> Found { return s.since; },
                                            [](const call::Reconnecting& s) -> Found { return s.last.since; },
                                            [](const auto&) -> Found { return std::nullopt; }},
                                 state.call);
    if (call || in_call(state)) {
        return call;
    }
    if (state.recording && state.recording->stage == Recording::Stage::Recording) {
        return state.recording->since;
    }
    if (state.invitation && state.pages.back().route == Route::VisitCode) {
        return state.invitation->valid_until;
    }
    return std::nullopt;
}

// The next whole second counted from there.
Time next_second(Time since, Time now) { return since + std::chrono::floor<std::chrono::seconds>(now - since) + 1s; }

// Whoever waits for the guard sees the seconds, and learns in time that it does not answer.
template <class AfterNow>
void alarm_deadlines(const State& state, AfterNow after_now) {
    const auto& alarm = state.alarm;
    if (!alarm_stage(state)) {
        return;
    }
    if (alarm.press) {
        after_now(alarm.press->since + kGuardAnswers);
    }
    if (!alarm.there) {
        after_now(alarm.gone_at + kGuardAnswers);
    }
    if (alarm.again) {
        after_now(*alarm.again + contract::kTakeBack);
    }
    if (alarm.took_back) {
        after_now(*alarm.took_back + kGuardAnswers);
    }
    if (const auto until = take_back_until(state)) {
        after_now(next_second(*until - contract::kTakeBack, state.now));
        after_now(*until);
    }
}

template <class At>
void line_deadlines(const State& state, const call::State& call, const Line& line, At at) {
    if (const auto due = call::next_deadline(call)) {
        at(*due);
    }
    if (!is_on(call)) {
        return;
    }
    for (const auto* asking : {&line.placing, &line.answering, &line.ticketing}) {
        const bool waits = asking == &line.placing && !state.certificate_known;  // for what stands below
        if (asking->wanted && !asking->in_flight && !waits) {
            at(asking->next_try);
        }
    }
    for (const auto& signal : line.signals) {
        if (!signal.in_flight) {
            at(signal.next_try);
        }
    }
}

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
    if (const auto since = runs_since(state)) {
        at(next_second(*since, now));
    }
    line_deadlines(state, state.call, state.line, at);
    line_deadlines(state, state.beside.call, state.beside.line, at);
    for (const auto* waiting : {&state.talk.waits, &state.talk.relative_waits}) {
        if (*waiting) {
            at((*waiting)->until);
        }
    }
    if (const auto fails = camera_fails_at(state)) {
        after_now(*fails);
    }
    const bool certificate = state.certificate.wanted && !state.certificate.in_flight && can_talk(state);
    if (certificate && ((state.online && state.synced) || state.line.placing.wanted)) {
        at(state.certificate.next_try);
    }
    for (const auto& errand : state.errands) {
        if (!errand.in_flight && (state.online || std::holds_alternative<Errand::End>(errand.what))) {
            at(errand.next_try);
        }
    }
    if (state.recording && state.recording->stage == Recording::Stage::Recording) {
        at(state.recording->until);
    }
    if (state.invitation) {
        at(state.invitation->valid_until);
    }
    if (state.online && !state.films.asked) {
        for (const auto& [clip, retry] : state.films.failed) {
            after_now(retry);
        }
    }
    if (state.ring) {
        at(state.ring->until);
        if (state.ring->chimes_left > 0) {
            at(state.ring->next_chime);
        }
    }
    if (state.ring_reply && !state.ring_reply->in_flight) {
        at(state.ring_reply->next_try);
    }
    if (state.telling.machine && !state.telling.told && !state.telling.in_flight && !state.telling.unwanted && state.online && state.synced) {
        at(state.telling.next_try);
    }
    if (at_night(state)) {
        after_now(state.awake_until);
    }
    alarm_deadlines(state, after_now);
    after_now(state.ignore_keys_until);
    return next;
}

}  // namespace anju::model
