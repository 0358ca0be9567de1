// SPDX-License-Identifier: Apache-2.0
// What other threads tell the main one.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "media/engine.hpp"
#include "media/speech/speaker.hpp"
#include "platform/client/client.hpp"
#include "remote-input/key.hpp"
#include "terminal/app/mailbox.hpp"
#include "terminal/app/script.hpp"
#include "terminal/model/message.hpp"

namespace anju::app {

// generation: which of the clients says so; what one of before a Wipe said is dropped.
struct FromPlatform { std::uint64_t generation = 0; client::News news; };
struct FromEngine { media::News news; };
struct FromGuard { std::optional<model::GuardState> said; };  // nothing: its line broke
struct KeyFelt { keys::KeyPress press; };
struct SoundFound { speech::Available available; };
struct ScriptLine { script::Lines::Line line; };
struct Stop {};  // SIGINT, SIGTERM

using Inbox = std::variant<FromPlatform, FromEngine, FromGuard, KeyFelt, SoundFound, ScriptLine, Stop, model::Message>;
using InboxBox = Mailbox<Inbox>;

}  // namespace anju::app
