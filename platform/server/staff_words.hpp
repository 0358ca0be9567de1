// SPDX-License-Identifier: Apache-2.0
// What staff types about itself: passwords, names. Each comes back as it is kept, or as the code of what is wrong.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace anju::server {

using Settled = tl::expected<std::string, std::string>;

inline constexpr std::size_t kShortestPassword = 10, kLongestPassword = 200;  // code points

// NFKC: the same word, however a keyboard writes it. Empty for what is no UTF-8.
std::string composed(std::string_view typed);

// No rules of composition: long enough, none of the commonest, none of `names`, whatever their case. Codes:
// not_text, password_too_short, password_too_long, password_common, password_is_name.
Settled settled_password(std::string_view typed, const std::vector<std::string>& names);

// The name for signing in: 2 to 40 code points without blanks. Codes: not_text, name_malformed.
Settled settled_sign_in_name(std::string_view typed);

// How others see a person or a place: one line. Codes: not_text, title_empty, title_too_long.
Settled settled_title(std::string_view typed);

}  // namespace anju::server
