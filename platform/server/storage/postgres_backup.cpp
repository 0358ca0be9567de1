// SPDX-License-Identifier: Apache-2.0
// By pg_dump and pg_restore. They get the connection in their environment, where other users cannot read it.
#include <libpq-fe.h>

#include <charconv>
#include <memory>
#include <optional>
#include <thread>

#include "platform/server/storage/child.hpp"
#include "platform/server/storage/copies.hpp"
#include "platform/server/storage/postgres_database.hpp"

namespace anju::server {
namespace {

namespace fs = std::filesystem;

constexpr const char* kAside = kAsideSchema;

struct FreeOptions {
    void operator()(PQconninfoOption* o) const { PQconninfoFree(o); }
};

struct Target {
    std::vector<std::string> environment;
    std::string name;  // of the database
};

Stored<Target> target_of(const std::string& conninfo) {
    char* error = nullptr;
    const std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconninfoParse(conninfo.c_str(), &error));
    PQfreemem(error);
    if (!options) return no_copy("database_unknown", "The conninfo of --database cannot be read.");
    Target target;
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
        if (!option->val) continue;
        if (option->envvar) target.environment.push_back(std::string(option->envvar) + "=" + option->val);
        if (std::string_view(option->keyword) == "dbname") target.name = option->val;
    }
    return target;
}

Stored<std::string> run_tool(const std::vector<std::string>& words, const std::vector<std::string>& environment) {
    auto ended = run_child(words, environment);
    if (!ended) {
        ended.error().context += " Debian has it in postgresql-client.";
        return tl::unexpected(ended.error());
    }
    if (ended->code != 0) return tl::unexpected(unavailable("tool_failed", words[0] + " failed: " + ended->complained));
    return ended->said;
}

std::vector<std::string> split_at(const std::string& text, char separator) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == separator) {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

// Names go into statements, which take no parameters there.
std::string quoted(const std::string& name) {
    std::string text = "\"";
    for (const char c : name) text += c == '"' ? "\"\"" : std::string(1, c);
    return text + "\"";
}

struct There {
    std::string schema;
    bool any_table = false;
    bool organisations = false;
    bool ours = false;  // has our list of migrations
    bool aside = false;
};

Stored<There> look_at(Database& database) {
    There there;
    const auto looked = database.write([&](Transaction& tx) -> Stored<void> {
        const Rows rows = tx.run("SELECT coalesce(current_schema(), ''), to_regclass('organisation') IS NOT NULL,"
                                 " to_regclass('schema_migration') IS NOT NULL,"
                                 " EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $1),"
                                 " EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema())",
                                 {std::string_view(kAside)});
        if (rows.empty()) return {};
        there.schema = rows[0].text(0);
        const auto yes = [&](std::size_t column) { return rows[0].text(column) == "t"; };
        const bool has_organisation = yes(1);
        there.ours = yes(2);
        there.aside = yes(3);
        there.any_table = yes(4);
        if (has_organisation) there.organisations = !tx.run("SELECT 1 FROM organisation LIMIT 1").empty();
        return {};
    });
    if (!looked) return tl::unexpected(looked.error());
    if (there.schema.empty()) return no_copy("no_schema", "The search_path of --database names no schema that exists.");
    return there;
}

// The schema that the archive holds, as its list says: "… TABLE DATA public schema_migration anju".
std::optional<std::string> schema_in(const std::string& list) {
    for (const std::string& line : split_at(list, '\n')) {
        const auto end = line.find(" schema_migration ");
        const auto begin = line.find(" TABLE DATA ");
        if (begin != std::string::npos && end != std::string::npos) return line.substr(begin + 12, end - begin - 12);
    }
    return std::nullopt;
}

Stored<std::string> from_archive(const fs::path& archive, std::vector<std::string> words) {
    words.insert(words.begin(), "pg_restore");
    words.push_back(archive.string());
    auto said = run_tool(words, {});
    if (!said && said.error().code == "tool_failed") return no_copy("damaged", archive.string() + " is damaged: " + said.error().context);
    return said;
}

Stored<std::string> check_archive(const fs::path& archive) {
    const auto list = from_archive(archive, {"--list"});
    if (!list) return list;
    auto schema_name = schema_in(*list);
    if (!schema_name) return no_copy("not_a_backup", archive.string() + " is an archive of pg_dump, but of no database of this program.");
    const auto rows = from_archive(archive, {"--data-only", "--table=schema_migration", "--file=-"});
    if (!rows) return rows;
    std::vector<AppliedMigration> applied;
    for (const std::string& line : split_at(*rows, '\n')) {
        const auto cells = split_at(line, '\t');
        AppliedMigration one;
        if (cells.size() != 4 || std::from_chars(cells[0].data(), cells[0].data() + cells[0].size(), one.number).ec != std::errc{}) continue;
        one.name = cells[1];
        one.checksum = cells[2];
        applied.push_back(std::move(one));
    }
    if (auto fits = fits_program(applied, schema()); !fits) return tl::unexpected(fits.error());
    // Reads all of it, to its end.
    if (auto read = from_archive(archive, {"--file=/dev/null"}); !read) return read;
    return *schema_name;
}

// Until the connection ends: no other of this program comes in, and none is there. All here goes over the one connection that
// writes: another of our own would be in the way.
Stored<bool> alone_with(Database& database) {
    bool alone = false;
    for (int attempt = 0; attempt < kLockAttempts && !alone; ++attempt) {
        if (attempt > 0) std::this_thread::sleep_for(kLockPause);
        const auto asked = database.write([&](Transaction& tx) -> Stored<void> {
            const Rows rows = tx.run("SELECT pg_try_advisory_lock($1)", {kDatabaseLock});
            alone = !rows.empty() && rows[0].text(0) == "t";
            return {};
        });
        if (!asked) return tl::unexpected(asked.error());
    }
    return alone;
}

Stored<void> run_all(Database& database, const std::string& script) {
    return database.write([&](Transaction& tx) -> Stored<void> {
        tx.script(script);
        return {};
    });
}

}  // namespace

Stored<void> dump_postgres(const std::string& conninfo, const fs::path& part) {
    const auto target = target_of(conninfo);
    if (!target) return tl::unexpected(target.error());
    auto database = PostgresDatabase::open(conninfo, 1);
    if (!database) return tl::unexpected(database.error());
    const auto there = look_at(**database);
    if (!there) return tl::unexpected(there.error());
    if (!there->ours) return no_copy("not_ours", "There is no database of this program.");
    const auto dumped = run_tool({"pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--no-password",
                                  "--schema=" + quoted(there->schema), "--file=" + part.string()},
                                 target->environment);
    if (!dumped) return tl::unexpected(dumped.error());
    const auto good = check_archive(part);
    return good ? Stored<void>{} : tl::unexpected(good.error());
}

// What is there stands aside, whole, until what comes is in: whenever this ends, one of the two is.
Stored<void> restore_postgres(const std::string& conninfo, const fs::path& from, bool replace) {
    const auto target = target_of(conninfo);
    if (!target) return tl::unexpected(target.error());
    const auto schema_name = check_archive(from);
    if (!schema_name) return tl::unexpected(schema_name.error());
    auto database = PostgresDatabase::open(conninfo, 1);
    if (!database) return tl::unexpected(database.error());
    const auto there = look_at(**database);
    if (!there) return tl::unexpected(there.error());
    if (there->schema != *schema_name) {
        return no_copy("another_schema", "The backup is of the schema " + *schema_name + ", and --database leads to " + there->schema + ".");
    }
    const auto alone = alone_with(**database);
    if (!alone) return tl::unexpected(alone.error());
    if (!*alone) return no_copy("in_use", "A platform is connected to this database; stop it first.");
    const bool tables_of_ours_only = there->ours && !there->organisations;
    if (there->any_table && !tables_of_ours_only && !replace) return no_copy("not_empty", "The database is not empty; --replace puts the backup in its place.");
    if (there->aside) {
        return no_copy("left_aside", std::string("The schema ") + kAside + " is left from a restore that did not end; look at it, then drop or rename it.");
    }
    const std::string name = quoted(*schema_name);
    if (there->any_table) {
        if (auto aside = run_all(**database, "ALTER SCHEMA " + name + " RENAME TO " + kAside + "; CREATE SCHEMA " + name); !aside) return aside;
    }
    const auto restored = run_tool({"pg_restore", "--dbname=" + target->name, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
                                    "--no-password", "--schema=" + *schema_name, from.string()},
                                   target->environment);
    if (!there->any_table) return restored ? Stored<void>{} : tl::unexpected(restored.error());
    if (restored) return run_all(**database, std::string("DROP SCHEMA ") + kAside + " CASCADE");
    const auto back = run_all(**database, "DROP SCHEMA " + name + " CASCADE; ALTER SCHEMA " + kAside + " RENAME TO " + name);
    if (!back) return no_copy("left_aside", restored.error().context + "; what was there is now in the schema " + kAside + ".");
    return tl::unexpected(restored.error());
}

}  // namespace anju::server
