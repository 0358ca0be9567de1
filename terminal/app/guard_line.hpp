// SPDX-License-Identifier: Apache-2.0
// What is said on the socket of the alarm guard (docs/alarm.md), line by line. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/contract/result.hpp"
#include "terminal/model/alarm.hpp"

namespace anju::app {

inline constexpr std::size_t kLongestGuardLine = 4096;

// A line of the guard's, without its end. Nothing: one of a kind that this TV does not know. Malformed: it is no line of a guard.
contract::Result<std::optional<model::GuardState>> heard_guard(std::string_view line);

// Each with its end.
std::string box_line(const std::optional<model::GuardBox>& box, const std::string& platform, const std::string& key);
std::string parts_line(const model::GuardParts& parts);
std::string press_line(contract::AlarmSource source);
std::string back_line();
std::string shown_line(std::uint64_t version);

}  // namespace anju::app
