// SPDX-License-Identifier: Apache-2.0
// Photos as the platform scaled them, one file each, no more bytes in all than the limit: the
// oldest go first. Names come from the platform and never reach the file system as they are.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace anju::disk {

class PhotoFolder {
  public:
    // 60 messages of 9 photos, at about 300 KiB each, are 160 MiB.
    static constexpr std::uintmax_t kLimit = 256 * 1024 * 1024;

    // Made with the first photo.
    explicit PhotoFolder(std::filesystem::path folder, std::uintmax_t limit = kLimit);

    std::set<std::string> names() const;
    bool store(const std::string& name, const std::vector<std::uint8_t>& jpeg);
    std::optional<std::vector<std::uint8_t>> load(const std::string& name) const;
    void keep(const std::set<std::string>& names);
    bool wipe();  // everything is gone

  private:
    void make_room(std::uintmax_t bytes);

    std::filesystem::path folder_;
    std::uintmax_t limit_;
};

// "a/b:small" is "a%2Fb%3Asmall"; nothing for a name that is too long for a file.
std::optional<std::string> file_name_of(const std::string& photo);
std::optional<std::string> photo_of(const std::string& file_name);

}  // namespace anju::disk
