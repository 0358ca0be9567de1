// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/photo_folder.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "terminal/app/disk/bounded_folder.hpp"
#include "terminal/app/disk/durable_file.hpp"

namespace anju::disk {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestFileName = 240;  // NAME_MAX is 255; room for ".tmp"
constexpr std::size_t kMaxPhotoBytes = 16 * 1024 * 1024;

bool plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

std::vector<File> photos_in(const fs::path& folder) {
    auto files = files_in(folder);
    std::erase_if(files, [](const File& file) { return !photo_of(file.path.filename()); });
    return files;
}

}  // namespace

std::optional<std::string> file_name_of(const std::string& photo) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : photo) {
        if (plain(c)) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += {'%', kHex[byte >> 4], kHex[byte & 15]};
        }
    }
    return out.empty() || out.size() > kLongestFileName ? std::nullopt
                                                        : std::optional(std::move(out));
}

std::optional<std::string> photo_of(const std::string& file_name) {
    std::string out;
    for (std::size_t i = 0; i < file_name.size(); ++i) {
        if (file_name[i] == '%' && i + 2 < file_name.size()) {
            unsigned value = 0;
            std::from_chars(&file_name[i + 1], &file_name[i + 3], value, 16);
            out += static_cast<char>(value);
            i += 2;
        } else {
            out += file_name[i];
        }
    }
    // Only what we would write ourselves.
    return file_name_of(out) == file_name ? std::optional(std::move(out)) : std::nullopt;
}

PhotoFolder::PhotoFolder(fs::path folder, std::uintmax_t limit)
    : folder_(std::move(folder)), limit_(limit) {
    remove_unfinished(folder_);
}

std::set<std::string> PhotoFolder::names() const {
    std::set<std::string> out;
    for (const File& file : photos_in(folder_)) {
        if (file.bytes > 0) {
            out.insert(*photo_of(file.path.filename()));
        }
    }
    return out;
}

bool PhotoFolder::store(const std::string& name, const std::vector<std::uint8_t>& jpeg) {
    const auto file_name = file_name_of(name);
    if (!file_name || jpeg.empty() ||
        jpeg.size() > std::min<std::uintmax_t>(kMaxPhotoBytes, limit_)) {
        return false;
    }
    std::error_code error;
    if (fs::create_directory(folder_, error)) {
        fs::permissions(folder_, fs::perms::owner_all, error);
    }
    make_room(jpeg.size());
    return write_durably(folder_ / *file_name,
                         {reinterpret_cast<const char*>(jpeg.data()), jpeg.size()})
        .has_value();
}

std::optional<std::vector<std::uint8_t>> PhotoFolder::load(const std::string& name) const {
    const auto file_name = file_name_of(name);
    const auto bytes = file_name ? read_whole(folder_ / *file_name, kMaxPhotoBytes) : std::string();
    if (!bytes || bytes->empty()) {
        return {};
    }
    return std::vector<std::uint8_t>(bytes->begin(), bytes->end());
}

void PhotoFolder::keep(const std::set<std::string>& names) {
    std::error_code ignored;
    for (const File& file : photos_in(folder_)) {
        if (!names.contains(*photo_of(file.path.filename()))) {
            fs::remove(file.path, ignored);
        }
    }
}

bool PhotoFolder::wipe() {
    std::error_code error;
    fs::remove_all(folder_, error);
    return !error;
}

void PhotoFolder::make_room(std::uintmax_t bytes) { disk::make_room(photos_in(folder_), bytes, limit_); }

}  // namespace anju::disk
