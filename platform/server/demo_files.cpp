// SPDX-License-Identifier: Apache-2.0
#include "platform/server/demo_files.hpp"

#include <fmt/core.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "platform/server/demo_household.hpp"
#include "platform/server/images.hpp"
#include "platform/server/write_file.hpp"

namespace anju::server {
namespace {

constexpr const char* kFile = "demo.json";

Stored<NewPhoto> picture(const std::filesystem::path& art, const std::string& name) {
    const auto path = art / (name + ".png");
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    auto renditions = make_renditions(bytes);
    if (!renditions) {
        return tl::make_unexpected(RepositoryError{
            Trouble::Refused, "photo_broken", fmt::format("The picture {} is missing or damaged.", path.string()), {}});
    }
    return NewPhoto{std::move(renditions->full), std::move(renditions->small), renditions->size.width, renditions->size.height};
}

}  // namespace

void prepare_demo(Repository& repository, const std::filesystem::path& folder, const std::filesystem::path& art, Time now) {
    const auto empty = repository.is_empty();
    if (!empty) throw std::runtime_error(empty.error().context);
    if (!*empty) {
        // Its secrets are in that file only: without it nobody gets in.
        std::ifstream file(folder / kFile);
        if (!file) {
            throw std::runtime_error(fmt::format(
                "The database is not empty, but {} is missing: remove the database, or start without --demo.", (folder / kFile).string()));
        }
        const auto room = make_room_for_phones(repository, std::string{std::istreambuf_iterator<char>(file), {}}, now);
        if (!room) throw std::runtime_error(fmt::format("{}: {}", (folder / kFile).string(), room.error().context));
        return;
    }
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    // The file stands before the commit: whenever this ends, the database is empty or the file is right.
    const auto seeded = repository.together([&](Repository& inside) -> Stored<void> {
        const auto demo = seed_demo(inside, [&](const std::string& name) { return picture(art, name); }, now);
        if (!demo) return tl::make_unexpected(demo.error());
        write_file(folder / kFile, demo_json(*demo), 0600);
        return {};
    });
    if (!seeded) throw std::runtime_error(seeded.error().context);
}

}  // namespace anju::server
