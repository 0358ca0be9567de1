// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/postgres_connection.hpp"

#include <array>
#include <cstring>
#include <thread>
#include <vector>

namespace anju::server {
namespace {

constexpr Oid kBytea = 17;

// durable: a server set to answer before the disk does would break our word to the sender.
constexpr const char* kSettings =
    "SET synchronous_commit = on; SET statement_timeout = '30s'; SET lock_timeout = '10s';"
    "SET idle_in_transaction_session_timeout = '60s'; SET client_min_messages = warning;";

// The parameters as libpq wants them: text with an end, bytes with a length.
class Parameters {
  public:
    explicit Parameters(std::span<const Value> values) {
        texts_.reserve(values.size());  // pointers into it must stay
        for (const Value& value : values) {
            add(value);
        }
    }
    int count() const { return static_cast<int>(pointers_.size()); }
    const char* const* pointers() const { return pointers_.data(); }
    const int* lengths() const { return lengths_.data(); }
    const int* formats() const { return formats_.data(); }

  private:
    void add(const Value& value) {
        if (const auto* bytes = std::get_if<Bytes>(&value)) {
            push(bytes->view.empty() ? "" : bytes->view.data(),
                 static_cast<int>(bytes->view.size()), 1);
        } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
            push(texts_.emplace_back(std::to_string(*number)).c_str(), 0, 0);
        } else if (const auto* text = std::get_if<std::string_view>(&value)) {
            push(texts_.emplace_back(*text).c_str(), 0, 0);
        } else {
            push(nullptr, 0, 0);
        }
    }
    void push(const char* pointer, int length, int format) {
        pointers_.push_back(pointer);
        lengths_.push_back(length);
        formats_.push_back(format);
    }
    std::vector<std::string> texts_;
    std::vector<const char*> pointers_;
    std::vector<int> lengths_, formats_;
};

int nibble(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

// "\x0a1b", the only form since 9.0.
std::string bytes_of(std::string_view hex) {
    std::string bytes;
    bytes.reserve(hex.size() / 2);
    for (std::size_t i = 2; i + 1 < hex.size(); i += 2) {
        bytes += static_cast<char>(nibble(hex[i]) * 16 + nibble(hex[i + 1]));
    }
    return bytes;
}

Rows rows_of(const PGresult* result) {
    Rows rows;
    const int columns = PQnfields(result);
    for (int r = 0; r < PQntuples(result); ++r) {
        std::vector<Cell> cells;
        for (int c = 0; c < columns; ++c) {
            const std::string_view text(PQgetvalue(result, r, c),
                                        static_cast<std::size_t>(PQgetlength(result, r, c)));
            if (PQgetisnull(result, r, c) != 0) {
                cells.emplace_back();
            } else {
                cells.emplace_back(PQftype(result, c) == kBytea ? bytes_of(text)
                                                                : std::string(text));
            }
        }
        rows.emplace_back(std::move(cells));
    }
    return rows;
}

bool is_fine(const PGresult* result) {
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

std::string on_one_line(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) {
        text.pop_back();
    }
    for (char& c : text) {
        c = c == '\n' ? ' ' : c;
    }
    return text;
}

}  // namespace

Stored<void> PostgresConnection::connect() {
    if (!lost()) {
        return {};
    }
    statements_.clear();
    // Values given twice count in the order of these lists: what the operator writes wins.
    const std::array<const char*, 5> names{"connect_timeout", "application_name", "client_encoding",
                                           "dbname", nullptr};
    const std::array<const char*, 5> values{"5", "anju-platform", "UTF8", conninfo_.c_str(),
                                            nullptr};
    handle_.reset(PQconnectdbParams(names.data(), values.data(), 1));
    if (lost()) {
        const std::string why = handle_ ? on_one_line(PQerrorMessage(handle_.get())) : "no memory";
        handle_.reset();
        return tl::unexpected(
            unavailable("database_unavailable", "cannot reach PostgreSQL: " + why));
    }
    PQsetNoticeProcessor(
        handle_.get(), [](void*, const char*) {}, nullptr);
    auto ready = script(kSettings);
    if (ready) {
        ready = hold_database();
    }
    if (!ready) {  // or it would be taken for one that has its settings and its lock
        handle_.reset();
    }
    return ready;
}

// As long as this connection stands nobody restores over the database; while somebody does, nobody connects.
Stored<void> PostgresConnection::hold_database() {
    const std::string held = "SELECT pg_try_advisory_lock_shared(" + std::to_string(kDatabaseLock) + ")";
    for (int attempt = 0; attempt < kLockAttempts; ++attempt) {
        const Result result(PQexec(handle_.get(), held.c_str()));
        if (!is_fine(result.get())) {
            return tl::unexpected(trouble(result.get()));
        }
        if (std::string_view(PQgetvalue(result.get(), 0, 0)) == "t") {
            return {};
        }
        std::this_thread::sleep_for(kLockPause);
    }
    handle_.reset();
    return tl::unexpected(unavailable("database_unavailable", "a backup is being restored into this database; try again when that has ended"));
}

Stored<std::string> PostgresConnection::prepared(std::string_view sql) {
    if (const auto known = statements_.find(sql); known != statements_.end()) {
        return known->second;
    }
    const std::string name = "s" + std::to_string(statements_.size());
    const Result result(
        PQprepare(handle_.get(), name.c_str(), std::string(sql).c_str(), 0, nullptr));
    if (!is_fine(result.get())) {
        return tl::unexpected(trouble(result.get()));
    }
    statements_.emplace(sql, name);
    return name;
}

Stored<Rows> PostgresConnection::execute(std::string_view sql, std::span<const Value> values) {
    const auto name = prepared(sql);
    if (!name) {
        return tl::unexpected(name.error());
    }
    const Parameters parameters(values);
    const Result result(PQexecPrepared(handle_.get(), name->c_str(), parameters.count(),
                                       parameters.pointers(), parameters.lengths(),
                                       parameters.formats(), 0));
    if (!is_fine(result.get())) {
        return tl::unexpected(trouble(result.get()));
    }
    return rows_of(result.get());
}

Stored<void> PostgresConnection::script(const std::string& sql) {
    const Result result(PQexec(handle_.get(), sql.c_str()));
    if (!is_fine(result.get())) {
        return tl::unexpected(trouble(result.get()));
    }
    return {};
}

Stored<void> PostgresConnection::commit() {
    const Result result(PQexec(handle_.get(), "COMMIT"));
    if (!is_fine(result.get())) {
        return tl::unexpected(trouble(result.get()));
    }
    if (std::strcmp(PQcmdStatus(result.get()), "COMMIT") != 0) {
        return tl::unexpected(unavailable("database_unavailable", "the transaction was undone"));
    }
    return {};
}

void PostgresConnection::rollback() {
    if (!lost() && !script("ROLLBACK")) {
        drop();
    }
}

RepositoryError PostgresConnection::trouble(const PGresult* result) const {
    const char* field = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    const std::string_view state = field ? field : "";
    // Only the first line: DETAIL and CONTEXT may quote what people wrote.
    const char* primary = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
    const std::string context = on_one_line(primary ? primary : PQerrorMessage(handle_.get()));
    if (state == "40001" || state == "40P01") {
        return unavailable(kTryAgain, context);
    }
    if (state.starts_with("23")) {
        return {Trouble::Conflict, "already_there", context, {}};
    }
    if (state == "53100") {
        return unavailable("disk_full", context);
    }
    if (state == "25006") {
        return unavailable("read_only", context);
    }
    if (state == "55P03" || state == "57014" || state == "53300") {
        return unavailable("busy", context);
    }
    return unavailable("database_unavailable", context);
}

}  // namespace anju::server
