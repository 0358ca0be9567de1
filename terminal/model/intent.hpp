// SPDX-License-Identifier: Apache-2.0
// What a person at the TV can ask for. A new one makes the compiler name every place that must know.
#pragma once

#include <string>
#include <variant>

#include "platform/contract/alarm.hpp"
#include "platform/contract/visit.hpp"

namespace anju::model {

enum class Route { Home, Messages, Message, Settings, About, Family, VisitCode, VisitLog, LeaveMessage, VisitRule };
enum class Setting { TextSize, Language, Sound };

struct FocusItem { std::string id; bool operator==(const FocusItem&) const = default; };
struct GoBack { bool operator==(const GoBack&) const = default; };
struct GoHome { bool operator==(const GoHome&) const = default; };
struct Open { Route route{}; bool operator==(const Open&) const = default; };
struct OpenMessage { std::string id; bool operator==(const OpenMessage&) const = default; };
struct ConfirmSeen { std::string message; bool operator==(const ConfirmSeen&) const = default; };
struct ShowPhoto { int index = 0; bool operator==(const ShowPhoto&) const = default; };
struct Choose { Setting setting{}; int option = 0; bool operator==(const Choose&) const = default; };  // previews
struct KeepChoices { bool operator==(const KeepChoices&) const = default; };
struct ShowGauges { bool operator==(const ShowGauges&) const = default; };   // the second page of the about screen
struct ReadAloud { std::string text; bool operator==(const ReadAloud&) const = default; };
struct ChangeVolume { int steps = 0; bool operator==(const ChangeVolume&) const = default; };
struct ToggleMute { bool operator==(const ToggleMute&) const = default; };
struct Wake { bool operator==(const Wake&) const = default; };  // any key at night

// Visits.
struct CallMember { std::string member; bool operator==(const CallMember&) const = default; };
struct AnswerCall { bool operator==(const AnswerCall&) const = default; };
struct DeclineCall { bool operator==(const DeclineCall&) const = default; };  // 不方便; also: this time not by itself
struct HangUp { bool operator==(const HangUp&) const = default; };
struct DismissCall { bool operator==(const DismissCall&) const = default; };  // the end was read
struct SetCamera { bool on = true; bool operator==(const SetCamera&) const = default; };
struct SetMicrophone { bool on = true; bool operator==(const SetMicrophone&) const = default; };
struct StartMessage { std::string member; bool operator==(const StartMessage&) const = default; };  // films from here on
struct FinishMessage { bool keep = true; bool operator==(const FinishMessage&) const = default; };  // send it (also again), or drop it
struct AgreeRule { std::string member; contract::VisitPolicy policy{}; bool agreed = false; bool operator==(const AgreeRule&) const = default; };
struct PlayClip { std::string message; bool operator==(const PlayClip&) const = default; };
struct StopClip { bool operator==(const StopClip&) const = default; };
struct NewCode { bool operator==(const NewCode&) const = default; };

// One key for help. by_guard: the alarm guard reads this very key itself, and is not told of it.
struct CallHelp { contract::AlarmSource source{}; bool by_guard = false; bool operator==(const CallHelp&) const = default; };
struct TakeBack { bool by_guard = false; bool operator==(const TakeBack&) const = default; };  // 返回, in time

using Intent = std::variant<FocusItem, GoBack, GoHome, Open, OpenMessage, ConfirmSeen, ShowPhoto, Choose,
                            KeepChoices, ShowGauges, ReadAloud, ChangeVolume, ToggleMute, Wake, CallMember, AnswerCall, DeclineCall, HangUp,
                            DismissCall, SetCamera, SetMicrophone, StartMessage, FinishMessage, AgreeRule, PlayClip,
                            StopClip, NewCode, CallHelp, TakeBack>;

}  // namespace anju::model
