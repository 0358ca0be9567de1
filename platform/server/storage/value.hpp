// SPDX-License-Identifier: Apache-2.0
// What goes into a statement: numbers, text, bytes, nothing. Holds views: it lives for one call.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "platform/contract/time.hpp"

namespace anju::server {

struct Bytes {
    std::string_view view;
};

using Value = std::variant<std::monostate, std::int64_t, std::string_view, Bytes>;

// One parameter of a statement, made from what the code has at hand. Times are milliseconds of UTC.
class Parameter {
  public:
    template <std::integral T>
    Parameter(T number) : value_(static_cast<std::int64_t>(number)) {}
    Parameter(std::string_view text) : value_(text) {}
    Parameter(const std::string& text) : value_(std::string_view(text)) {}
    Parameter(const char* text) : value_(std::string_view(text)) {}
    Parameter(Bytes bytes) : value_(bytes) {}
    Parameter(contract::Time time) : value_(std::int64_t{time.time_since_epoch().count()}) {}
    template <class T>
    Parameter(const std::optional<T>& maybe) : value_(maybe ? Parameter(*maybe).value_ : Value{}) {}
    const Value& value() const { return value_; }

  private:
    Value value_;
};

}  // namespace anju::server
