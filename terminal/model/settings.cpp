// SPDX-License-Identifier: Apache-2.0
// Choosing shows at once and keeps nothing; OK keeps all, Back leaves all as it was.
#include <algorithm>
#include <string_view>

#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {
namespace {

constexpr int kNewTv = Settings{}.volume;

void save(Step& step) { step.effects.push_back(SaveSettings{step.state.settings}); }

template <class Change>
void change_sound(Step& step, Change change) {
    change(step.state.settings);
    if (step.state.preview) {
        change(*step.state.preview);
    }
    apply_volume(step);
    save(step);
    step.effects.push_back(PlayChime{Chime::Move});
}

std::optional<TextSize> size_of(std::string_view word) {
    return word == "1" ? std::optional(TextSize::Standard) : word == "1.25" ? std::optional(TextSize::Large)
           : word == "1.6" ? std::optional(TextSize::Largest) : std::nullopt;
}

std::optional<Language> language_of(std::string_view word) {
    return word == "zh" ? std::optional(Language::Chinese) : word == "en" ? std::optional(Language::English) : std::nullopt;
}

template <class T>
void follow(std::optional<T> asked, std::optional<T>& before, T& value) {
    if (asked && asked != before) {
        value = *asked;
    }
    before = asked;
}

void follow(const contract::ScreenManner& asked, Settings& settings) {
    follow(size_of(asked.text_size), settings.asked_text_size, settings.text_size);
    follow(language_of(asked.language), settings.asked_language, settings.language);
}

}  // namespace

void follow_home(Step& step) {
    auto& state = step.state;
    const auto before = state.settings;
    follow(state.household->screen, state.settings);
    if (state.preview) {
        follow(state.household->screen, *state.preview);
    }
    if (state.settings != before) {
        save(step);
    }
}

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

void apply_volume(Step& step) {
    const auto& settings = step.state.settings;
    if (talks(step.state)) {
        step.effects.push_back(SetVolume{std::max(settings.volume, kNewTv), false});
    } else {
        step.effects.push_back(SetVolume{settings.volume, settings.muted});
    }
}

void change_volume(Step& step, int steps) {
    const bool aloud = talks(step.state);  // from what is heard: louder is louder at once, and there is nothing softer
    const bool softer = steps < 0;
    if (aloud && softer && step.state.settings.volume + steps < kNewTv) {
        steps = std::min(0, kNewTv - step.state.settings.volume);
    }
    change_sound(step, [steps, aloud, softer](Settings& settings) {
        if (aloud && steps > 0) {
            settings.volume = std::max(settings.volume, kNewTv);
        }
        settings.volume = std::clamp(settings.volume + std::clamp(steps, -10, 10), 0, 10);
        settings.muted = settings.muted && softer;
    });
}

void toggle_mute(Step& step) {
    if (talks(step.state)) {
        return;  // it is heard whatever was chosen, and what was chosen stays
    }
    change_sound(step, [](Settings& settings) { settings.muted = !settings.muted; });
}

}  // namespace anju::model
