// SPDX-License-Identifier: Apache-2.0
// VACUUM INTO: one read transaction, so it holds up nobody; and what was deleted is not in the copy.
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <memory>

#include "platform/server/storage/copies.hpp"

namespace anju::server {
namespace {

namespace fs = std::filesystem;

struct CloseFile {
    void operator()(sqlite3* h) const { sqlite3_close_v2(h); }
};
using File = std::unique_ptr<sqlite3, CloseFile>;

RepositoryError sqlite_trouble(sqlite3* handle, int code, const std::string& what) {
    const std::string why = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    return unavailable((code & 0xFF) == SQLITE_FULL ? "disk_full" : "database_unavailable", what + ": " + why + ".");
}

Stored<File> open_file(const std::string& uri, int flags) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(uri.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    File file(handle);
    if (code != SQLITE_OK) return tl::unexpected(sqlite_trouble(handle, code, "The database " + uri + " cannot be opened"));
    return file;
}

// A file that nobody writes: nothing appears beside it.
std::string untouched(const fs::path& path) {
    std::string uri = "file:";
    for (const char c : fs::absolute(path).string()) {
        if (c == '%' || c == '?' || c == '#') {
            uri += c == '%' ? "%25" : c == '?' ? "%3f" : "%23";
        } else {
            uri += c;
        }
    }
    return uri + "?immutable=1";
}

// Every row's columns as text; the first error ends it.
Stored<std::vector<std::vector<std::string>>> texts_from(sqlite3* handle, const std::string& sql) {
    std::vector<std::vector<std::string>> rows;
    const auto take = [](void* out, int count, char** cells, char**) {
        std::vector<std::string> row;
        for (int i = 0; i < count; ++i) row.emplace_back(cells[i] ? cells[i] : "");
        static_cast<decltype(rows)*>(out)->push_back(std::move(row));
        return 0;
    };
    const int code = sqlite3_exec(handle, sql.c_str(), take, &rows, nullptr);
    if (code != SQLITE_OK) return tl::unexpected(sqlite_trouble(handle, code, "The database cannot be read"));
    return rows;
}

Stored<void> migrations_fit(sqlite3* handle, const fs::path& path) {
    const auto rows = texts_from(handle, "SELECT number, name, checksum FROM schema_migration ORDER BY number");
    if (!rows) return no_copy("not_ours", path.string() + " is no database of this program, or is damaged.");
    std::vector<AppliedMigration> applied;
    for (const auto& row : *rows) applied.push_back({std::stoll(row[0]), row[1], row[2]});
    return fits_program(applied, schema());
}

Stored<void> check_copy(const fs::path& path) {
    const auto file = open_file(untouched(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    if (!file) return tl::unexpected(file.error());
    const auto whole = texts_from(file->get(), "PRAGMA integrity_check");
    if (!whole || whole->size() != 1 || whole->front().front() != "ok") return no_copy("damaged", path.string() + " is damaged: PRAGMA integrity_check says so.");
    const auto loose = texts_from(file->get(), "PRAGMA foreign_key_check");
    if (!loose || !loose->empty()) return no_copy("damaged", path.string() + " is damaged: rows point to others that are not there.");
    return migrations_fit(file->get(), path);
}

// Into the file that is there, so that nobody else may read it meanwhile.
Stored<void> copy_bytes(const fs::path& from, const fs::path& to) {
    std::ifstream in(from, std::ios::binary);
    std::ofstream out(to, std::ios::binary | std::ios::trunc);
    if (in.peek() != std::ifstream::traits_type::eof()) out << in.rdbuf();
    out.flush();
    if (in && out) return {};
    return tl::unexpected(unavailable(errno == ENOSPC ? "disk_full" : "file_unavailable", from.string() + " cannot be copied to " + to.string() + "."));
}

// Nothing that anybody would miss: no file, no tables, or ours without an organisation.
bool holds_nothing(sqlite3* handle) {
    const auto tables = texts_from(handle, "SELECT name FROM sqlite_master WHERE type = 'table'");
    if (!tables) return false;
    if (tables->empty()) return true;
    const auto organisations = texts_from(handle, "SELECT 1 FROM organisation LIMIT 1");
    return organisations && organisations->empty();
}

// Ends its write-ahead log, which is possible only while nobody else has it open.
Stored<void> take_over(const std::string& target, bool replace) {
    std::error_code ignored;
    if (!fs::exists(target, ignored) || fs::file_size(target, ignored) == 0) return {};
    const auto file = open_file(target, SQLITE_OPEN_READWRITE);
    const bool readable = file && texts_from(file->get(), "PRAGMA schema_version").has_value();
    if (!replace && !(readable && holds_nothing(file->get()))) {
        return no_copy("not_empty", target + " is not empty; --replace puts the backup in its place.");
    }
    if (!readable) return {};  // broken: that is what backups are for
    const auto mode = texts_from(file->get(), "PRAGMA journal_mode=DELETE");
    if (!mode || mode->empty() || mode->front().front() != "delete") {
        return no_copy("in_use", target + " is in use; stop the platform first.");
    }
    return {};
}

}  // namespace

Stored<void> sqlite_fits(const fs::path& path) {
    // While somebody has it open, its log counts, and what lies beside it is there already.
    const bool in_use = fs::exists(path.string() + "-wal") && fs::exists(path.string() + "-shm");
    const auto file = in_use ? open_file(path.string(), SQLITE_OPEN_READONLY) : open_file(untouched(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    return file ? migrations_fit(file->get(), path) : tl::unexpected(file.error());
}

Stored<void> dump_sqlite(const std::string& source, const fs::path& part) {
    const auto file = open_file(source, SQLITE_OPEN_READWRITE);
    if (!file) return tl::unexpected(file.error());
    sqlite3_busy_timeout(file->get(), 10'000);
    sqlite3_stmt* made = nullptr;
    int code = sqlite3_prepare_v2(file->get(), "VACUUM INTO ?1", -1, &made, nullptr);
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(made, sqlite3_finalize);
    if (code == SQLITE_OK) code = sqlite3_bind_text(made, 1, part.c_str(), -1, SQLITE_TRANSIENT);
    if (code == SQLITE_OK) code = sqlite3_step(made);
    if (code != SQLITE_DONE) return tl::unexpected(sqlite_trouble(file->get(), code, "The database cannot be copied"));
    return check_copy(part);
}

Stored<void> restore_sqlite(const std::string& target, const fs::path& from, bool replace) {
    return whole_file(target, Over::Anything, [&](const fs::path& part) -> Stored<void> {
        if (auto copied = copy_bytes(from, part); !copied) return copied;
        if (auto good = check_copy(part); !good) {
            // The operator knows it by its own name.
            const auto at = good.error().context.find(part.string());
            if (at != std::string::npos) good.error().context.replace(at, part.string().size(), from.string());
            return good;
        }
        if (auto ours = take_over(target, replace); !ours) return ours;
        for (const char* beside : {"-wal", "-shm", "-journal"}) ::unlink((target + beside).c_str());
        return {};
    });
}

}  // namespace anju::server
