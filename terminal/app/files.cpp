// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

namespace anju::app {

bool write_by_rename(const std::string& path, std::string_view text) {
    const auto part = path + ".part";
    const int file = open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) {
        return false;
    }
    while (!text.empty()) {
        const auto count = write(file, text.data(), text.size());
        if (count <= 0) {
            break;
        }
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    const bool closed = close(file) == 0;
    if (!text.empty() || !closed || std::rename(part.c_str(), path.c_str()) != 0) {
        unlink(part.c_str());
        return false;
    }
    return true;
}

}  // namespace anju::app
