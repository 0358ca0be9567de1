// SPDX-License-Identifier: Apache-2.0
// A moment as both sides write it: UTC with milliseconds, RFC 3339 on the wire.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace anju::contract {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;

// "2026-11-21T01:41:00.000Z"
std::string to_rfc3339(Time time);
// Accepts any offset and 0–9 fraction digits; nothing for what is no RFC 3339 date-time.
std::optional<Time> from_rfc3339(std::string_view text);

}  // namespace anju::contract
