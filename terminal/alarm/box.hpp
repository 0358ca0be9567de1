// SPDX-License-Identifier: Apache-2.0
// Who this box is to the platform, as the TV told it last. Kept 0600, so that the guard calls without the TV.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "platform/contract/result.hpp"

namespace anju::alarm {

struct Box {
    std::string platform;     // "https://…", no path
    std::string key;
    std::string language;     // zh or en
    std::string help_number;  // digits; empty: none is known
    std::string called;       // the elder, for the screen only
    bool operator==(const Box&) const = default;
};

// Whether it can be sent to: an address, and a key that stands in a header.
bool usable(const Box& box);

std::string to_text(const Box& box);
std::optional<Box> box_from(std::string_view text);

// Written whole, synced and renamed.
contract::Result<void> keep_box(const std::filesystem::path& path, const Box& box);
contract::Result<void> forget_box(const std::filesystem::path& path);
// Nothing: there is none, or none that can be used.
std::optional<Box> kept_box(const std::filesystem::path& path);

}  // namespace anju::alarm
