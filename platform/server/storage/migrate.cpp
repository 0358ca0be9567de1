// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/migrate.hpp"

#include <algorithm>
#include <map>
#include <vector>

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

// A restore that was cut off leaves an empty database beside the one that was there: served, it would look like a new one.
Stored<void> no_restore_left(Transaction& tx) {
    const Rows rows = tx.run("SELECT coalesce(current_schema(), ''), to_regclass('schema_migration') IS NOT NULL FROM pg_namespace WHERE nspname = $1",
                             {std::string_view(kAsideSchema)});
    if (rows.empty()) {
        return {};
    }
    const std::string aside = kAsideSchema, here = rows[0].text(0);
    return tl::unexpected(refused(
        "restore_unfinished",
        rows[0].text(1) == "t"
            ? "恢复差最后一步：备份已经在库里，原来的还在 " + aside + " 里。看过没问题，就执行 DROP SCHEMA " + aside +
                  " CASCADE。 A restore was cut off before its last step: the backup is in, what was there before is still in the schema " + aside +
                  ". When you have looked at it: DROP SCHEMA " + aside + " CASCADE"
            : "恢复做到一半断了：原来的数据在 " + aside + " 里，这里是空的。先执行 DROP SCHEMA " + here + " CASCADE; ALTER SCHEMA " + aside + " RENAME TO " + here +
                  "，再恢复一次。 A restore was cut off: what was there is in the schema " + aside + ", and here is nothing. Run DROP SCHEMA " + here +
                  " CASCADE; ALTER SCHEMA " + aside + " RENAME TO " + here + ", then restore again"));
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

Stored<void> fits_program(std::span<const AppliedMigration> applied,
                          std::span<const Migration> migrations) {
    std::map<std::int64_t, const AppliedMigration*> open;
    for (const AppliedMigration& one : applied) {
        open.emplace(one.number, &one);
    }
    std::string missing;
    for (const Migration& migration : migrations) {
        const auto found = open.find(migration.number);
        if (found == open.end()) {
            missing = missing.empty() ? std::string(migration.name) : missing;
            continue;
        }
        if (found->second->checksum != sha256_hex(migration.text)) {
            return tl::unexpected(refused("schema_changed",
                                          "the schema file " + std::string(migration.name) +
                                              " was changed after this database had applied it"));
        }
        if (!missing.empty()) {
            return tl::unexpected(refused("schema_gap", "the database has " + found->second->name +
                                                            ", but not " + missing +
                                                            ", which comes before it"));
        }
        open.erase(found);
    }
    if (!open.empty()) {
        return tl::unexpected(
            refused("schema_newer", "the database was made by a newer program: it has " +
                                        open.rbegin()->second->name));
    }
    return {};
}

Stored<void> migrate(Database& database, std::span<const Migration> migrations,
                     contract::Time now) {
    return database.write([&](Transaction& tx) -> Stored<void> {
        if (database.dialect() == Dialect::Postgres) {
            tx.run("SELECT pg_advisory_xact_lock($1)", {kSchemaLock});
            if (auto whole = no_restore_left(tx); !whole) {
                return whole;
            }
        }
        tx.script(
            "CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER PRIMARY KEY,"
            " name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)");
        std::vector<AppliedMigration> applied;
        for (const Row& row :
             tx.run("SELECT number, name, checksum FROM schema_migration ORDER BY number")) {
            applied.push_back({row.number(0), row.text(1), row.text(2)});
        }
        if (auto fits = fits_program(applied, migrations); !fits) {
            return fits;
        }
        for (const Migration& migration : migrations.subspan(applied.size())) {
            tx.script(in_dialect(migration.text, database.dialect()));
            tx.run(
                "INSERT INTO schema_migration (number, name, checksum, applied_at)"
                " VALUES ($1, $2, $3, $4)",
                {migration.number, migration.name, sha256_hex(migration.text), now});
        }
        return {};
    });
}

}  // namespace anju::server
