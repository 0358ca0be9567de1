// SPDX-License-Identifier: Apache-2.0
// Time comes in ticks. A clock that was set wrong and jumps takes the waits along.
#include "terminal/model/overloaded.hpp"
#include "terminal/model/parts.hpp"

namespace anju::model {
namespace {

// Forward, less than a day may be a box that slept; more is a clock that had forgotten the date.
bool stepped(Time from, Time to) { return to < from - 2s || to > from + 24h; }

template <class Move, class MoveIf>
void move_call_times(call::State& call, Move move, MoveIf move_if) {
    const auto active = [&](call::Active& s) {
        move(s.since);
        move(s.link.since);
        move_if(s.weak_since);
    };
    std::visit(overloaded{[](call::Idle&) {},
                          [&](call::Dialing& s) {
                              move(s.since);
                              move(s.link.since);
                              move(s.until);
                          },
                          [&](call::Ringing& s) {
                              move(s.since);
                              move(s.link.since);
                              move(s.until);
                              move_if(s.answers_itself_at);
                          },
                          [&](call::Connecting& s) {
                              move(s.since);
                              move(s.link.since);
                              move(s.until);
                          },
                          active,
                          [&](call::Reconnecting& s) {
                              active(s.last);
                              move(s.lost_at);
                              move(s.until);
                          },
                          [&](call::Ended& s) {
                              move(s.at);
                              move(s.until);
                          }},
               call);
}

void carry_over(State& state, std::chrono::milliseconds by) {
    const auto move = [by](auto& time) { time += by; };
    const auto move_if = [by](auto& time) {
        if (time) {
            *time += by;
        }
    };
    if (state.pairing) {
        move(state.pairing->asked_at);
        move(state.pairing->next_poll);
    }
    move(state.connection_since);
    move(state.obstacle_since);
    for (auto& change : state.link) {
        move(change.at);
    }
    move(state.ignore_keys_until);
    move(state.awake_until);
    move_if(state.last_contact);
    move_if(state.last_key);
    move_if(state.confirmed_at);
    move_if(state.snapshot_next_try);
    for (auto& pending : state.outbox) {
        move(pending.next_try);
        // What was never sent may still say the right time; what was sent must stay the same.
        if (pending.tries == 0 && !pending.in_flight) {
            move(pending.seen_at);
        }
    }
    for (auto& errand : state.errands) {
        move(errand.next_try);
    }
    move(state.certificate.next_try);
    for (auto* line : {&state.line, &state.beside.line}) {
        for (auto* asking : {&line->placing, &line->answering, &line->ticketing}) {
            if (asking->wanted) {
                move(asking->next_try);
            }
        }
        move_if(line->camera_awaited);
        for (auto& signal : line->signals) {
            move(signal.next_try);
        }
        if (line->ticket) {
            move(line->ticket_at);
        }
    }
    move_call_times(state.call, move, move_if);
    move_call_times(state.beside.call, move, move_if);
    for (auto* waiting : {&state.talk.waits, &state.talk.relative_waits}) {
        if (*waiting) {
            move((*waiting)->until);
        }
    }
    state.platform_ahead -= by;
    if (state.recording) {
        move(state.recording->since);
        move(state.recording->until);
    }
    if (state.invitation) {
        move(state.invitation->valid_from);
        move(state.invitation->valid_until);
    }
    if (state.ring) {
        move(state.ring->until);
        move(state.ring->next_chime);
    }
    if (state.ring_reply) {
        move(state.ring_reply->until);
        move(state.ring_reply->next_try);
    }
    auto& alarm = state.alarm;
    move(alarm.gone_at);
    move_if(alarm.began);
    move_if(alarm.again);
    move_if(alarm.took_back);
    move_if(alarm.fault_at);
    if (alarm.press) {
        move(alarm.press->since);
        move(alarm.press->pressed);
    }
    if (alarm.said) {
        move(alarm.said->at);
        move_if(alarm.said->take_back_until);
    }
    move(state.telling.looked_at);
    move(state.telling.next_try);
    for (auto& [clip, retry] : state.films.failed) {
        move(retry);
    }
    for (auto& [name, asked] : state.photos_asked) {
        move(asked);
    }
    for (auto& [name, retry] : state.photos_failed) {
        move_if(retry.next_try);
    }
}

}  // namespace

void move_clock(Step& step, Time now) {
    auto& state = step.state;
    if (state.now != Time{} && stepped(state.now, now)) {
        const auto outbox = state.outbox;
        carry_over(state, now - state.now);
        if (state.outbox != outbox) {
            step.effects.push_back(SaveOutbox{state.outbox});
        }
        state.clock_stepped = now;
    }
    state.now = now;
}

}  // namespace anju::model
