// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/backup.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "platform/server/storage/copies.hpp"

namespace anju::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSqliteName = "sqlite:";
constexpr std::string_view kPostgresName = "postgres:";

RepositoryError file_trouble(const fs::path& path, const std::string& what) {
    const int why = errno;
    return unavailable(why == ENOSPC ? "disk_full" : "file_unavailable", path.string() + " cannot be " + what + ": " + std::strerror(why) + ".");
}

Stored<void> flush(const fs::path& path, int flags) {
    const int file = ::open(path.c_str(), flags | O_CLOEXEC);
    const bool flushed = file >= 0 && ::fsync(file) == 0;
    const auto failed = flushed ? RepositoryError{} : file_trouble(path, "flushed to disk");
    if (file >= 0) ::close(file);
    return flushed ? Stored<void>{} : tl::unexpected(failed);
}

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

// "20261127T125042Z"
std::string stamp(contract::Time now) {
    std::string text;
    for (const char c : contract::to_rfc3339(now)) {
        if (c == '.') break;
        if (c != '-' && c != ':') text += c;
    }
    return text + "Z";
}

std::string beginning(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes(16, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

}  // namespace

bool put_in_place(const fs::path& part, const fs::path& path, Over over, RenameAt2 rename_at2) {
    if (over == Over::Anything) {
        return ::rename(part.c_str(), path.c_str()) == 0;
    }
    if (rename_at2(AT_FDCWD, part.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0) {
        return true;
    }
    // Not every file system can (NFS cannot); a second name never goes over another file either.
    return (errno == EINVAL || errno == ENOSYS || errno == ENOTSUP) && ::link(part.c_str(), path.c_str()) == 0 && ::unlink(part.c_str()) == 0;
}

Stored<void> whole_file(const fs::path& path, Over over, const std::function<Stored<void>(const fs::path& part)>& make) {
    const fs::path part = path.string() + ".part";
    const auto give_up = [&](RepositoryError error) -> Stored<void> {
        ::unlink(part.c_str());
        return tl::unexpected(std::move(error));
    };
    ::unlink(part.c_str());
    const int file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return tl::unexpected(file_trouble(part, "made"));
    ::close(file);
    if (auto made = make(part); !made) return give_up(made.error());
    if (auto flushed = flush(part, O_RDWR); !flushed) return give_up(flushed.error());
    if (!put_in_place(part, path, over)) return give_up(file_trouble(path, "made"));
    return flush(folder_of(path), O_RDONLY | O_DIRECTORY);
}

Stored<fs::path> back_up_database(const std::string& database, const fs::path& to, contract::Time now) {
    const bool sqlite = database.starts_with(kSqliteName);
    if (!sqlite && !database.starts_with(kPostgresName)) return no_copy("database_unknown", "A database is named sqlite:PATH or postgres:CONNINFO.");
    std::error_code ignored;
    const fs::path path = fs::is_directory(to, ignored) ? to / ("anju-" + stamp(now) + (sqlite ? ".sqlite" : ".dump")) : to;
    if (fs::exists(fs::symlink_status(path, ignored))) return no_copy("already_there", path.string() + " is there already; a backup never goes over another file.");
    const auto done = whole_file(path, Over::Nothing, [&](const fs::path& part) {
        return sqlite ? dump_sqlite(database.substr(kSqliteName.size()), part) : dump_postgres(database.substr(kPostgresName.size()), part);
    });
    return done ? Stored<fs::path>(path) : tl::unexpected(done.error());
}

Stored<void> restore_database(const std::string& database, const fs::path& from, bool replace) {
    const std::string head = beginning(from);
    const bool sqlite = head.starts_with("SQLite format 3");
    if (!sqlite && !head.starts_with("PGDMP")) return no_copy("not_a_backup", from.string() + " is no backup of this program, or cannot be read.");
    if (!database.starts_with(sqlite ? kSqliteName : kPostgresName)) {
        return no_copy("another_kind", from.string() + " is a backup of " + (sqlite ? "SQLite" : "PostgreSQL") + ", and --database names another kind.");
    }
    return sqlite ? restore_sqlite(database.substr(kSqliteName.size()), from, replace)
                  : restore_postgres(database.substr(kPostgresName.size()), from, replace);
}

}  // namespace anju::server
