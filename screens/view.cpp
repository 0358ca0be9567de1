// SPDX-License-Identifier: Apache-2.0
#include "screens/view.hpp"

#include <algorithm>

#include "screens/common.hpp"
#include "screens/visits.hpp"

namespace anju::screens {
namespace {

Scene screen(const model::State& state) {
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
        case model::Screen::Alarm: return alarm(state);
    }
    return home(state);
}

// Always at the right end of the hint bar, in place of a network that is well; not in an alarm, where it has been pressed.
void add_red_key(const model::State& state, Scene& scene) {
    const auto here = model::tiles(state);
    if (scene.form == Form::Alarm || std::ranges::find(here, contract::Capability::Help) == here.end()) {
        return;
    }
    if (scene.online) {
        scene.status.reset();
    }
    const auto texts = texts_of(state);
    scene.shortcuts.push_back({{keys::Key::Red}, texts.tr("红键"), texts.tr("求助"), model::CallHelp{contract::AlarmSource::Red}});
}

}  // namespace

Scene view(const model::State& state) {
    auto scene = screen(state);
    add_red_key(state, scene);
    return scene;
}

}  // namespace anju::screens
