// SPDX-License-Identifier: Apache-2.0
// What the screens of visits share: who is on the other side, and how long. Only for screens/*.cpp.
#pragma once

#include <chrono>
#include <string>

#include "screens/common.hpp"
#include "screens/people.hpp"

namespace anju::screens {

struct Caller {
    const contract::Member* member = nullptr;  // nothing: a guest
    std::string name;      // 小芳, to stand alone
    std::string called;    // in a sentence: 小芳, or 女儿 for a long name
    std::string them;      // 她, 他; the name where nobody can know, and in English
    std::string relation;  // 女儿; 客人
    std::string yours;     // 您的女儿
    std::string whole;     // 女儿小芳
    Face face;
};

Caller caller_of(const model::State& state, const Texts& texts, const std::string& member,
                 const std::string& guest = {});
// Of the call that goes on, or of its end.
Caller caller_of_call(const model::State& state, const Texts& texts);

struct Length {
    long minutes = 0, seconds = 0;
};
Length length_of(std::chrono::milliseconds time);
// 3 分 20 秒
std::string spell(const Texts& texts, Length length);
// Whole seconds until then, never less than 0; what is left of a time that began then.
long seconds_until(model::Time until, model::Time now);
double share_left(model::Time since, model::Time until, model::Time now);

// Whether this TV has anything to film or hear with.
bool can_record(const model::State& state);

Item choice_button(const char* id, Kind kind, const char* icon, std::string label, model::Intent ok, int left, int right);
Shortcut key_hint(keys::Key key, std::string name, std::string label, std::optional<model::Intent> intent);
Live live_of(const model::State& state, const Texts& texts);
Line devices_line(const model::State& state, const Texts& texts);  // after a call or a film: they are off, or not yet

// One a screen; view() picks.
Scene family(const model::State& state);
Scene ringing(const model::State& state);
Scene auto_answer(const model::State& state);
Scene calling(const model::State& state);
Scene call(const model::State& state);
Scene leave_message(const model::State& state);
Scene visit_code(const model::State& state);
Scene visit_ended(const model::State& state);
Scene visit_log(const model::State& state);
Scene visit_rule(const model::State& state);

}  // namespace anju::screens
