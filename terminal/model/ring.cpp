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
constexpr auto kFails = 1500ms;   // a chime that cannot be played has failed by then
constexpr auto kRepeats = 15s;    // of an answer that was not heard

// Who talks, decides or is in a film is not interrupted: these screens have no place for the line, either.
bool taken(const State& state) {
    const auto screen = current_screen(state);
    const bool filming = state.recording && state.recording->stage == Recording::Stage::Recording;
    return is_call(screen) || screen == Screen::Alarm || screen == Screen::LeaveMessage || open_question(state) || filming || state.playing;
}

bool sounds(const State& state) { return state.sound_heard && state.device.sound_available; }

contract::RingHow how_now(const State& state) {
    using contract::RingHow;
    if (taken(state)) {
        return RingHow::Busy;
    }
    if (at_night(state)) {
        return RingHow::Night;
    }
    return sounds(state) ? RingHow::Rang : RingHow::NoSound;
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

// That it rang is said when nothing has spoken against it for a moment; until then it can be taken back.
void lose_chimes(Step& step) {
    auto& state = step.state;
    if (state.ring) {
        state.ring->sounds = false;
        state.ring->chimes_left = 0;
    }
    auto& reply = state.ring_reply;
    if (reply && reply->how == contract::RingHow::Rang && !reply->in_flight && reply->tries == 0) {
        reply->how = contract::RingHow::NoSound;
        reply->next_try = state.now;
        send_reply(step);
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
    const bool rings_now = how == contract::RingHow::Rang;
    if (rings_now) {
        state.ring->sounds = true;
        state.ring->chimes_left = kChimes;
        chime(step);
    }
    state.ring_reply = RingReply{.ring = rings.id, .how = how, .until = state.now + kRepeats, .next_try = rings_now ? state.now + kFails : state.now};
    send_reply(step);
}

void settle_ring(Step& step) {
    auto& state = step.state;
    if (state.ring && (taken(state) || !state.household || state.now >= state.ring->until)) {
        state.ring.reset();
    }
    if (!sounds(state)) {
        lose_chimes(step);
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
