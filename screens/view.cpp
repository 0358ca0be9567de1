// SPDX-License-Identifier: Apache-2.0
#include "screens/view.hpp"

#include "screens/common.hpp"

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
        case model::Screen::Family:
        case model::Screen::Calling:
        case model::Screen::Ringing:
        case model::Screen::AutoAnswer:
        case model::Screen::Call:
        case model::Screen::LeaveMessage:
        case model::Screen::VisitCode:
        case model::Screen::VisitEnded:
        case model::Screen::VisitLog:
        case model::Screen::VisitRule: break;
    }
    return home(state);
}

}  // namespace anju::screens
