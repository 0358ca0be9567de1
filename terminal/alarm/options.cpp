// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/options.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "platform/settings/command_line.hpp"
#include "platform/settings/settings_file.hpp"

namespace anju::alarm {
namespace {

using Wrong = std::optional<std::string>;
using settings::Kind;

template <std::string Options::*Field>
Wrong put(Options& options, std::string_view value) {
    options.*Field = value;
    return std::nullopt;
}

template <bool Options::*Field>
Wrong set(Options& options, std::string_view) {
    options.*Field = true;
    return std::nullopt;
}

template <std::string Options::*Field>
Wrong put_address(Options& options, std::string_view value) {
    const bool web = value.starts_with("http://") || value.starts_with("https://");
    const bool plain = std::ranges::all_of(value, [](unsigned char c) { return c > 0x20 && c < 0x7F; });
    if (!web || !plain || value.find("//") + 2 == value.size()) {
        return fmt::format("{} wants an address such as https://12349.example, not {}.", Field == &Options::second ? "--second" : "--platform", value);
    }
    while (value.ends_with('/')) {
        value.remove_suffix(1);
    }
    options.*Field = value;
    return std::nullopt;
}

Wrong add_remote(Options& options, std::string_view value) {
    options.inputs.emplace_back(value);
    return std::nullopt;
}

Wrong put_language(Options& options, std::string_view value) {
    if (value != "zh" && value != "en") {
        return fmt::format("--language is zh or en, not {}.", value);
    }
    options.language = value;
    return std::nullopt;
}

Wrong put_number(Options& options, std::string_view value) {
    const bool digits = value.size() <= 20 && std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits) {
        return fmt::format("--number wants digits such as 12349, not {}.", value);
    }
    options.number = value;
    return std::nullopt;
}

Wrong put_now(Options& options, std::string_view value) {
    options.now = contract::from_rfc3339(value);
    return options.now ? Wrong() : fmt::format("--now wants a time such as 2026-11-21T09:41:00+08:00, not {}.", value);
}

struct Option {
    std::string_view name, value;  // value empty: a switch
    std::string_view meaning;
    Wrong (*apply)(Options&, std::string_view);
    std::optional<Kind> kept = {};  // what it is in a configuration file; none: only for the command line
};

constexpr std::array kOptions{
    Option{"--config", "FILE", "what the file says, in TOML; words here win", put<&Options::config>},
    Option{"--input", "PATH", "a remote or button: device or FIFO of input_event; repeatable", add_remote, Kind::List},
    Option{"--socket", "PATH", "where the TV talks to the guard", put<&Options::socket>, Kind::Text},
    Option{"--data", "DIR", "journal, and what the TV said of this box", put<&Options::data>, Kind::Text},
    Option{"--second", "URL", "another address of the platform, by turns when the first does not answer", put_address<&Options::second>, Kind::Text},
    Option{"--ca", "FILE", "authority that signed the platform's certificate (PEM)", put<&Options::ca>, Kind::Text},
    Option{"--speaker", "NAME", "ALSA's name of the loudspeaker, or none", put<&Options::speaker>, Kind::Text},
    Option{"--sentences", "DIR", "the recorded sentences", put<&Options::sentences>, Kind::Text},
    Option{"--language", "zh|en", "of the sentences, until the TV says which", put_language, Kind::Text},
    Option{"--number", "DIGITS", "to dial when nothing gets through, likewise", put_number, Kind::Text},
    Option{"--platform", "URL", "instead of what the TV says, with --key-file", put_address<&Options::platform>},
    Option{"--key-file", "FILE", "key of this box in its first line", put<&Options::key_file>},
    Option{"--now", "RFC3339", "the clock starts there and runs", put_now},
    Option{"--help", "", "this text", set<&Options::help>},
    Option{"--version", "", "the version", set<&Options::version>},
};

Wrong read_file(Options& options) {
    std::vector<settings::Key> keys;
    for (const auto& option : kOptions) {
        if (option.kept) {
            keys.push_back({option.name.substr(2), *option.kept});
        }
    }
    const auto found = settings::read_settings(options.config, keys);
    if (!found) {
        return found.error();
    }
    for (const auto& setting : *found) {
        const auto* option = std::ranges::find_if(kOptions, [&](const Option& one) { return one.name.substr(2) == setting.key; });
        for (const auto& value : setting.words) {
            const auto wrong = value.empty() ? Wrong(fmt::format("{} wants {}.", option->name, option->value)) : option->apply(options, value);
            if (wrong) {
                return fmt::format("{}: {}", setting.place, wrong->substr(wrong->starts_with("--") ? 2 : 0));
            }
        }
    }
    return std::nullopt;
}

struct Given {
    const Option* option;
    std::string_view value;
};

tl::expected<std::vector<Given>, std::string> given(std::span<const char* const> arguments) {
    std::array<settings::Option, kOptions.size()> known;
    std::ranges::transform(kOptions, known.begin(), [](const Option& one) { return settings::Option{one.name, one.value}; });
    const auto read = settings::read_command_line(arguments, known, "anju-alarmd");
    if (!read) {
        return tl::unexpected(read.error());
    }
    std::vector<Given> all;
    for (const auto& [place, value] : *read) {
        all.push_back({&kOptions[place], value});
    }
    return all;
}

}  // namespace

tl::expected<Options, std::string> parse_options(std::span<const char* const> arguments) {
    const auto all = given(arguments);
    if (!all) {
        return tl::unexpected(all.error());
    }
    Options options;
    for (const auto& [option, value] : *all) {
        if (option->name == "--config") {
            options.config = value;
        }
    }
    if (!options.config.empty()) {
        if (const auto wrong = read_file(options)) {
            return tl::unexpected(*wrong);
        }
    }
    if (std::ranges::any_of(*all, [](const Given& one) { return one.option->name == "--input"; })) {
        options.inputs.clear();
    }
    for (const auto& [option, value] : *all) {
        if (const auto wrong = option->apply(options, value)) {
            return tl::unexpected(*wrong);
        }
    }
    if (options.platform.empty() != options.key_file.empty()) {
        return tl::unexpected(std::string("--platform and --key-file go together."));
    }
    return options;
}

std::string usage() {
    std::string text = "anju-alarmd [options]: the guard of the emergency key; calls for help whatever the TV does\n";
    for (const auto& option : kOptions) {
        text += fmt::format("  {:<22} {}\n", fmt::format("{}{}{}", option.name, option.value.empty() ? "" : " ", option.value), option.meaning);
    }
    return text;
}

}  // namespace anju::alarm
