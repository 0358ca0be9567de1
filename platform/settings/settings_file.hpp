// SPDX-License-Identifier: Apache-2.0
// A configuration file in TOML, against the keys that a program knows. What it finds are words, as on a command line, so
// that one table checks both. Any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace anju::settings {

enum class Kind { Text, Number, Switch, List };  // List: of texts

struct Key {
    std::string_view name;  // "listen"; of a table: "table.key"
    Kind kind = Kind::Text;
};

struct Setting {
    std::string key;
    std::vector<std::string> words;  // of a list any number, else one; a switch is "true" or "false", a number as written: "1.25"
    std::string place;               // "FILE:LINE", to name it by when the words do not fit
};

// In the order of the file's lines. The error is one sentence: "FILE:LINE: …" for what the file says, "FILE cannot …" for
// a file that is not there. Of several wrong keys it names the first.
tl::expected<std::vector<Setting>, std::string> read_settings(const std::string& file, std::span<const Key> known);

struct Read {
    std::vector<Setting> settings;    // what can be used
    std::vector<std::string> faults;  // all that is wrong, sentences as above
};
Read read_all_settings(const std::string& file, std::span<const Key> known);

}  // namespace anju::settings
