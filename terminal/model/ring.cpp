// SPDX-License-Identifier: Apache-2.0
// Somebody of the station looks for this box: it rings a few times and writes who asked. It takes no focus and no key, gives
// way to every visit and film, and is silent at night.
#include <algorithm>

#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {
namespace {

constexpr int kChimes = 3;
constexpr auto kChimeEvery = 2s;  // one takes 0.9 s
constexpr auto kLine = 10s;
constexpr auto kRepeats = 15s;    // of an answer that was not heard

// Whoever is on the screen, or in a film, is not interrupted.
bool taken(const State& state) {
    const bool filming = state.recording && state.recording->stage == Recording::Stage::Recording;
    return is_call(current_screen(state)) || filming || state.playing.has_value();
}

contract::RingHow how_now(const State& state) {
    using contract::RingHow;
    if (taken(state)) {
        return RingHow::Busy;
    }
    if (at_night(state)) {
        return RingHow::Night;
    }
    return state.device.sound_available ? RingHow::Rang : RingHow::NoSound;
}

void chime(Step& step) {
    auto& ring = *step.state.ring;
    --ring.chimes_left;
    ring.next_chime = step.state.now + kChimeEvery;
    step.effects.push_back(PlayChime{.chime = Chime::Message, .to_be_found = true});
}

void send_reply(Step& step) {
    auto& state = step.state;
    auto& reply = state.ring_reply;
    if (reply && !reply->in_flight && reply->until <= state.now) {
        reply.reset();
    }
    if (reply && !reply->in_flight && reply->next_try <= state.now) {
        reply->in_flight = make_id(state);
        step.effects.push_back(AnswerRing{*reply->in_flight, reply->ring, reply->how});
    }
}

}  // namespace

void heard_ring(Step& step, const contract::BoxRings& rings) {
    auto& state = step.state;
    // A line that was cut, or a box that slept, may bring it hours later: then nobody stands there and listens.
    if (rings.until <= state.now + state.platform_ahead || (state.ring && state.ring->id == rings.id)) {
        return;
    }
    const auto how = how_now(state);
    state.ring.reset();
    if (how != contract::RingHow::Busy) {
        state.ring = Ring{.id = rings.id, .by = rings.by, .until = state.now + kLine};
    }
    if (how == contract::RingHow::Rang) {
        state.ring->sounds = true;
        state.ring->chimes_left = kChimes;
        chime(step);
    }
    state.ring_reply = RingReply{.ring = rings.id, .how = how, .until = state.now + kRepeats, .next_try = state.now};
    send_reply(step);
}

void settle_ring(Step& step) {
    auto& state = step.state;
    if (state.ring && (taken(state) || !state.household || state.now >= state.ring->until)) {
        state.ring.reset();
    }
}

void ring_tick(Step& step) {
    auto& state = step.state;
    if (state.ring && !taken(state) && state.ring->chimes_left > 0 && state.now >= state.ring->next_chime) {
        chime(step);
    }
    send_reply(step);
}

void on(Step& step, const RingAnswered& message) {
    auto& state = step.state;
    if (!state.ring_reply || state.ring_reply->in_flight != message.id) {
        return;
    }
    const auto& error = message.error;
    if (!error || error->kind == contract::ErrorKind::Refused || error->kind == contract::ErrorKind::Denied) {
        state.ring_reply.reset();
        return;
    }
    auto& reply = *state.ring_reply;
    reply.in_flight.reset();
    ++reply.tries;
    reply.next_try = state.now + std::max<std::chrono::milliseconds>(error->retry_after, back_off(state, reply.tries));
}

}  // namespace anju::model
