// SPDX-License-Identifier: Apache-2.0
// What the two ends of a call tell each other through the platform: out until it is answered, in to the call machine.
#include <algorithm>

#include "terminal/model/overloaded.hpp"
#include "terminal/model/parts.hpp"

namespace anju::model {
namespace {

using contract::ErrorKind;
using contract::SignalKind;

constexpr std::size_t kMostSignals = 128;

}  // namespace

const call::Link* link_of(const State& state) {
    using Found = const call::Link*;
    return std::visit(overloaded{[](const call::Idle&) -> Found { return nullptr; },
                                 [](const call::Ended&) -> Found { return nullptr; },
                                 [](const call::Reconnecting& s) -> Found { return &s.last.link; },
                                 [](const auto& s) -> Found { return &s.link; }},
                      state.call);
}

void send_signals(Step& step) {
    auto& state = step.state;
    for (auto& waiting : state.line.signals) {
        if (!waiting.in_flight && waiting.next_try <= state.now) {
            waiting.in_flight = make_id(state);
            step.effects.push_back(SendSignal{*waiting.in_flight, waiting.signal});
        }
    }
}

void add_signal(Step& step, contract::Signal signal) {
    auto& signals = step.state.line.signals;
    if (signal.kind == SignalKind::State) {  // only the newest is true
        std::erase_if(signals, [](const OutgoingSignal& old) {
            return old.signal.kind == SignalKind::State && !old.in_flight;
        });
    }
    if (signals.size() < kMostSignals) {
        signals.push_back({.signal = std::move(signal), .next_try = step.state.now});
        send_signals(step);
    }
}

void on(Step& step, const SignalMade& message) {
    if (of_beside(step.state, message.signal.visit)) {
        in_turn(step, [&] { on(step, message); });
        return;
    }
    const auto* link = link_of(step.state);
    if (link && message.signal.visit == *call::id_of(step.state.call) && message.signal.round == link->round) {
        add_signal(step, message.signal);
    }
}

void on(Step& step, const SignalSent& message) {
    auto& state = step.state;
    if (asked_beside(state, message.id)) {
        in_turn(step, [&] { on(step, message); });
        return;
    }
    const auto sent = std::ranges::find_if(state.line.signals, [&](const OutgoingSignal& waiting) {
        return waiting.in_flight == message.id;
    });
    if (sent == state.line.signals.end()) {
        return;
    }
    const auto& error = message.error;
    if (!error || error->kind == ErrorKind::Denied || (error->kind == ErrorKind::Refused && error->retry_after == 0s)) {
        state.line.signals.erase(sent);  // refused: the visit is over, an event says so
        return;
    }
    sent->in_flight.reset();
    ++sent->tries;
    sent->next_try =
        state.now + std::max<std::chrono::milliseconds>(error->retry_after, back_off(state, sent->tries));
}

void heard_signal(Step& step, const contract::Signal& signal) {
    auto& state = step.state;
    if (of_beside(state, signal.visit)) {
        in_turn(step, [&] { heard_signal(step, signal); });
        return;
    }
    const auto* id = call::id_of(state.call);
    if (!id || *id != signal.visit || signal.from != contract::VisitSide::Phone) {
        return;
    }
    using Kind = call::RemoteSignal::Kind;
    switch (signal.kind) {
        case SignalKind::Offer: break;  // ours to make
        case SignalKind::Answer:
        case SignalKind::Candidate:
            move_call(step, call::RemoteSignal{signal.visit, signal.round,
                                               signal.kind == SignalKind::Answer ? Kind::Answer : Kind::Candidate,
                                               signal.text, signal.mline, signal.mid});
            break;
        case SignalKind::Again: move_call(step, call::AgainAsked{signal.visit, signal.round}); break;
        case SignalKind::State:
            if (signal.state && in_call(state)) {
                state.peer_state = signal.state;
                move_call(step, call::PeerState{signal.visit, there_of(*signal.state)});
            }
            break;
    }
}

}  // namespace anju::model
