// SPDX-License-Identifier: Apache-2.0
// What the engine says as what the model hears. Pure.
#pragma once

#include "media/engine.hpp"
#include "terminal/model/message.hpp"

namespace anju::app {

model::Message message_of(media::News news);

}  // namespace anju::app
