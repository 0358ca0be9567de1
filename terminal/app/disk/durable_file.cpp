// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/durable_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace anju::disk {
namespace {

namespace fs = std::filesystem;

class Descriptor {
  public:
    explicit Descriptor(int value) : value_(value) {}
    ~Descriptor() {
        if (value_ >= 0) {
            close(value_);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    explicit operator bool() const { return value_ >= 0; }
    int get() const { return value_; }

  private:
    int value_;
};

tl::unexpected<contract::Error> failed(const fs::path& path, int error) {
    return tl::unexpected(contract::Error{contract::ErrorKind::Broken,
                                          error == ENOENT ? std::string(kAbsent) : std::string(),
                                          path.string() + ": " + std::strerror(error),
                                          {}});
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

bool sync_folder(const fs::path& folder) {
    const Descriptor open_folder(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return open_folder && fsync(open_folder.get()) == 0;
}

bool write_new(const fs::path& path, std::string_view bytes) {
    const Descriptor file(
        open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600));
    return file && fchmod(file.get(), 0600) == 0 && write_all(file.get(), bytes) &&
           fsync(file.get()) == 0;
}

}  // namespace

contract::Result<void> write_durably(const fs::path& path, std::string_view bytes) {
    fs::path beside = path;
    beside += kUnfinished;
    if (!write_new(beside, bytes) || rename(beside.c_str(), path.c_str()) != 0 ||
        !sync_folder(path.parent_path())) {
        const int error = errno;
        unlink(beside.c_str());
        return failed(path, error);
    }
    return {};
}

contract::Result<std::string> read_whole(const fs::path& path, std::size_t limit) {
    const Descriptor file(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!file) {
        return failed(path, errno);
    }
    std::string bytes;
    char part[16 * 1024];
    for (;;) {
        const ssize_t got = read(file.get(), part, sizeof part);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return failed(path, errno);
        }
        if (got == 0) {
            return bytes;
        }
        if (bytes.size() + static_cast<std::size_t>(got) > limit) {
            return failed(path, EFBIG);
        }
        bytes.append(part, static_cast<std::size_t>(got));
    }
}

contract::Result<void> remove_durably(const fs::path& path) {
    if (unlink(path.c_str()) != 0) {
        if (errno == ENOENT) {
            return {};
        }
        return failed(path, errno);
    }
    if (!sync_folder(path.parent_path())) {
        return failed(path, errno);
    }
    return {};
}

void remove_unfinished(const fs::path& folder) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (entry.path().extension() == kUnfinished) {
            fs::remove(entry.path(), ignored);
        }
    }
}

}  // namespace anju::disk
