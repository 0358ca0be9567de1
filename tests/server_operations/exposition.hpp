// SPDX-License-Identifier: Apache-2.0
// Prometheus' text format, read strictly: whoever does not keep to every rule of version 0.0.4 is thrown out.
#pragma once

#include <map>
#include <string>

namespace anju::tests {

// By the whole name of a series, labels in the order in which they came: anju_streams_open{kind="tv"}.
using Series = std::map<std::string, double>;

// Throws std::runtime_error with the line that is wrong.
Series read_exposition(const std::string& text);

}  // namespace anju::tests
