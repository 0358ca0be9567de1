// SPDX-License-Identifier: Apache-2.0
// What all screens share: clock, connection, banner, notice, hints of the keys. Only for screens/*.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "screens/scene.hpp"
#include "screens/texts.hpp"
#include "terminal/model/local_time.hpp"
#include "terminal/model/screen.hpp"

namespace anju::screens {

// One a screen; view() picks.
Scene pairing(const model::State& state);
Scene home(const model::State& state);
Scene messages(const model::State& state);
Scene message(const model::State& state);
Scene settings(const model::State& state);
Scene about(const model::State& state);
Scene gauges(const model::State& state);
Scene night(const model::State& state);
Scene alarm(const model::State& state);

Texts texts_of(const model::State& state);
const std::string& zone_of(const model::State& state);
model::LocalTime now_of(const model::State& state);
bool large(const model::State& state);    // ×1.25 or more
bool largest(const model::State& state);  // ×1.6

// Everything but what the screen itself is about.
Scene begin(const model::State& state, const char* screen, Form form);
// Focus on an item that can be pressed, and what is said.
void finish(const model::State& state, Scene& scene, const std::string& wanted,
            const std::string& otherwise);

Shortcut ok_hint(const Texts& texts, std::string label);
Shortcut back_hint(const Texts& texts, std::string label);
// 站里的孙丽让盒子响一声，好找到它; empty where nobody does.
std::string ring_words(const model::State& state, const Texts& texts);
// Where Back leads from the page on top, in words: 回主页.
std::string back_label(const model::State& state, const Texts& texts);
Shortcut up_down_hint(const Texts& texts, keys::Key key, std::string label,
                      std::optional<model::Intent> intent);
// 看小芳的照片: what OK on a message does.
std::string look_label(const model::State& state, const Texts& texts,
                       const contract::Message& message);

// 要等网络, or the platform: why something cannot be pressed now.
std::string what_it_waits_for(const model::State& state, const Texts& texts);
bool no_network(const model::State& state);  // … and not only no platform

// 念给他听: on the screens that somebody asks about on the telephone.
Item read_aloud_button(const Texts& texts, std::string all);

// Whether it can ring and speak.
std::string sound_word(const model::State& state, const Texts& texts);

// 发来了表情: for words that are pictures only, where they cannot be shown; and to be said before their names.
std::string emoji_words(const Texts& texts);
std::string spoken_words(const Texts& texts, const std::string& words);

// Between the parts of what is said.
std::string comma(const Texts& texts);
std::string stop(const Texts& texts);
// Between two spoken sentences: nothing more where the first has its own mark (吗？).
std::string pause_after(const Texts& texts, std::string_view said);

bool can_have_focus(const Item& item);

}  // namespace anju::screens
