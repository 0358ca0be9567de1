// SPDX-License-Identifier: Apache-2.0
// What the engine says as what the model hears, pure, and what of it is for the log.
#pragma once

#include <optional>

#include "media/engine.hpp"
#include "terminal/model/message.hpp"

namespace anju::app {

void tell_why(const media::News& news);  // a film that failed, what is only noted
std::optional<model::Message> message_of(media::News news);

}  // namespace anju::app
