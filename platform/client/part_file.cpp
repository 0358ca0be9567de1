// SPDX-License-Identifier: Apache-2.0
#include "platform/client/part_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

namespace anju::client {

PartFile::PartFile(std::string path)
    : path_(std::move(path)),
      part_(path_ + ".part"),
      file_(::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {}

PartFile::~PartFile() {
    if (file_ >= 0) {
        ::close(file_);
        ::unlink(part_.c_str());
    }
}

bool PartFile::write(std::string_view bytes) {
    while (file_ >= 0 && !bytes.empty()) {
        const auto written = ::write(file_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            ::close(std::exchange(file_, -1));
            ::unlink(part_.c_str());
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
        size_ += static_cast<std::size_t>(written);
    }
    return file_ >= 0;
}

bool PartFile::keep() {
    if (file_ < 0) {
        return false;
    }
    const bool safe = ::fdatasync(file_) == 0;
    const bool closed = ::close(std::exchange(file_, -1)) == 0;
    if (safe && closed && std::rename(part_.c_str(), path_.c_str()) == 0) {
        return true;
    }
    ::unlink(part_.c_str());
    return false;
}

}  // namespace anju::client
