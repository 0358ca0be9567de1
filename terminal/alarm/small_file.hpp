// SPDX-License-Identifier: Apache-2.0
// Small files of the guard's folder: whole or not at all, 0600, and on disk when it is said so.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "platform/contract/result.hpp"

namespace anju::alarm {

// Written whole, synced and renamed.
contract::Result<void> keep_text(const std::filesystem::path& path, std::string_view text);
contract::Result<void> forget_file(const std::filesystem::path& path);
// Nothing: there is none, or none that can be read. At most 16 KiB.
std::optional<std::string> text_of(const std::filesystem::path& path);

}  // namespace anju::alarm
