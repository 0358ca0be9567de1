// SPDX-License-Identifier: Apache-2.0
// One blocking libpq connection and its prepared statements. One thread at a time.
#pragma once

#include <chrono>
#include <libpq-fe.h>

#include <memory>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "platform/server/storage/database.hpp"

namespace anju::server {

// Each connection of this program shares this advisory lock of the database; a restore has it alone.
inline constexpr std::int64_t kDatabaseLock = 0x616e6a76;
// The server notices a little later that somebody has gone.
inline constexpr int kLockAttempts = 40;
inline constexpr std::chrono::milliseconds kLockPause{50};

class PostgresConnection {
  public:
    // Does not connect yet: the server may come back later than we start to need it.
    explicit PostgresConnection(std::string conninfo) : conninfo_(std::move(conninfo)) {}

    [[nodiscard]] Stored<void> connect();  // nothing to do while the connection is good
    [[nodiscard]] Stored<Rows> execute(std::string_view sql, std::span<const Value> values);
    [[nodiscard]] Stored<void> script(const std::string& sql);
    // COMMIT of a spoiled transaction is answered "ROLLBACK" and no error.
    [[nodiscard]] Stored<void> commit();
    void rollback();
    bool lost() const { return !handle_ || PQstatus(handle_.get()) != CONNECTION_OK; }
    void drop() { handle_.reset(); }

  private:
    struct Finish {
        void operator()(PGconn* c) const { PQfinish(c); }
    };
    struct Clear {
        void operator()(PGresult* r) const { PQclear(r); }
    };
    using Result = std::unique_ptr<PGresult, Clear>;

    [[nodiscard]] Stored<void> hold_database();
    [[nodiscard]] Stored<std::string> prepared(std::string_view sql);
    RepositoryError trouble(const PGresult* result) const;

    std::string conninfo_;
    std::unique_ptr<PGconn, Finish> handle_;
    std::map<std::string, std::string, std::less<>> statements_;  // their names
};

class PostgresTransaction : public Transaction {
  public:
    explicit PostgresTransaction(PostgresConnection& connection) : connection_(connection) {}

  private:
    Stored<Rows> execute(std::string_view sql, std::span<const Value> values) override {
        return connection_.execute(sql, values);
    }
    Stored<void> execute_script(const std::string& sql) override { return connection_.script(sql); }
    PostgresConnection& connection_;
};

// Of a transaction that lost against another: worth running again from the start.
inline constexpr const char* kTryAgain = "serialization";

}  // namespace anju::server
