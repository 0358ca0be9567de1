// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "terminal/alarm/journal.hpp"

namespace anju::alarm {
namespace {

class FileStorage final : public Storage {
  public:
    explicit FileStorage(int descriptor) : descriptor_(descriptor) {}
    ~FileStorage() override { ::close(descriptor_); }

    bool read(std::size_t at, std::span<std::byte> into) override {
        while (!into.empty()) {
            const auto count = ::pread(descriptor_, into.data(), into.size(), static_cast<off_t>(at));
            if (count < 0 && errno == EINTR) {
                continue;
            }
            if (count <= 0) {
                return false;
            }
            into = into.subspan(static_cast<std::size_t>(count));
            at += static_cast<std::size_t>(count);
        }
        return true;
    }
    bool write(std::size_t at, std::span<const std::byte> bytes) override {
        while (!bytes.empty()) {
            const auto count = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(at));
            if (count < 0 && errno == EINTR) {
                continue;
            }
            if (count <= 0) {
                return false;
            }
            bytes = bytes.subspan(static_cast<std::size_t>(count));
            at += static_cast<std::size_t>(count);
        }
        return true;
    }
    bool sync() override { return ::fdatasync(descriptor_) == 0; }

  private:
    int descriptor_;
};

// Zeros that are written, not a size that is promised: on some file systems only blocks that were written take the next write for sure.
bool fill(int descriptor, const std::filesystem::path& path) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        return false;
    }
    if (status.st_size >= static_cast<off_t>(kJournal)) {
        return true;
    }
    const Record zeros{};
    for (auto at = status.st_size; at < static_cast<off_t>(kJournal);) {
        const auto part = std::min<std::size_t>(kRecord, kJournal - static_cast<std::size_t>(at));
        const auto count = ::pwrite(descriptor, zeros.data(), part, at);
        if (count <= 0 && errno != EINTR) {
            return false;
        }
        at += std::max<ssize_t>(count, 0);
    }
    const auto folder = path.has_parent_path() ? path.parent_path() : ".";
    const int above = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = ::fsync(descriptor) == 0 && above >= 0 && ::fsync(above) == 0;
    if (above >= 0) {
        ::close(above);
    }
    return synced;
}

tl::unexpected<contract::Error> journal_error(const std::filesystem::path& path, int descriptor, const char* code = "") {
    const std::string why = std::strerror(errno);
    if (descriptor >= 0) {
        ::close(descriptor);
    }
    return tl::unexpected(contract::Error{contract::ErrorKind::Broken, code, path.string() + ": " + why, {}});
}

}  // namespace

contract::Result<std::unique_ptr<Storage>> open_storage(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return journal_error(path, descriptor);
    }
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        return journal_error(path, descriptor, "taken");
    }
    if (!fill(descriptor, path)) {
        return journal_error(path, descriptor);
    }
    return std::make_unique<FileStorage>(descriptor);
}

contract::Result<std::unique_ptr<Storage>> read_storage(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0) {
        return journal_error(path, descriptor);
    }
    return std::make_unique<FileStorage>(descriptor);
}

}  // namespace anju::alarm
