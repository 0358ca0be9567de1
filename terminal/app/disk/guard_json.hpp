// SPDX-License-Identifier: Apache-2.0
// A line of the alarm guard's (docs/alarm.md), from its socket and in a recording.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "terminal/model/alarm.hpp"

namespace anju::disk {

nlohmann::json guard_json(const model::GuardState& said);
// Throws what nlohmann throws, or std::runtime_error, when it is no such line.
model::GuardState guard_of(const nlohmann::json& in);

}  // namespace anju::disk
