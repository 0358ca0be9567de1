// SPDX-License-Identifier: Apache-2.0
// A code on the screen, a question to the platform now and then, until somebody has approved it.
#include "terminal/model/parts.hpp"

namespace anju::model {
namespace {

using contract::ErrorKind;

bool no_answer(const contract::Error& error) {
    return error.kind == ErrorKind::Offline || error.kind == ErrorKind::Timeout;
}

bool expired(const Pairing& pairing, Time now) {
    return pairing.code && now >= pairing.asked_at + pairing.code->expires_in;
}

void ask_for_code(Step& step) {
    auto& pairing = *step.state.pairing;
    pairing.code.reset();
    pairing.request = make_id(step.state);
    step.effects.push_back(StartPairing{*pairing.request});
}

void wait_after(Step& step, const contract::Error& error) {
    auto& pairing = *step.state.pairing;
    pairing.unreachable = no_answer(error);
    pairing.obstacle = obstacle_of(error);
    ++pairing.tries;
    pairing.next_poll =
        step.state.now + std::max<std::chrono::milliseconds>(
                             error.retry_after, back_off(step.state, pairing.tries));
}

}  // namespace

void begin_pairing(Step& step) {
    step.state.pairing.emplace();
    ask_for_code(step);
}

void become(Step& step, const Paired& paired) {
    step.state.paired = paired;
    step.state.pairing.reset();
    step.state.ended.clear();
    step.state.unwiped = false;
    step.effects.push_back(SavePaired{paired});
}

void on(Step& step, const PairingCodeReceived& message) {
    auto& pairing = step.state.pairing;
    if (!pairing || pairing->request != message.id) {
        return;
    }
    pairing->request.reset();
    if (!message.result) {
        wait_after(step, message.result.error());
        // Somebody approved and this box never heard it: the key opens everything already (SnapshotReceived).
        if (message.result.error().code == "key_in_use" && !step.state.snapshot_request) {
            request_snapshot(step);
        }
        return;
    }
    pairing->code = *message.result;
    pairing->asked_at = step.state.now;
    pairing->interval = std::max(pairing->code->interval, 1s);
    pairing->next_poll = step.state.now + pairing->interval;
    pairing->unreachable = false;
    pairing->tries = 0;
}

void on(Step& step, const PairingPolled& message) {
    auto& pairing = step.state.pairing;
    if (!pairing || pairing->request != message.id) {
        return;
    }
    pairing->request.reset();
    if (message.result) {
        become(step, {message.result->terminal, message.result->box_number});
        request_snapshot(step);
        return;
    }
    const auto& error = message.result.error();
    if (error.kind != ErrorKind::Refused) {
        wait_after(step, error);
        return;
    }
    pairing->unreachable = false;
    pairing->tries = 0;
    if (error.code == "slow_down") {
        pairing->interval += 5s;
    } else if (error.code != "authorization_pending") {
        // Used up, or nothing this program knows: only a new code leads on.
        ask_for_code(step);
        return;
    }
    pairing->next_poll = step.state.now + std::max(pairing->interval, error.retry_after);
}

void pairing_tick(Step& step) {
    auto& pairing = step.state.pairing;
    if (!pairing || step.state.wiping || pairing->request) {
        return;
    }
    if (expired(*pairing, step.state.now)) {
        ask_for_code(step);
        return;
    }
    if (step.state.now < pairing->next_poll) {
        return;
    }
    if (!pairing->code) {
        ask_for_code(step);
        return;
    }
    pairing->request = make_id(step.state);
    step.effects.push_back(PollPairing{*pairing->request, pairing->code->device_code});
}

}  // namespace anju::model
