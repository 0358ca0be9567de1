// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/layout/takeover.hpp"

namespace anju::paint {

void lay_out(Stage& stage, const screens::Scene& scene) {
    using screens::Form;
    stage.instead(scene.emoji_words);
    stage.ground(layout::ground(scene));
    switch (scene.form) {
        case Form::Pairing: layout::pairing(stage, scene); break;
        case Form::Home: layout::home(stage, scene); break;
        case Form::List: layout::list(stage, scene); break;
        case Form::Choices: layout::choices(stage, scene); break;
        case Form::Facts: layout::facts(stage, scene); break;
        case Form::Gauges: layout::gauges(stage, scene); break;
        case Form::Words: layout::words(stage, scene); break;
        case Form::Photo: layout::photo(stage, scene); break;
        case Form::Empty: layout::empty(stage, scene); break;
        case Form::Night: layout::night(stage, scene); break;
        case Form::People: layout::people(stage, scene); break;
        case Form::Ringing: layout::ringing(stage, scene); break;
        case Form::Countdown: layout::countdown(stage, scene); break;
        case Form::Calling: layout::calling(stage, scene); break;
        case Form::Call: layout::call(stage, scene); break;
        case Form::Recording: layout::recording(stage, scene); break;
        case Form::Ended:
        case Form::Question: layout::verdict(stage, scene); break;
        case Form::GuestCode: layout::guest_code(stage, scene); break;
        case Form::Alarm: layout::alarm(stage, scene); break;
    }
    for (const auto& area : scene.videos) {
        stage.video(area);
    }
    if (scene.form != Form::Call && scene.form != Form::Recording && scene.form != Form::Alarm) {  // theirs has words beside it
        layout::live_frame(stage, scene);
    }
    if (scene.form != Form::Home && scene.form != Form::Alarm) {  // there it leaves room for the clock and 设置; an alarm's has its place
        layout::notice(stage, scene);
    }
}

}  // namespace anju::paint
