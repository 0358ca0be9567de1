// SPDX-License-Identifier: Apache-2.0
// Six digits for a guest: asked for when the screen opens, shown until their time is over or a guest has come with them.
#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {

void new_code(Step& step) {
    auto& state = step.state;
    if (state.invitation_request || !can_visit(state)) {
        return;
    }
    state.invitation.reset();
    state.invitation_failed = false;
    state.invitation_request = make_id(state);
    step.effects.push_back(FetchInvitation{*state.invitation_request});
}

void show_code(Step& step) {
    if (!step.state.invitation) {
        new_code(step);
    }
}

void on(Step& step, const InvitationReceived& message) {
    auto& state = step.state;
    if (state.invitation_request != message.id) {
        return;
    }
    state.invitation_request.reset();
    if (!message.result) {
        state.invitation_failed = true;
        if (message.result.error().kind == contract::ErrorKind::Denied) {
            wipe(step, message.result.error());
        }
        return;
    }
    state.last_contact = state.now;
    state.invitation = *message.result;
    state.invitation->valid_from -= state.platform_ahead;  // by this TV's clock from here on
    state.invitation->valid_until -= state.platform_ahead;
}

void use_up_code(Step& step) {
    auto& state = step.state;
    if (!state.invitation) {
        return;
    }
    state.invitation.reset();
    if (state.pages.back().route == Route::VisitCode) {
        new_code(step);
    }
}

void invitation_tick(Step& step) {
    if (step.state.invitation && step.state.now >= step.state.invitation->valid_until) {
        use_up_code(step);
    }
}

}  // namespace anju::model
