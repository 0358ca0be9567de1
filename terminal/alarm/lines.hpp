// SPDX-License-Identifier: Apache-2.0
// The words between the TV and the guard, one line of JSON each. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "terminal/alarm/box.hpp"
#include "terminal/alarm/machine.hpp"
#include "terminal/alarm/remembered.hpp"

namespace anju::alarm {

inline constexpr std::size_t kLongestLine = 4096;  // with its end

struct BoxTold { std::optional<Box> box; };  // nothing: unpaired
struct KeyTold { contract::AlarmSource source{}; };
struct BackTold {};
struct ShownTold { std::uint64_t version = 0; };
struct PartsTold { Parts parts; };
struct Unheard {};  // of a newer TV
using Line = std::variant<BoxTold, KeyTold, BackTold, ShownTold, PartsTold, Unheard>;

// Nothing: no such line. Whoever says it is no TV.
std::optional<Line> parse_line(std::string_view line);
// With its end, never longer than kLongestLine: what is least of use stays out.
std::string to_line(const Told& told);
std::string_view word(Shows state);

}  // namespace anju::alarm
