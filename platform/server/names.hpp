// SPDX-License-Identifier: Apache-2.0
// Names that come from outside: what a guest types, what a browser calls itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace anju::server {

inline constexpr std::size_t kMaxGuestName = 20;  // code points

// Without what cannot be seen or turns the line around, one blank between words. Nothing: too long, or no text
// at all; empty: only blanks.
std::optional<std::string> guest_name(std::string_view typed);

// From a User-Agent: "iPhone · Safari". What is not known is left out; never empty.
std::string phone_name(std::string_view user_agent);

}  // namespace anju::server
