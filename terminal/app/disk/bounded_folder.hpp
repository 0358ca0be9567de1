// SPDX-License-Identifier: Apache-2.0
// A folder of files that may be had again: what is in it, and the oldest gone where the room ends.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace anju::disk {

struct File {
    std::filesystem::path path;
    std::filesystem::file_time_type time;
    std::uintmax_t bytes = 0;
};

std::vector<File> files_in(const std::filesystem::path& folder);

// Until `bytes` more are within `limit`.
void make_room(std::vector<File> files, std::uintmax_t bytes, std::uintmax_t limit);

}  // namespace anju::disk
