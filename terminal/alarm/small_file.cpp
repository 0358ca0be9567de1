// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/small_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace anju::alarm {
namespace {

namespace fs = std::filesystem;

class Opened {
  public:
    Opened(const fs::path& path, int how) : descriptor_(::open(path.c_str(), how | O_CLOEXEC, 0600)) {}
    ~Opened() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;
    explicit operator bool() const { return descriptor_ >= 0; }
    int get() const { return descriptor_; }

  private:
    int descriptor_;
};

tl::unexpected<contract::Error> file_error(const fs::path& path) {
    return tl::unexpected(contract::Error{contract::ErrorKind::Broken, "", path.string() + ": " + std::strerror(errno), {}});
}

bool sync_above(const fs::path& path) {
    const Opened folder(path.has_parent_path() ? path.parent_path() : fs::path("."), O_RDONLY | O_DIRECTORY);
    return folder && ::fsync(folder.get()) == 0;
}

bool write_beside(const fs::path& path, std::string_view bytes) {
    const Opened file(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
    return file && ::fchmod(file.get(), 0600) == 0 &&
           ::write(file.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && ::fsync(file.get()) == 0;
}

}  // namespace

contract::Result<void> keep_text(const fs::path& path, std::string_view text) {
    auto beside = path;
    beside += ".tmp";
    if (write_beside(beside, text) && ::rename(beside.c_str(), path.c_str()) == 0 && sync_above(path)) {
        return {};
    }
    const auto failed = file_error(path);
    ::unlink(beside.c_str());
    return failed;
}

contract::Result<void> forget_file(const fs::path& path) {
    if ((::unlink(path.c_str()) == 0 || errno == ENOENT) && sync_above(path)) {
        return {};
    }
    return file_error(path);
}

std::optional<std::string> text_of(const fs::path& path) {
    const Opened file(path, O_RDONLY | O_NOFOLLOW);
    std::string text(16 * 1024, '\0');
    const auto count = file ? ::read(file.get(), text.data(), text.size()) : -1;
    if (count < 0) {
        return std::nullopt;
    }
    text.resize(static_cast<std::size_t>(count));
    return text;
}

}  // namespace anju::alarm
