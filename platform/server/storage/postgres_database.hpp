// SPDX-License-Identifier: Apache-2.0
// PostgreSQL through pools of blocking connections, each with its own transaction at a time: who reads
// never waits behind those who write and wait for the disk.
#pragma once

#include <memory>
#include <string>

#include "platform/server/storage/database.hpp"
#include "platform/server/storage/pool.hpp"
#include "platform/server/storage/postgres_connection.hpp"

namespace anju::server {

class PostgresDatabase : public Database {
  public:
    using Connections = std::vector<std::unique_ptr<PostgresConnection>>;

    // So many connections for reading at most, as many for writing, and a few for calls for help and for who acts on them; each is made when it is first needed.
    [[nodiscard]] static Stored<std::unique_ptr<Database>> open(const std::string& conninfo, int connections);
    Dialect dialect() const override { return Dialect::Postgres; }
    Stored<void> write(const Body& body, Urgency urgency = Urgency::Routine) override;
    Stored<void> read(const Body& body) override;

  private:
    PostgresDatabase(Connections readers, Connections writers, Connections reports, Connections urgent)
        : readers_(std::move(readers)), writers_(std::move(writers)), reports_(std::move(reports)), urgent_(std::move(urgent)) {}
    static Stored<void> run(Pool<PostgresConnection>& pool, const char* begin, const Body& body);
    static Stored<void> begin(PostgresConnection& connection, const char* statement);
    Pool<PostgresConnection> readers_;
    Pool<PostgresConnection> writers_;
    Pool<PostgresConnection> reports_;
    Pool<PostgresConnection> urgent_;
};

}  // namespace anju::server
