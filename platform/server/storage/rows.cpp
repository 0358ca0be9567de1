// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/rows.hpp"

#include <charconv>

namespace anju::server {

bool Row::empty_at(std::size_t column) const {
    return std::holds_alternative<std::monostate>(cells_.at(column));
}

std::int64_t Row::number(std::size_t column) const {
    const Cell& cell = cells_.at(column);
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        return *number;
    }
    std::int64_t number = 0;
    if (const auto* text = std::get_if<std::string>(&cell)) {
        std::from_chars(text->data(), text->data() + text->size(), number);
    }
    return number;
}

std::string Row::text(std::size_t column) const {
    const Cell& cell = cells_.at(column);
    if (const auto* text = std::get_if<std::string>(&cell)) {
        return *text;
    }
    const auto* number = std::get_if<std::int64_t>(&cell);
    return number ? std::to_string(*number) : std::string{};
}

contract::Time Row::time(std::size_t column) const {
    return contract::Time{std::chrono::milliseconds{number(column)}};
}

std::optional<contract::Time> Row::maybe_time(std::size_t column) const {
    return empty_at(column) ? std::nullopt : std::optional(time(column));
}

std::optional<std::string> Row::maybe_text(std::size_t column) const {
    return empty_at(column) ? std::nullopt : std::optional(text(column));
}

}  // namespace anju::server
