// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace anju::paint {

MappedFile::MappedFile(const std::string& path) {
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat info {};
    if (fd >= 0 && fstat(fd, &info) == 0 && info.st_size > 0) {
        const auto size = static_cast<std::size_t>(info.st_size);
        if (void* mapped = mmap(nullptr, size, PROT_READ, MAP_SHARED, fd, 0); mapped != MAP_FAILED) {
            data_ = static_cast<unsigned char*>(mapped);
            size_ = size;
        }
    }
    if (fd >= 0) {
        close(fd);
    }
}

MappedFile::~MappedFile() {
    if (data_ != nullptr) {
        munmap(data_, size_);
    }
}

}  // namespace anju::paint
