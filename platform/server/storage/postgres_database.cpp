// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/postgres_database.hpp"

#include <chrono>
#include <thread>

namespace anju::server {
namespace {

constexpr int kAttempts = 5;
constexpr int kReports = 8, kUrgent = 4;  // connections

// Who comes second waits a little, or it takes the same rows again before the first one has woken.
void stand_back(int attempt) {
    std::this_thread::sleep_for(std::chrono::milliseconds{20} * (1 << attempt));
}

}  // namespace

Stored<std::unique_ptr<Database>> PostgresDatabase::open(const std::string& conninfo, int connections) {
    Connections readers;
    Connections writers;
    for (int i = 0; i < connections; ++i) {
        readers.push_back(std::make_unique<PostgresConnection>(conninfo));
        writers.push_back(std::make_unique<PostgresConnection>(conninfo));
    }
    Connections reports;
    for (int i = 0; i < kReports; ++i) {
        reports.push_back(std::make_unique<PostgresConnection>(conninfo));
    }
    Connections urgent;
    for (int i = 0; i < kUrgent; ++i) {
        urgent.push_back(std::make_unique<PostgresConnection>(conninfo));
    }
    // One now, so that a wrong CONNINFO is said at the start; the others when they are needed.
    if (auto connected = writers.back()->connect(); !connected) {
        return tl::unexpected(connected.error());
    }
    return std::unique_ptr<Database>(new PostgresDatabase(std::move(readers), std::move(writers), std::move(reports), std::move(urgent)));
}

// READ COMMITTED: every write below a household holds the household's row first, so what it reads
// afterwards is what everyone before it committed.
Stored<void> PostgresDatabase::write(const Body& body, Urgency urgency) {
    auto& pool = urgency == Urgency::Alarm ? urgent_ : urgency == Urgency::Report ? reports_ : writers_;
    return run(pool, "BEGIN ISOLATION LEVEL READ COMMITTED", body);
}

Stored<void> PostgresDatabase::read(const Body& body) {
    return run(readers_, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body);
}

Stored<void> PostgresDatabase::begin(PostgresConnection& connection, const char* statement) {
    if (auto connected = connection.connect(); !connected) {
        return connected;
    }
    Stored<void> begun = connection.script(statement);
    if (!begun && connection.lost()) {
        // The server went away while the connection lay idle; nothing was asked of it yet.
        if (auto again = connection.connect(); !again) {
            return again;
        }
        begun = connection.script(statement);
    }
    return begun;
}

Stored<void> PostgresDatabase::run(Pool<PostgresConnection>& pool, const char* statement, const Body& body) {
    const auto connection = pool.borrow();
    Stored<void> result;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        if (auto begun = begin(*connection, statement); !begun) {
            return begun;
        }
        PostgresTransaction transaction(*connection);
        try {
            result = body(transaction);
        } catch (...) {  // or the next one would commit what this one began
            connection->rollback();
            throw;
        }
        if (transaction.error()) {
            result = tl::unexpected(*transaction.error());
        }
        if (result) {
            result = connection->commit();
        }
        if (!result) {
            connection->rollback();
        }
        if (result || result.error().code != kTryAgain) {
            return result;
        }
        stand_back(attempt);
    }
    result.error().code = "busy";
    return result;
}

}  // namespace anju::server
