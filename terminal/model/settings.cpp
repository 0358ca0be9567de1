// SPDX-License-Identifier: Apache-2.0
// Choosing shows at once and keeps nothing; OK keeps all, Back leaves all as it was.
#include <algorithm>

#include "terminal/model/parts.hpp"

namespace anju::model {
namespace {

void save(Step& step) { step.effects.push_back(SaveSettings{step.state.settings}); }

template <class Change>
void change_sound(Step& step, Change change) {
    change(step.state.settings);
    if (step.state.preview) {
        change(*step.state.preview);
    }
    step.effects.push_back(SetVolume{step.state.settings.volume, step.state.settings.muted});
    save(step);
    step.effects.push_back(PlayChime{Chime::Move});
}

}  // namespace

void choose(Step& step, const Choose& choice) {
    auto& state = step.state;
    if (state.pages.back().route != Route::Settings || choice.option < 0) {
        return;
    }
    auto preview = state.preview.value_or(state.settings);
    switch (choice.setting) {
        case Setting::TextSize:
            preview.text_size = static_cast<TextSize>(std::min(choice.option, 2));
            break;
        case Setting::Language:
            preview.language = static_cast<Language>(std::min(choice.option, 1));
            break;
        case Setting::Sound:
            preview.sound = static_cast<Sound>(std::min(choice.option, 2));
            break;
    }
    if (preview == state.settings) {
        state.preview.reset();
    } else {
        state.preview = preview;
    }
    step.effects.push_back(PlayChime{Chime::Move});
}

void keep_choices(Step& step) {
    auto& state = step.state;
    if (state.preview) {
        state.settings = *state.preview;
        state.preview.reset();
        save(step);
    }
    step.effects.push_back(PlayChime{Chime::Ok});
}

void change_volume(Step& step, int steps) {
    change_sound(step, [steps](Settings& settings) {
        settings.volume = std::clamp(settings.volume + std::clamp(steps, -10, 10), 0, 10);
        settings.muted = settings.muted && steps < 0;
    });
}

void toggle_mute(Step& step) {
    change_sound(step, [](Settings& settings) { settings.muted = !settings.muted; });
}

}  // namespace anju::model
