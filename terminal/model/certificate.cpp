// SPDX-License-Identifier: Apache-2.0
// The platform tells every phone which certificate this box has; it is told in each life, since the file may be new.
#include <algorithm>

#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {

void register_certificate(Step& step) {
    auto& state = step.state;
    const bool called = state.line.placing.wanted;  // a call waits for it, whatever has become of the stream
    if (state.certificate_known || !can_talk(state) || state.certificate.in_flight ||
        state.certificate.next_try > state.now || (!called && (!state.online || !state.synced))) {
        return;
    }
    state.certificate.wanted = true;
    state.certificate.in_flight = make_id(state);
    step.effects.push_back(RegisterCertificate{*state.certificate.in_flight});
}

void on(Step& step, const CertificateRegistered& message) {
    auto& state = step.state;
    if (state.certificate.in_flight != message.id) {
        return;
    }
    state.certificate.in_flight.reset();
    const auto& error = message.error;
    if (!error || (error->kind == contract::ErrorKind::Refused && error->retry_after == 0s)) {
        state.certificate = {};
        state.certificate_known = true;
        place_waiting(step);
        return;
    }
    ++state.certificate.tries;
    state.certificate.next_try = state.now + std::max<std::chrono::milliseconds>(
                                                 error->retry_after, back_off(state, state.certificate.tries));
    place_waiting(step);
}

void forget_certificate(State& state) {
    state.certificate = {};
    state.certificate_known = false;
}

}  // namespace anju::model
