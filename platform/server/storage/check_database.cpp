// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/check_database.hpp"

#include <unistd.h>

#include <filesystem>
#include <optional>

#include "platform/server/storage/copies.hpp"
#include "platform/server/storage/postgres_connection.hpp"

namespace anju::server {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> sqlite_wrong(const fs::path& path) {
    std::error_code ignored;
    const fs::path place = path.has_parent_path() ? path.parent_path() : fs::path(".");
    if (path.empty()) return "--database sqlite: names no file.";
    if (!fs::is_directory(place, ignored)) return "The folder " + place.string() + " of the database is not there.";
    if (::access(place.c_str(), W_OK | X_OK) != 0) return "The folder " + place.string() + " of the database cannot be written.";
    if (!fs::exists(path, ignored) || fs::file_size(path, ignored) == 0) return std::nullopt;  // it will be made
    if (::access(path.c_str(), R_OK | W_OK) != 0) return "The database " + path.string() + " cannot be read and written.";
    const auto fits = sqlite_fits(path);
    return fits ? std::nullopt : std::optional(fits.error().context);
}

std::optional<std::string> postgres_wrong(const std::string& conninfo) {
    PostgresConnection connection(conninfo);
    if (const auto connected = connection.connect(); !connected) return connected.error().context;
    const auto rows = [&](std::string_view sql) { return connection.execute(sql, {}); };
    if (const auto begun = connection.script("BEGIN READ ONLY"); !begun) return begun.error().context;
    const auto there = rows("SELECT current_schema() IS NOT NULL, to_regclass('schema_migration') IS NOT NULL,"
                            " has_schema_privilege(current_schema(), 'CREATE'), pg_is_in_recovery()");
    if (!there) return there.error().context;
    const auto yes = [&](std::size_t column) { return !there->empty() && (*there)[0].text(column) == "t"; };
    if (!yes(0)) return "The search_path of --database names no schema that exists.";
    if (yes(3)) return "This PostgreSQL is a standby, which cannot be written.";
    if (!yes(2)) return "The user of --database may make no tables in its schema.";
    if (!yes(1)) return std::nullopt;  // they will be made
    const auto stored = rows("SELECT number, name, checksum FROM schema_migration ORDER BY number");
    if (!stored) return stored.error().context;
    std::vector<AppliedMigration> applied;
    for (const Row& row : *stored) applied.push_back({row.number(0), row.text(1), row.text(2)});
    const auto fits = fits_program(applied, schema());
    return fits ? std::nullopt : std::optional(fits.error().context);
}

}  // namespace

std::vector<std::string> check_database(const std::string& database) {
    std::optional<std::string> wrong = "A database is named sqlite:PATH or postgres:CONNINFO, not " + database.substr(0, database.find(':')) + ".";
    if (database.starts_with("sqlite:")) wrong = sqlite_wrong(database.substr(7));
    if (database.starts_with("postgres:")) wrong = postgres_wrong(database.substr(9));
    if (!wrong) return {};
    if (!wrong->ends_with('.')) *wrong += '.';
    return {*wrong};
}

}  // namespace anju::server
