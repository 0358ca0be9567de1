// SPDX-License-Identifier: Apache-2.0
// What a person asked for, as JSON and back; an unknown word throws.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "terminal/model/intent.hpp"

namespace anju::disk {

nlohmann::json intent_json(const model::Intent& intent);
model::Intent intent_of(const nlohmann::json& in);

}  // namespace anju::disk
