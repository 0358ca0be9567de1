// SPDX-License-Identifier: Apache-2.0
// What anju-alarmd is told on its command line and in its configuration file.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "platform/contract/time.hpp"

namespace anju::alarm {

struct Options {
    std::string config;  // file of settings; empty: none
    std::vector<std::string> inputs;
    std::string socket = "/run/anju-alarmd/socket";
    std::string data = "/var/lib/anju/alarm";
    std::string platform, key_file;  // instead of what the TV says
    std::string second;
    std::string ca;
    std::string sentences;  // folder; empty: as installed
    std::string speaker = "default";
    std::string language = "zh", number;  // until the TV says which
    std::optional<contract::Time> now;
    bool help = false, version = false;
};

// One sentence on what is wrong, or the options. What --config names is read first; words of the command line win.
tl::expected<Options, std::string> parse_options(std::span<const char* const> arguments);
std::string usage();

}  // namespace anju::alarm
