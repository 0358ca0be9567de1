// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/bounded_folder.hpp"

#include <algorithm>

namespace anju::disk {

namespace fs = std::filesystem;

std::vector<File> files_in(const fs::path& folder) {
    std::vector<File> out;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const auto time = entry.last_write_time(error);
        const auto bytes = entry.file_size(error);
        if (!error) {
            out.push_back({entry.path(), time, bytes});
        }
    }
    return out;
}

void make_room(std::vector<File> files, std::uintmax_t bytes, std::uintmax_t limit) {
    std::ranges::sort(files, {}, &File::time);
    std::uintmax_t sum = bytes;
    for (const auto& file : files) {
        sum += file.bytes;
    }
    std::error_code ignored;
    for (const auto& file : files) {
        if (sum <= limit) {
            return;
        }
        fs::remove(file.path, ignored);
        sum -= file.bytes;
    }
}

}  // namespace anju::disk
