// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/migrate.hpp"

#include <algorithm>
#include <map>

#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

constexpr std::int64_t kSchemaLock = 0x616e6a75;  // "anju": any constant that is only ours

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

std::string without_blocks(std::string_view text, std::string_view opening) {
    std::string kept;
    bool inside = false;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
        const auto line = text.substr(0, end);
        text.remove_prefix(end);
        if (line.starts_with(opening)) {
            inside = true;
        } else if (line.starts_with("--}")) {
            inside = false;
        } else if (!inside) {
            kept += line;
        }
    }
    return kept;
}

RepositoryError refused(std::string code, std::string context) {
    return {Trouble::Refused, std::move(code), std::move(context), {}};
}

}  // namespace

std::string in_dialect(std::string_view text, Dialect dialect) {
    const bool sqlite = dialect == Dialect::Sqlite;
    std::string sql = without_blocks(text, sqlite ? "--postgres{" : "--sqlite{");
    // Paths are compared by range: bytes, never a language's collation.
    replace_all(sql, "${path}", sqlite ? "TEXT" : "TEXT COLLATE \"C\"");
    replace_all(sql, "${bytes}", sqlite ? "BLOB" : "BYTEA");
    replace_all(sql, "${serial}",
                sqlite ? "INTEGER PRIMARY KEY AUTOINCREMENT"
                       : "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY");
    return sql;
}

Stored<void> migrate(Database& database, std::span<const Migration> migrations,
                     contract::Time now) {
    return database.write([&](Transaction& tx) -> Stored<void> {
        if (database.dialect() == Dialect::Postgres) {
            tx.run("SELECT pg_advisory_xact_lock($1)", {kSchemaLock});
        }
        tx.script(
            "CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER PRIMARY KEY,"
            " name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)");
        std::map<std::int64_t, Row> applied;
        for (Row& row : tx.run("SELECT number, name, checksum FROM schema_migration")) {
            applied.emplace(row.number(0), std::move(row));
        }
        for (const Migration& migration : migrations) {
            const std::string checksum = sha256_hex(migration.text);
            const auto found = applied.find(migration.number);
            if (found == applied.end()) {
                tx.script(in_dialect(migration.text, database.dialect()));
                tx.run(
                    "INSERT INTO schema_migration (number, name, checksum, applied_at)"
                    " VALUES ($1, $2, $3, $4)",
                    {migration.number, migration.name, checksum, now});
                continue;
            }
            if (found->second.text(2) != checksum) {
                return tl::unexpected(refused(
                    "schema_changed", "the schema file " + std::string(migration.name) +
                                          " was changed after this database had applied it"));
            }
            applied.erase(found);
        }
        if (!applied.empty()) {
            return tl::unexpected(
                refused("schema_newer", "the database was made by a newer program: it has " +
                                            applied.rbegin()->second.text(1)));
        }
        return {};
    });
}

}  // namespace anju::server
