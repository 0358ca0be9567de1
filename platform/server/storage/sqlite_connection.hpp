// SPDX-License-Identifier: Apache-2.0
// One SQLite connection and its prepared statements. One thread at a time.
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "platform/server/storage/database.hpp"

namespace anju::server {

class SqliteConnection {
  public:
    enum class Use { Write, Read };
    [[nodiscard]] static Stored<std::unique_ptr<SqliteConnection>> open(const std::string& path,
                                                                        Use use);

    [[nodiscard]] Stored<Rows> execute(std::string_view sql, std::span<const Value> values);
    // One statement without values, parsed once: what begins and ends each transaction.
    [[nodiscard]] Stored<void> say(std::string_view sql);
    [[nodiscard]] Stored<void> script(const std::string& sql);
    // From now on nothing is written back within a commit: log_pages() says how many the log holds since.
    void leave_log_to_others();
    int log_pages() const { return log_pages_; }
    // From the log into the file, as far as nobody reads what was before; the answer: so many of its pages stand there.
    [[nodiscard]] Stored<int> write_log_back();
    // All of it; who writes next begins at its start. Waits so long for who reads, then "busy".
    [[nodiscard]] Stored<void> begin_log_anew(std::chrono::milliseconds patience);
    // SQLite may end a transaction by itself when the disk is full.
    bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

  private:
    struct Close {
        void operator()(sqlite3* h) const { sqlite3_close_v2(h); }
    };
    struct Finalize {
        void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
    };
    using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

    explicit SqliteConnection(sqlite3* handle) : handle_(handle) {}
    [[nodiscard]] Stored<sqlite3_stmt*> prepared(std::string_view sql);
    RepositoryError trouble(int code) const;

    std::unique_ptr<sqlite3, Close> handle_;
    int log_pages_ = 0;
    std::map<std::string, Statement, std::less<>> statements_;
};

class SqliteTransaction : public Transaction {
  public:
    explicit SqliteTransaction(SqliteConnection& connection) : connection_(connection) {}

  private:
    Stored<Rows> execute(std::string_view sql, std::span<const Value> values) override {
        return connection_.execute(sql, values);
    }
    Stored<void> execute_script(const std::string& sql) override { return connection_.script(sql); }
    SqliteConnection& connection_;
};

}  // namespace anju::server
