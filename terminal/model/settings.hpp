// SPDX-License-Identifier: Apache-2.0
// What a person chose on this TV.
#pragma once

#include <optional>

namespace anju::model {

enum class Language { Chinese, English };
enum class TextSize { Standard, Large, Largest };       // ×1, ×1.25, ×1.6
enum class Sound { ChimesOnly, SpeakSoftly, SpeakLoudly };

struct Settings {
    TextSize text_size = TextSize::Standard;
    Language language = Language::Chinese;
    Sound sound = Sound::SpeakSoftly;
    int volume = 7;  // 0–10
    bool muted = false;
    // What was written down of the person when it was last followed.
    std::optional<TextSize> asked_text_size{};
    std::optional<Language> asked_language{};
    bool operator==(const Settings&) const = default;
};

constexpr double scale(TextSize size) {
    return size == TextSize::Standard ? 1.0 : size == TextSize::Large ? 1.25 : 1.6;
}

}  // namespace anju::model
