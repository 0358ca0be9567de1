// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/announce.hpp"

#include <algorithm>
#include <initializer_list>

#include "screens/emoji.hpp"

namespace anju::app {
namespace {

std::string sentence(std::initializer_list<std::string_view> parts, bool english) {
    std::string text;
    for (const auto part : parts) {
        if (!part.empty()) {
            text += text.empty() ? "" : english ? ", " : "，";
            text += part;
        }
    }
    return text;
}

std::string spoken(const screens::Item& item, bool english) {
    if (!item.spoken.empty()) {
        return item.spoken;
    }
    std::string_view chosen;
    for (const auto& segment : item.segments) {
        if (segment.chosen) {
            chosen = segment.label;
        }
    }
    return sentence({item.label, chosen.empty() ? std::string_view(item.sub) : chosen,
                     item.enabled ? std::string_view{} : std::string_view(item.reason)},
                    english);
}

std::optional<std::string> said(std::string text) {
    return text.empty() ? std::nullopt : std::optional(screens::for_the_ear(text));
}

// The greeting of home changes by itself at noon: nobody did anything.
bool another_title(const screens::Scene& before, const screens::Scene& after) {
    return before.title != after.title && after.form != screens::Form::Home;
}

// Told, lost, there again. The first connection of a start is no news: it would cut the greeting off.
bool another_status(const screens::Scene& before, const screens::Scene& after) {
    return before.status && after.status && before.status->text != after.status->text;
}

// What is live, what is missing and why: said as it comes, not as it goes.
const screens::Line* new_line(const screens::Scene& before, const screens::Scene& after) {
    for (const auto& line : after.lines) {
        if (std::ranges::find(before.lines, line.text, &screens::Line::text) == before.lines.end()) {
            return &line;
        }
    }
    return nullptr;
}

}  // namespace

std::optional<std::string> announcement(const screens::Scene* before, const screens::Scene& after) {
    const bool english = after.language == model::Language::English;
    if (after.form == screens::Form::Night) {
        return std::nullopt;
    }
    if (before == nullptr || before->screen != after.screen || another_title(*before, after) ||
        before->from != after.from || before->language != after.language) {
        return said(after.spoken);
    }
    if (after.form == screens::Form::Alarm && after.spoken != before->spoken) {
        return said(after.spoken);
    }
    if (after.banner && (!before->banner || before->banner->title != after.banner->title)) {
        return said(sentence({after.banner->title, after.banner->detail}, english));
    }
    if (after.notice && after.notice != before->notice && after.form != screens::Form::Alarm) {
        return said(after.notice->text);
    }
    if (after.countdown && before->countdown && after.countdown->spoken != before->countdown->spoken &&
        !after.countdown->spoken.empty()) {
        return after.countdown->spoken;
    }
    if (after.form == screens::Form::Call || after.form == screens::Form::Calling) {
        if (before->live.label != after.live.label && !after.live.label.empty()) {
            return after.live.label;
        }
        // Who is looked for, and what is known of the phone by now.
        if (after.form == screens::Form::Calling && after.spoken != before->spoken) {
            return said(after.spoken);
        }
        if (const auto* line = new_line(*before, after); line && after.form == screens::Form::Call) {
            return line->text;
        }
    }
    const bool lost = after.banner.has_value();  // said above when it came
    if (!lost && another_status(*before, after)) {
        return said(after.status->text);
    }
    const auto* item = screens::focused(after);
    if (item == nullptr) {
        return std::nullopt;
    }
    const auto* was = screens::focused(*before);
    if (after.focus != before->focus || was == nullptr ||
        item->segments != was->segments) {
        return said(spoken(*item, english));
    }
    if (after.page_word != before->page_word) {
        const bool same_words = after.text == before->text || after.text.empty();
        return said(sentence({after.page_word, same_words ? std::string_view{} : after.text.front()},
                             english));
    }
    return std::nullopt;
}

model::Settings aloud(model::Settings settings) {
    if (settings.sound == model::Sound::ChimesOnly) {
        settings.sound = model::Sound::SpeakSoftly;
    }
    return settings;
}

model::Settings voice_of(const screens::Scene& scene, const model::Settings& settings) {
    if (scene.form == screens::Form::Alarm) {  // whoever called for help hears how far it is, whatever was chosen for other days
        auto heard = aloud(settings);
        heard.volume = std::max(heard.volume, model::Settings{}.volume);
        heard.muted = false;
        return heard;
    }
    return scene.form == screens::Form::Countdown ? aloud(settings) : settings;
}

std::optional<int> speech_volume(const model::Settings& settings) {
    constexpr int kSoftly = 6;
    constexpr int kLoudly = 10;
    if (settings.muted || settings.volume == 0 || settings.sound == model::Sound::ChimesOnly) {
        return std::nullopt;
    }
    return settings.volume * (settings.sound == model::Sound::SpeakLoudly ? kLoudly : kSoftly);
}

std::optional<int> chime_volume(const model::Settings& settings) {
    if (settings.muted || settings.volume == 0) {
        return std::nullopt;
    }
    return settings.volume * 10;
}

std::optional<int> finding_volume(const model::Settings& settings) {
    return std::max(chime_volume(model::Settings{}), chime_volume(settings));
}

}  // namespace anju::app
