// SPDX-License-Identifier: Apache-2.0
// What the stages of an alarm's screen share. Only for screens/alarm*.cpp.
#pragma once

#include <optional>
#include <string>

#include "screens/calendar.hpp"
#include "screens/visits.hpp"

namespace anju::screens::alarm_parts {

inline constexpr double kLongOperator = 8;  // characters in a title

// What the screens of an alarm are made from.
struct Known {
    const model::State& state;
    const Texts& texts;
    model::AlarmStage stage;
    const contract::Alarm* alarm;  // nothing: the platform has not answered
    std::string number;            // to dial
    std::optional<model::Time> until;  // 返回 takes back
    bool again;                    // pressed again just now

    std::string second(model::Time time) const { return to_the_second(texts, model::local_time(time, zone_of(state))); }
    // The platform's moments, by the clock on this wall.
    std::string second_there(std::optional<model::Time> time) const { return time ? second(*time - state.platform_ahead) : std::string{}; }
};

const contract::AlarmPerson* operator_of(const Known& known);  // nothing: no name is known
std::string operator_name(const Known& known);                 // 李姐; 值班员
std::string family_told(const Known& known);                   // 女儿小芳; empty where nobody of the family was told
std::string to_say(const std::string& number);                 // 12349 is read out figure by figure

Step done(std::string title, std::string when, std::string sub = {});
Step now(const char* icon, std::string title, std::string sub, std::string when = {});
Step later(std::string title, std::string sub);
Step sent(const Known& known);
Step received(const Known& known);
void add_responder(const Known& known, Scene& scene);
void add_volume(const Texts& texts, Scene& scene);  // up and down; nothing else is to be done here

bool talk_stands(const model::State& state);      // pictures or sound came from who has it
void accepted(const Known& known, Scene& scene);  // a person has it, and speaks with her

}  // namespace anju::screens::alarm_parts
