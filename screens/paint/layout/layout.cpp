// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/layout/layout.hpp"

namespace anju::paint {

void lay_out(Stage& stage, const screens::Scene& scene) {
    using screens::Form;
    stage.ground(scene.form == Form::Night ? theme::kNight : theme::kBackground);
    switch (scene.form) {
        case Form::Pairing: layout::pairing(stage, scene); break;
        case Form::Home: layout::home(stage, scene); break;
        case Form::List: layout::list(stage, scene); break;
        case Form::Choices: layout::choices(stage, scene); break;
        case Form::Facts: layout::facts(stage, scene); break;
        case Form::Words: layout::words(stage, scene); break;
        case Form::Photo: layout::photo(stage, scene); break;
        case Form::Empty: layout::empty(stage, scene); break;
        case Form::Night: layout::night(stage, scene); break;
    }
    for (const auto& area : scene.videos) {
        stage.video(area);
    }
    if (scene.form != Form::Home) {  // there it leaves room for the clock and 设置
        layout::notice(stage, scene);
    }
}

}  // namespace anju::paint
