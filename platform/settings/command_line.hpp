// SPDX-License-Identifier: Apache-2.0
// A command line against the options that a program knows: "--name VALUE", "--name=VALUE" and switches. Any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace anju::settings {

struct Option {
    std::string_view name;   // "--listen"
    std::string_view value;  // what it wants: "PATH"; empty: a switch
};

struct Given {
    std::size_t option;      // its place among the known ones
    std::string_view value;  // of the arguments; empty of a switch
};

// In the order of the arguments. The error is one sentence, about the first that does not fit.
tl::expected<std::vector<Given>, std::string> read_command_line(std::span<const char* const> arguments, std::span<const Option> known, std::string_view program);

}  // namespace anju::settings
