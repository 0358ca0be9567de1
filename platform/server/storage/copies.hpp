// SPDX-License-Identifier: Apache-2.0
// What backup and restore of both databases share: a file that is there whole or not at all, and the two ways.
#pragma once

#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>

#include "platform/server/storage/migrate.hpp"
#include "platform/server/stored.hpp"

namespace anju::server {

inline tl::unexpected<RepositoryError> no_copy(std::string code, std::string sentence) {
    return tl::unexpected(RepositoryError{Trouble::Refused, std::move(code), std::move(sentence), {}});
}

// `make` fills an empty private file beside `path`; it is then flushed and gets its name.
enum class Over { Nothing, Anything };
[[nodiscard]] Stored<void> whole_file(const std::filesystem::path& path, Over over,
                                      const std::function<Stored<void>(const std::filesystem::path& part)>& make);

// Gives it the name; errno says why not.
using RenameAt2 = int (*)(int, const char*, int, const char*, unsigned);
[[nodiscard]] bool put_in_place(const std::filesystem::path& part, const std::filesystem::path& path, Over over, RenameAt2 rename_at2 = ::renameat2);

// Reads the migrations of a file and leaves nothing beside it; fails as fits_program does.
[[nodiscard]] Stored<void> sqlite_fits(const std::filesystem::path& path);
[[nodiscard]] Stored<void> dump_sqlite(const std::string& source, const std::filesystem::path& part);
[[nodiscard]] Stored<void> restore_sqlite(const std::string& target, const std::filesystem::path& from, bool replace);
[[nodiscard]] Stored<void> dump_postgres(const std::string& conninfo, const std::filesystem::path& part);
[[nodiscard]] Stored<void> restore_postgres(const std::string& conninfo, const std::filesystem::path& from, bool replace);

}  // namespace anju::server
