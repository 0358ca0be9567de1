// SPDX-License-Identifier: Apache-2.0
// Files that are whole or not there, also after a power cut: written beside, synced, renamed, and
// the folder synced. Mode 0600: what a box keeps is a household's own.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "platform/contract/result.hpp"

namespace anju::disk {

inline constexpr std::string_view kUnfinished =
    ".tmp";  // suffix of what a power cut may leave behind
inline constexpr std::string_view kAbsent =
    "absent";  // code of the error when there is no such file

contract::Result<void> write_durably(const std::filesystem::path& path, std::string_view bytes);
contract::Result<std::string> read_whole(const std::filesystem::path& path, std::size_t limit);

// Also when nothing of that name is there.
contract::Result<void> remove_durably(const std::filesystem::path& path);
void remove_unfinished(const std::filesystem::path& folder);

}  // namespace anju::disk
