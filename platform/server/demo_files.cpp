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
        // Its secrets are in that file only: half a demo must not look like a whole one.
        if (!std::filesystem::exists(folder / kFile)) {
            throw std::runtime_error(fmt::format(
                "The database is not empty, but {} is missing. Seeding the demo was cut short, or this is no demo: "
                "remove the database, or start without --demo.", (folder / kFile).string()));
        }
        return;
    }
    const auto demo = seed_demo(repository, [&](const std::string& name) { return picture(art, name); }, now);
    if (!demo) throw std::runtime_error(demo.error().context);
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    write_file(folder / kFile, demo_json(*demo), 0600);
}

}  // namespace anju::server
