// SPDX-License-Identifier: Apache-2.0
// Text both databases can keep: UTF-8 without U+0000.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace anju::server {

bool is_storable(std::string_view text);
std::size_t code_points(std::string_view utf8);
std::string ascii_lower(std::string_view text);  // both databases agree on ASCII only

}  // namespace anju::server
