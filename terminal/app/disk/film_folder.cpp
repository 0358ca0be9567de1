// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/film_folder.hpp"

#include "terminal/app/disk/bounded_folder.hpp"
#include "terminal/app/disk/photo_folder.hpp"

namespace anju::disk {
namespace {

namespace fs = std::filesystem;

constexpr auto kReceived = "received";
constexpr auto kRecorded = "recorded";
constexpr auto kRecording = ".mp4";

template <class Unwanted>
void remove_if(const fs::path& folder, Unwanted unwanted) {
    std::error_code ignored;
    for (const auto& file : files_in(folder)) {
        if (unwanted(file.path.filename().string())) {
            fs::remove(file.path, ignored);
        }
    }
}

bool there(const fs::path& folder) {
    std::error_code error;
    if (fs::create_directories(folder, error)) {
        fs::permissions(folder, fs::perms::owner_all, error);
    }
    return !error;
}

}  // namespace

FilmFolder::FilmFolder(fs::path folder, std::uintmax_t limit) : folder_(std::move(folder)), limit_(limit) {
    // What a power cut has left half written.
    remove_if(folder_ / kReceived, [](const std::string& name) { return !photo_of(name); });
}

std::optional<std::string> FilmFolder::file(const char* part, const std::string& name, const char* ending) {
    const auto file_name = file_name_of(name);
    if (!file_name || !there(folder_) || !there(folder_ / part)) {
        return std::nullopt;
    }
    return (folder_ / part / (*file_name + ending)).string();
}

std::optional<std::string> FilmFolder::received(const std::string& clip, std::uintmax_t room) {
    if (room > 0) {
        make_room(room);
    }
    return file(kReceived, clip, "");
}

std::optional<std::string> FilmFolder::recorded(const std::string& id) { return file(kRecorded, id, kRecording); }

std::set<std::string> FilmFolder::names() const {
    std::set<std::string> out;
    for (const auto& file : files_in(folder_ / kReceived)) {
        const auto name = photo_of(file.path.filename().string());
        if (name && file.bytes > 0) {
            out.insert(*name);
        }
    }
    return out;
}

void FilmFolder::keep(const std::set<std::string>& clips) {
    remove_if(folder_ / kReceived, [&](const std::string& name) {
        const auto clip = photo_of(name);
        return clip && !clips.contains(*clip);
    });
}

void FilmFolder::keep_recorded(const std::set<std::string>& ids) {
    remove_if(folder_ / kRecorded, [&](const std::string& name) {
        const auto id = name.ends_with(kRecording) ? photo_of(name.substr(0, name.size() - 4)) : std::nullopt;
        return !id || !ids.contains(*id);
    });
}

void FilmFolder::drop_recorded(const std::string& id) {
    if (const auto name = file_name_of(id)) {
        std::error_code ignored;
        fs::remove(folder_ / kRecorded / (*name + kRecording), ignored);
    }
}

bool FilmFolder::wipe() {
    std::error_code error;
    fs::remove_all(folder_, error);
    return !error;
}

void FilmFolder::make_room(std::uintmax_t bytes) { disk::make_room(files_in(folder_ / kReceived), bytes, limit_); }

}  // namespace anju::disk
