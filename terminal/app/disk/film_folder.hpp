// SPDX-License-Identifier: Apache-2.0
// Films that came, and those on their way out, one file each: no more bytes in all than the limit, the oldest that came
// go first. Others write the files; here are their names and their end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>

namespace anju::disk {

class FilmFolder {
  public:
    static constexpr std::uintmax_t kLimit = 320 * 1024 * 1024;  // eight of the largest

    explicit FilmFolder(std::filesystem::path folder, std::uintmax_t limit = kLimit);

    // Where such a film lies or is to be written, the folder being there; nothing for a name that no file can have, or
    // when the folder cannot be made. room: what is about to be written.
    std::optional<std::string> received(const std::string& clip, std::uintmax_t room = 0);
    std::optional<std::string> recorded(const std::string& id);

    std::set<std::string> names() const;  // that came, whole
    void keep(const std::set<std::string>& clips);
    void keep_recorded(const std::set<std::string>& ids);
    void drop_recorded(const std::string& id);
    bool wipe();  // everything is gone

  private:
    std::optional<std::string> file(const char* part, const std::string& name, const char* ending);
    void make_room(std::uintmax_t bytes);

    std::filesystem::path folder_;
    std::uintmax_t limit_;
};

}  // namespace anju::disk
