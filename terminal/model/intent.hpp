// SPDX-License-Identifier: Apache-2.0
// What a person at the TV can ask for. A new one makes the compiler name every place that must know.
#pragma once

#include <string>
#include <variant>

namespace anju::model {

enum class Route { Home, Messages, Message, Settings, About };
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
struct ReadAloud { std::string text; bool operator==(const ReadAloud&) const = default; };
struct ChangeVolume { int steps = 0; bool operator==(const ChangeVolume&) const = default; };
struct ToggleMute { bool operator==(const ToggleMute&) const = default; };
struct Wake { bool operator==(const Wake&) const = default; };  // any key at night

using Intent = std::variant<FocusItem, GoBack, GoHome, Open, OpenMessage, ConfirmSeen, ShowPhoto, Choose,
                            KeepChoices, ReadAloud, ChangeVolume, ToggleMute, Wake>;

}  // namespace anju::model
