// SPDX-License-Identifier: Apache-2.0
// A temporary folder that goes with the test.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace anju::disk {

class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "anju-disk-XXXXXX").string();
        EXPECT_NE(mkdtemp(name.data()), nullptr);
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    const std::filesystem::path& path() const { return path_; }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(path_ / name) << text;
    }
    std::string read(const std::string& name) const {
        std::ostringstream out;
        out << std::ifstream(path_ / name).rdbuf();
        return out.str();
    }
    std::set<std::string> names() const {
        std::set<std::string> out;
        for (const auto& entry : std::filesystem::directory_iterator(path_)) {
            out.insert(entry.path().filename());
        }
        return out;
    }

  private:
    std::filesystem::path path_;
};

// A file system of its own in a temporary folder, as only root can mount one.
class SmallDisk {
  public:
    explicit SmallDisk(const char* options)
        : mounted_(geteuid() == 0 &&
                   mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, options) == 0) {}
    ~SmallDisk() {
        if (mounted_) {
            umount2(folder_.path().c_str(), MNT_DETACH);
        }
    }
    bool mounted() const { return mounted_; }
    bool make_read_only() const {
        return mount(nullptr, folder_.path().c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) ==
               0;
    }
    const Folder& folder() const { return folder_; }

  private:
    Folder folder_;
    bool mounted_;
};

inline constexpr auto kOnlyRootMounts = "only root can mount a file system for this";

inline int mode_of(const std::filesystem::path& path) {
    struct stat status {};
    EXPECT_EQ(stat(path.c_str(), &status), 0) << path;
    return static_cast<int>(status.st_mode & 0777);
}

}  // namespace anju::disk
