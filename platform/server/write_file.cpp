// SPDX-License-Identifier: Apache-2.0
#include "platform/server/write_file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace anju::server {

void write_file(const std::filesystem::path& path, std::string_view content, mode_t mode) {
    const std::string part = path.string() + ".part";
    const auto fail = [&] {
        const std::string why = std::strerror(errno);
        ::unlink(part.c_str());
        throw std::runtime_error(fmt::format("Cannot write {}: {}.", path.string(), why));
    };
    ::unlink(part.c_str());
    const int file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file < 0) fail();
    const bool written = ::write(file, content.data(), content.size()) == static_cast<ssize_t>(content.size());
    const bool kept = written && ::fsync(file) == 0;
    if (::close(file) != 0 || !kept || std::rename(part.c_str(), path.c_str()) != 0) fail();
}

}  // namespace anju::server
