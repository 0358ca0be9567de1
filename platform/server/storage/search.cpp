// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/search.hpp"

#include <algorithm>
#include <string_view>

#include "platform/server/storage/text_check.hpp"

namespace anju::server {
namespace {

// A phone number as people write it, and as it is kept; 3-2-401 is none.
std::string digits_of_phone(std::string query) {
    constexpr auto kDigit = [](char c) { return c >= '0' && c <= '9'; };
    constexpr auto kBetween = [](char c) { return std::string_view(" -()").find(c) != std::string_view::npos; };
    if (std::ranges::count_if(query, kDigit) >= 7 && std::ranges::all_of(query, [&](char c) { return kDigit(c) || kBetween(c) || c == '+'; })) {
        std::erase_if(query, kBetween);
    }
    return query;
}

}  // namespace

std::string searched_as(const std::string& typed) { return digits_of_phone(ascii_lower(typed)); }

// %, _ and \ stand for themselves.
std::string search_pattern(const std::string& typed) {
    std::string pattern = "%";
    for (const char c : searched_as(typed)) {
        if (c == '%' || c == '_' || c == '\\') {
            pattern += '\\';
        }
        pattern += c;
    }
    return pattern + "%";
}

}  // namespace anju::server
