// SPDX-License-Identifier: Apache-2.0
// The bytes of a file, mapped: a page of it is in memory once it was read.
#pragma once

#include <cstddef>
#include <string>

namespace anju::paint {

class MappedFile {
  public:
    explicit MappedFile(const std::string& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    const unsigned char* data() const { return data_; }  // null: it cannot be read, or is empty
    std::size_t size() const { return size_; }

  private:
    unsigned char* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace anju::paint
