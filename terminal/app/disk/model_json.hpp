// SPDX-License-Identifier: Apache-2.0
// The model's kept values as JSON text and back. Nothing: not what we once wrote.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "terminal/model/settings.hpp"
#include "terminal/model/state.hpp"

namespace anju::disk {

std::string to_text(const model::Settings& settings);
std::string to_text(const model::Paired& paired);
std::string to_text(const std::vector<model::PendingSeen>& outbox);  // without what is under way
std::string to_text(const std::vector<model::Errand>& errands);       // likewise

std::optional<model::Settings> settings_from(std::string_view text);
std::optional<model::Paired> paired_from(std::string_view text);
std::optional<std::vector<model::PendingSeen>> outbox_from(std::string_view text);
std::optional<std::vector<model::Errand>> errands_from(std::string_view text);

}  // namespace anju::disk
