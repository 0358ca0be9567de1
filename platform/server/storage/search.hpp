// SPDX-License-Identifier: Apache-2.0
// What staff types to find something, as a pattern for LIKE … ESCAPE '\'.
#pragma once

#include <string>

namespace anju::server {

// What is looked for: lower case, phone numbers without what people write between their digits.
std::string searched_as(const std::string& typed);
// Of what index_household() keeps: lower case, phone numbers without what people write between their digits.
std::string search_pattern(const std::string& typed);

}  // namespace anju::server
