// SPDX-License-Identifier: Apache-2.0
// Writes a small file whole or not at all: a reader never sees half of it.
#pragma once

#include <filesystem>
#include <string_view>
#include <sys/types.h>

namespace anju::server {

// Throws std::runtime_error with one sentence.
void write_file(const std::filesystem::path& path, std::string_view content, mode_t mode = 0644);

}  // namespace anju::server
