// SPDX-License-Identifier: Apache-2.0
// What the engine said of a call, as JSON and back; an unknown word throws.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "terminal/model/message.hpp"

namespace anju::disk {

nlohmann::json call_json(const model::CallMoved& moved);
model::CallMoved call_moved_of(const nlohmann::json& in);

}  // namespace anju::disk
