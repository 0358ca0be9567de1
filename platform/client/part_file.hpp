// SPDX-License-Identifier: Apache-2.0
// A file that grows beside its name and takes it when it is whole; what is given up leaves nothing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace anju::client {

class PartFile {
  public:
    explicit PartFile(std::string path);
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;
    ~PartFile();

    bool write(std::string_view bytes);  // false: the disk would not, or did not earlier
    bool keep();
    std::size_t size() const { return size_; }

  private:
    std::string path_, part_;
    int file_ = -1;
    std::size_t size_ = 0;
};

}  // namespace anju::client
