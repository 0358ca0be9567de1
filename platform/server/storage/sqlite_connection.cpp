// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/sqlite_connection.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

namespace anju::server {
namespace {

constexpr int kBusyMilliseconds = 5000;
constexpr std::chrono::milliseconds kBetweenTries{10};

// The file holds people's words: its owner reads it, nobody else. WAL and SHM inherit the mode. One that
// is there is never opened and closed here: that would take away the locks of the connections that this
// process has, and another program would clear up a log that is in use.
Stored<void> make_private_file(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0) {
        ::close(fd);
        return {};
    }
    if (errno == EEXIST && ::access(path.c_str(), R_OK | W_OK) == 0) {
        return {};
    }
    return tl::unexpected(
        unavailable("database_unavailable",
                    "cannot open the database " + path + ": " + std::strerror(errno)));
}

int bind(sqlite3_stmt* statement, int index, const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return sqlite3_bind_int64(statement, index, *number);
    }
    if (const auto* text = std::get_if<std::string_view>(&value)) {
        return sqlite3_bind_text64(statement, index, text->data() ? text->data() : "", text->size(),
                                   SQLITE_STATIC, SQLITE_UTF8);
    }
    if (const auto* bytes = std::get_if<Bytes>(&value)) {
        return sqlite3_bind_blob64(statement, index, bytes->view.data() ? bytes->view.data() : "",
                                   bytes->view.size(), SQLITE_STATIC);
    }
    return sqlite3_bind_null(statement, index);
}

Row row_of(sqlite3_stmt* statement) {
    std::vector<Cell> cells;
    const int columns = sqlite3_column_count(statement);
    for (int i = 0; i < columns; ++i) {
        switch (sqlite3_column_type(statement, i)) {
            case SQLITE_NULL:
                cells.emplace_back();
                break;
            case SQLITE_INTEGER:
                cells.emplace_back(std::int64_t{sqlite3_column_int64(statement, i)});
                break;
            default: {
                const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, i));
                const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
                cells.emplace_back(data ? std::string(data, size) : std::string{});
            }
        }
    }
    return Row(std::move(cells));
}

// Two programs that open a new file at once both find it without its log. SQLite tells the second at once
// that it is locked, whatever the time it may wait: it would have to let go of the first page to go on.
Stored<void> keep_a_log(SqliteConnection& connection) {
    const auto enough = std::chrono::steady_clock::now() + std::chrono::milliseconds(kBusyMilliseconds);
    for (;;) {
        auto set = connection.script("PRAGMA journal_mode=WAL");
        if (set || set.error().code != "busy" || std::chrono::steady_clock::now() > enough) {
            return set;
        }
        std::this_thread::sleep_for(kBetweenTries);
    }
}

// holds(text, part): faster than LIKE, which reads letter by letter.
void holds(sqlite3_context* context, int, sqlite3_value** values) {
    const auto view = [](sqlite3_value* value) {
        const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
        return std::string_view(text == nullptr ? "" : text, text == nullptr ? 0 : static_cast<std::size_t>(sqlite3_value_bytes(value)));
    };
    const std::string_view text = view(values[0]), part = view(values[1]);
    sqlite3_result_int(context, memmem(text.data(), text.size(), part.data(), part.size()) != nullptr ? 1 : 0);
}

}  // namespace

Stored<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const std::string& path, Use use) {
    if (auto made = make_private_file(path); !made) {
        return tl::unexpected(made.error());
    }
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    std::unique_ptr<SqliteConnection> connection(new SqliteConnection(handle));
    if (code != SQLITE_OK) {
        return tl::unexpected(
            unavailable("database_unavailable",
                        "cannot open the database " + path + ": " + sqlite3_errstr(code)));
    }
    sqlite3_busy_timeout(handle, kBusyMilliseconds);
    sqlite3_create_function(handle, "holds", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nullptr, holds, nullptr, nullptr);
    // A reader forgets its pages with every commit of the writer, and the kernel has them still: a small cache does. The writer keeps
    // its own, 64 MiB at most, and in memory what a savepoint may have to put back: as a file it was twice what the log is. The log
    // is written back each 32 MiB instead of each four, where nobody else does so (SqliteLog).
    std::string pragmas = "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;";
    pragmas += use == Use::Write ? "PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8000;" : "PRAGMA query_only=ON; PRAGMA cache_size=-512;";
    auto set = use == Use::Write ? keep_a_log(*connection) : Stored<void>{};
    if (set) {
        set = connection->script(pragmas);
    }
    if (!set) {
        set.error().context = "cannot use the database " + path + ": " + set.error().context;
        return tl::unexpected(set.error());
    }
    return connection;
}

Stored<sqlite3_stmt*> SqliteConnection::prepared(std::string_view sql) {
    if (const auto found = statements_.find(sql); found != statements_.end()) {
        return found->second.get();
    }
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) {
        return tl::unexpected(trouble(code));
    }
    statements_.emplace(std::string(sql), Statement(statement));
    return statement;
}

Stored<Rows> SqliteConnection::execute(std::string_view sql, std::span<const Value> values) {
    const auto statement = prepared(sql);
    if (!statement) {
        return tl::unexpected(statement.error());
    }
    int code = SQLITE_OK;
    for (std::size_t i = 0; i < values.size() && code == SQLITE_OK; ++i) {
        const std::string name = "$" + std::to_string(i + 1);
        const int index = sqlite3_bind_parameter_index(*statement, name.c_str());
        code = index == 0 ? SQLITE_RANGE : bind(*statement, index, values[i]);
    }
    Rows rows;
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(*statement);
        if (code == SQLITE_ROW) {
            rows.push_back(row_of(*statement));
        }
    }
    Stored<Rows> answer = std::move(rows);
    if (code != SQLITE_DONE) {
        answer = tl::unexpected(trouble(code));
    }
    sqlite3_reset(*statement);
    sqlite3_clear_bindings(*statement);
    return answer;
}

Stored<void> SqliteConnection::say(std::string_view sql) {
    if (auto said = execute(sql, {}); !said) {
        return tl::unexpected(said.error());
    }
    return {};
}

Stored<void> SqliteConnection::script(const std::string& sql) {
    const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        return tl::unexpected(trouble(code));
    }
    return {};
}

void SqliteConnection::leave_log_to_others() {
    const auto counted = [](void* self, sqlite3*, const char*, int pages) {
        static_cast<SqliteConnection*>(self)->log_pages_ = pages;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(handle_.get(), counted, this);
}

Stored<int> SqliteConnection::write_log_back() {
    int held = 0, written = 0;
    const int code = sqlite3_wal_checkpoint_v2(handle_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &held, &written);
    if (code != SQLITE_OK) {
        return tl::unexpected(trouble(code));
    }
    // SQLite leaves that to whoever begins the log anew, and he makes others wait.
    sqlite3_file* file = nullptr;
    if (sqlite3_file_control(handle_.get(), nullptr, SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK && file->pMethods != nullptr) {
        (void)file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
    }
    return written;
}

Stored<void> SqliteConnection::begin_log_anew(std::chrono::milliseconds patience) {
    sqlite3_busy_timeout(handle_.get(), static_cast<int>(patience.count()));
    const int code = sqlite3_wal_checkpoint_v2(handle_.get(), nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
    Stored<void> begun;
    if (code != SQLITE_OK) {
        begun = tl::unexpected(trouble(code));
    }
    sqlite3_busy_timeout(handle_.get(), kBusyMilliseconds);
    return begun;
}

RepositoryError SqliteConnection::trouble(int code) const {
    const std::string context = sqlite3_errmsg(handle_.get());
    switch (code & 0xFF) {
        case SQLITE_CONSTRAINT:
            return {Trouble::Conflict, "already_there", context, {}};
        case SQLITE_FULL:
            return unavailable("disk_full", context);
        case SQLITE_READONLY:
            return unavailable("read_only", context);
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return unavailable("busy", context);
        default:
            return unavailable("database_unavailable", context);
    }
}

}  // namespace anju::server
