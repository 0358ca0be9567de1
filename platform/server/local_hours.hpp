// SPDX-License-Identifier: Apache-2.0
// Hours on the wall clock of a household. An unknown zone is read as Asia/Shanghai.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "platform/contract/night.hpp"
#include "platform/contract/time.hpp"

namespace anju::server {

// When the hours that hold `now` end; nothing: it is not one of them.
std::optional<contract::Time> end_of_hours(contract::Night hours, const std::string& zone, contract::Time now);

// "18:00" as the time since midnight; nothing for what is no such clock.
std::optional<std::chrono::minutes> clock_time(std::string_view text);
// The next moment at which the clock there shows this; now itself counts.
contract::Time next_time(std::chrono::minutes clock, const std::string& zone, contract::Time now);
// The midnight behind it.
contract::Time end_of_day(contract::Time time, const std::string& zone);

}  // namespace anju::server
