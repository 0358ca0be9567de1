// SPDX-License-Identifier: Apache-2.0
#include "platform/settings/command_line.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace anju::settings {

tl::expected<std::vector<Given>, std::string> read_command_line(std::span<const char* const> arguments, std::span<const Option> known, std::string_view program) {
    std::vector<Given> all;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        std::string_view name = arguments[i];
        std::optional<std::string_view> value;
        if (const auto equals = name.find('='); name.starts_with("--") && equals != name.npos) {
            value = name.substr(equals + 1);
            name = name.substr(0, equals);
        }
        const auto option = std::ranges::find(known, name, &Option::name);
        if (option == known.end()) {
            return tl::unexpected(fmt::format("There is no option {}; see {} --help.", name, program));
        }
        if (option->value.empty() && value) {
            return tl::unexpected(fmt::format("{} takes no value.", name));
        }
        if (!option->value.empty() && !value && i + 1 < arguments.size()) {
            value = arguments[++i];
        }
        if (!option->value.empty() && (!value || value->empty())) {
            return tl::unexpected(fmt::format("{} wants {}.", name, option->value));
        }
        all.push_back({static_cast<std::size_t>(option - known.begin()), value.value_or("")});
    }
    return all;
}

}  // namespace anju::settings
