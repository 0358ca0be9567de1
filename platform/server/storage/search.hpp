// SPDX-License-Identifier: Apache-2.0
// What staff types to find something, as a pattern for LIKE … ESCAPE '\'.
#pragma once

#include <string>

namespace anju::server {

// Of what index_household() keeps: lower case, phone numbers without what people write between their digits.
std::string search_pattern(const std::string& typed);

}  // namespace anju::server
