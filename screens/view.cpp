// SPDX-License-Identifier: Apache-2.0
#include "screens/view.hpp"

#include "screens/common.hpp"
#include "screens/visits.hpp"

namespace anju::screens {

Scene view(const model::State& state) {
    switch (model::current_screen(state)) {
        case model::Screen::Pairing: return pairing(state);
        case model::Screen::Night: return night(state);
        case model::Screen::Home: return home(state);
        case model::Screen::Messages: return messages(state);
        case model::Screen::Message: return message(state);
        case model::Screen::Settings: return settings(state);
        case model::Screen::About: return about(state);
        case model::Screen::Gauges: return gauges(state);
        case model::Screen::Family: return family(state);
        case model::Screen::Calling: return calling(state);
        case model::Screen::Ringing: return ringing(state);
        case model::Screen::AutoAnswer: return auto_answer(state);
        case model::Screen::Call: return call(state);
        case model::Screen::LeaveMessage: return leave_message(state);
        case model::Screen::VisitCode: return visit_code(state);
        case model::Screen::VisitEnded: return visit_ended(state);
        case model::Screen::VisitLog: return visit_log(state);
        case model::Screen::VisitRule: return visit_rule(state);
    }
    return home(state);
}

}  // namespace anju::screens
