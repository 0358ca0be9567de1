// SPDX-License-Identifier: Apache-2.0
// Between the call machine, the platform and the engine: commands become effects, tickets come.
#include <algorithm>

#include "terminal/model/overloaded.hpp"
#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {
namespace {

using contract::ErrorKind;

constexpr auto kTicketIsFresh = 30min;  // its credentials live an hour at most
constexpr auto kKeysIgnored = 700ms;
constexpr int kPlacingTries = 4;

contract::VisitEnd end_of(call::EndReason reason) {
    switch (reason) {
        case call::EndReason::HungUp: return contract::VisitEnd::HungUp;
        case call::EndReason::Declined: return contract::VisitEnd::Declined;
        case call::EndReason::Cancelled: return contract::VisitEnd::Cancelled;
        case call::EndReason::Missed: return contract::VisitEnd::Missed;
        case call::EndReason::Busy: return contract::VisitEnd::Busy;
        case call::EndReason::Lost: return contract::VisitEnd::Lost;
        case call::EndReason::Failed: return contract::VisitEnd::Failed;
        case call::EndReason::Blocked: return contract::VisitEnd::Blocked;
        case call::EndReason::Alarm: return contract::VisitEnd::Alarm;
    }
    return contract::VisitEnd::Failed;
}

void tell_side(Step& step) {
    auto& state = step.state;
    const auto side = side_state(state);
    const auto* id = call::id_of(state.call);
    if (!side || !id || side == state.line.told) {
        return;
    }
    state.line.told = side;
    contract::Signal signal;
    signal.visit = *id;
    signal.from = contract::VisitSide::Tv;
    signal.round = link_of(state)->round;
    signal.kind = contract::SignalKind::State;
    signal.state = side;
    add_signal(step, std::move(signal));
}

void want(Asking& asking, Time now) { asking = {.wanted = true, .next_try = now}; }

// Before the placing is acknowledged there is no visit to have a ticket of.
void connect_media(Step& step) {
    auto& state = step.state;
    auto& line = state.line;
    const auto* id = call::id_of(state.call);
    if (!line.connect || !id) {
        return;
    }
    if (line.ticket && state.now < line.ticket_at + kTicketIsFresh) {
        step.effects.push_back(ConnectMedia{*id, *line.connect, line.ticket->ice, is_on(state.beside.call)});
        line.connect.reset();
        // Answered before there was a ticket: the devices were wanted of a connection that was none.
        if (const auto* answered = std::get_if<call::Connecting>(&state.call)) {
            step.effects.push_back(OpenDevices{*id, answered->live.camera, answered->live.microphone});
        }
    } else if (!line.placing.wanted && !line.answering.wanted && !line.ticketing.wanted) {
        want(line.ticketing, state.now);
    }
}

void ask(Step& step) {
    auto& state = step.state;
    const auto* id = call::id_of(state.call);
    if (!id || !in_call(state)) {
        return;
    }
    const auto due = [&](Asking& asking) {
        if (!asking.wanted || asking.in_flight || asking.next_try > state.now) {
            return false;
        }
        asking.in_flight = make_id(state);
        return true;
    };
    auto& line = state.line;
    // Before the platform knows this box's certificate no phone could tell it from another: that goes first.
    if (line.placing.wanted && !state.certificate_known) {
        register_certificate(step);
    } else if (due(line.placing)) {
        const auto* dialing = std::get_if<call::Dialing>(&state.call);
        step.effects.push_back(PlaceVisit{*line.placing.in_flight, *id, dialing ? dialing->peer.member : ""});
    }
    if (due(line.answering)) {
        const auto* live = wanted_live(state);
        step.effects.push_back(
            AnswerVisit{*line.answering.in_flight, *id, live && live->camera, line.automatic});
    }
    if (due(line.ticketing)) {
        step.effects.push_back(FetchTicket{*line.ticketing.in_flight, *id});
    }
}

struct Obey {
    Step& step;

    void operator()(const call::TellPlaced& command) const {
        const auto& visit = step.state.visit;
        if (visit && visit->id == command.id && !visit->alarm.empty()) {
            return;  // it was placed for this TV
        }
        want(line().placing, step.state.now);
        auto& certificate = step.state.certificate;
        certificate.next_try = std::min(certificate.next_try, step.state.now);  // somebody waits for it now
    }
    void operator()(const call::TellAccepted& command) const {
        line().automatic = command.automatic;
        line().ticketing = {};  // the answer brings one too
        want(line().answering, step.state.now);
    }
    void operator()(const call::TellEnded& command) const {
        end_visit(step, command.id, end_of(command.reason));
    }
    void operator()(const call::StartRinging&) const { step.effects.push_back(StartRing{}); }
    void operator()(const call::StopRinging&) const { step.effects.push_back(StopRing{}); }
    void operator()(const call::Connect& command) const {
        auto& signals = line().signals;
        std::erase_if(signals, [&](const OutgoingSignal& old) {
            return old.signal.visit != command.id || old.signal.round < command.round;
        });
        line().connect = command.round;
        line().told.reset();  // the phone may have forgotten it
    }
    void operator()(const call::OpenDevices& command) const {
        step.effects.push_back(OpenDevices{command.id, command.camera, command.microphone});
    }
    void operator()(const call::GiveSignal& command) const {
        step.effects.push_back(GiveSignal{command.signal});
    }
    void operator()(const call::StopMedia& command) const { step.effects.push_back(StopMedia{command.id}); }

  private:
    Line& line() const { return step.state.line; }
};

}  // namespace

bool is_on(const call::State& call) { return !std::holds_alternative<call::Idle>(call) && !std::holds_alternative<call::Ended>(call); }
bool in_call(const State& state) { return is_on(state.call); }

void move_call(Step& step, const call::Event& event, bool by_key) {
    auto& state = step.state;
    const auto screen = current_screen(state);
    const bool called = in_call(state);
    const bool lost = std::holds_alternative<call::Reconnecting>(state.call);
    const auto copy = [](const call::CallId* id) { return id ? *id : call::CallId{}; };
    const auto before = copy(call::id_of(state.call));
    auto moved = call::step(std::move(state.call), event, state.now);
    state.call = std::move(moved.state);
    const auto after = copy(call::id_of(state.call));
    if (before != after) {
        state.line = {};
        state.peer_state.reset();
        if (!state.visit || state.visit->id != after) {
            state.visit.reset();
        }
    }
    for (const auto& command : moved.commands) {
        std::visit(Obey{step}, command);
    }
    if (!in_call(state)) {
        state.line = {};
    }
    if (in_call(state) != called && !is_on(state.beside.call)) {
        step.effects.push_back(HurryStream{!called});
    }
    // What cut the picture may have cut the stream, which would tell only by its silence; not where another picture comes.
    const bool other_comes = std::holds_alternative<call::Active>(state.beside.call);
    if (!lost && !other_comes && std::holds_alternative<call::Reconnecting>(state.call)) {
        reopen_stream(step);
    }
    settle_ringback(step);  // before a film begins
    connect_media(step);
    ask(step);
    await_camera(state);
    tell_side(step);
    if (current_screen(state) != screen) {
        state.call_focus.clear();
        // A key that is pressed twice says nothing on the screen that the first one opened; back on the pages it may.
        const bool back = by_key && std::holds_alternative<call::Idle>(state.call);
        state.ignore_keys_until = back ? Time{} : state.now + kKeysIgnored;
    }
}

void on(Step& step, const CallMoved& message) {
    if (std::holds_alternative<call::NetworkChanged>(message.event)) {
        reopen_stream(step);
        if (is_on(step.state.beside.call)) {
            in_turn(step, [&] { move_call(step, message.event); });
        }
    }
    if (of_beside(step.state, message.event)) {
        in_turn(step, [&] { move_call(step, message.event); });
    } else {
        move_call(step, message.event);
    }
}

void on(Step& step, const TicketReceived& message) {
    auto& state = step.state;
    if (asked_beside(state, message.id)) {
        in_turn(step, [&] { on(step, message); });
        return;
    }
    auto& line = state.line;
    Asking* asking = nullptr;
    for (auto* one : {&line.placing, &line.answering, &line.ticketing}) {
        if (one->in_flight == message.id) {
            asking = one;
        }
    }
    if (!asking) {
        // It was given up while its placing was under way: now it exists, and must not ring on.
        if (message.result && message.result->visit.stage != contract::VisitStage::Ended) {
            const auto* id = call::id_of(state.call);
            const bool beside = is_on(state.beside.call) && of_beside(state, message.result->visit.id);
            if (!beside && (!id || *id != message.result->visit.id || !in_call(state))) {
                end_visit(step, message.result->visit.id, contract::VisitEnd::Cancelled);
            }
        }
        return;
    }
    const auto id = *call::id_of(state.call);
    if (message.result) {
        state.last_contact = state.now;
        *asking = {};
        line.ticket = *message.result;
        line.ticket_at = state.now;
        // It may have been overtaken on its way by the event that the visit was answered.
        const auto known = std::ranges::find(state.visits, id, &contract::Visit::id);
        if (known == state.visits.end() || known->stage <= message.result->visit.stage) {
            keep_visit(state, message.result->visit);
            state.visit = message.result->visit;
        }
        connect_media(step);
        ask(step);
        return;
    }
    const auto& error = message.result.error();
    asking->in_flight.reset();
    ++asking->tries;
    asking->next_try =
        state.now + std::max<std::chrono::milliseconds>(error.retry_after, back_off(state, asking->tries));
    if (error.kind == ErrorKind::Denied) {
        wipe(step, error);
    } else if (error.kind == ErrorKind::Refused && error.retry_after == 0s) {
        const bool busy = error.code == "busy";
        const bool placing = asking == &line.placing;
        if (placing && error.code == "certificate_unknown" && asking->tries < kPlacingTries) {
            forget_certificate(state);
            ask(step);
            return;
        }
        move_call(step, call::HungUp{id, call::Side::There,
                                     busy      ? call::EndReason::Busy
                                     : placing ? call::EndReason::Failed
                                               : call::EndReason::Lost});
    } else if (asking == &line.placing && asking->tries >= kPlacingTries) {
        move_call(step, call::HungUp{id, call::Side::Here, call::EndReason::Failed});
    }
}

void place_waiting(Step& step) {
    auto& state = step.state;
    auto& placing = state.line.placing;
    if (!placing.wanted || placing.in_flight) {
        return;
    }
    if (!state.certificate_known && ++placing.tries >= kPlacingTries) {
        const auto id = *call::id_of(state.call);
        move_call(step, call::HungUp{id, call::Side::Here, call::EndReason::Failed});
    } else {
        ask(step);
    }
}

void on(Step& step, const DevicesSeen& message) {
    auto& state = step.state;
    const bool more = state.devices.known && ((message.devices.camera && !state.devices.camera) ||
                                              (message.devices.microphone && !state.devices.microphone));
    if (!state.devices.known || (message.devices.camera && !state.devices.camera)) {
        state.line.camera_awaited.reset();  // only now can it open
    }
    state.devices = message.devices;
    state.devices.known = true;
    const auto tell = [&] {
        await_camera(state);
        if (more) {
            move_call(step, call::DevicesChanged{message.devices.camera, message.devices.microphone});
        }
        tell_side(step);
    };
    tell();
    if (is_on(state.beside.call)) {
        in_turn(step, tell);
    }
}

void on(Step& step, const LiveSeen& message) {
    step.state.live = message.live;
    const auto tell = [&] {
        await_camera(step.state);
        tell_side(step);
    };
    tell();
    if (is_on(step.state.beside.call)) {
        in_turn(step, tell);
    }
}

namespace {

void ask_again(Step& step) {
    auto& line = step.state.line;
    for (auto& signal : line.signals) {
        signal.in_flight.reset();
        signal.next_try = step.state.now;
    }
    for (auto* asking : {&line.placing, &line.answering, &line.ticketing}) {
        if (asking->wanted) {
            asking->in_flight.reset();
            asking->next_try = step.state.now;
        }
    }
}

void tick_call(Step& step) {
    weigh_countdown(step);  // before it is over
    const auto due = call::next_deadline(step.state.call);
    if (due && step.state.now >= *due) {
        // Nobody missed what was never placed.
        const auto* unplaced = step.state.line.placing.wanted ? std::get_if<call::Dialing>(&step.state.call) : nullptr;
        if (unplaced) {
            const auto id = unplaced->id;
            move_call(step, call::HungUp{id, call::Side::Here, call::EndReason::Failed});
        } else {
            move_call(step, call::TimePassed{});
        }
    }
    ask(step);
    tell_side(step);
    send_signals(step);
}

}  // namespace

// What was on its way when the line broke may still wait for an answer; heard twice, it counts once.
void line_again(Step& step) {
    ask_again(step);
    in_turn(step, [&] { ask_again(step); });
    line_tick(step);
}

void line_tick(Step& step) {
    tick_call(step);
    if (is_on(step.state.beside.call)) {
        in_turn(step, [&] { tick_call(step); });
    }
}

}  // namespace anju::model
