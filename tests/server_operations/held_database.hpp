// SPDX-License-Identifier: Apache-2.0
// A session of somebody else in the platform's database, of either kind.
#pragma once

#include <libpq-fe.h>
#include <sqlite3.h>

#include <stdexcept>
#include <string>

namespace anju::tests {

class OtherSession {
  public:
    explicit OtherSession(const std::string& database) {
        const std::string name = database.substr(database.find(':') + 1);
        if (database.starts_with("sqlite:")) {
            if (sqlite3_open_v2(name.c_str(), &sqlite_, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) throw std::runtime_error("no SQLite");
            sqlite3_busy_timeout(sqlite_, 10'000);
        } else {
            postgres_ = PQconnectdb(name.c_str());
            if (PQstatus(postgres_) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(postgres_));
        }
    }
    ~OtherSession() {
        sqlite3_close(sqlite_);
        if (postgres_) PQfinish(postgres_);
    }
    OtherSession(const OtherSession&) = delete;
    OtherSession& operator=(const OtherSession&) = delete;

    void run(const std::string& sql) {
        if (sqlite_) {
            if (sqlite3_exec(sqlite_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(sqlite_));
            return;
        }
        PGresult* result = PQexec(postgres_, sql.c_str());
        const auto status = PQresultStatus(result);
        PQclear(result);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw std::runtime_error(PQerrorMessage(postgres_));
    }
    // Until this session ends nobody else can write.
    void hold_everything() { run(sqlite_ ? "BEGIN IMMEDIATE" : "BEGIN; LOCK TABLE heartbeat, household IN ACCESS EXCLUSIVE MODE"); }

  private:
    sqlite3* sqlite_ = nullptr;
    PGconn* postgres_ = nullptr;
};

}  // namespace anju::tests
