// SPDX-License-Identifier: Apache-2.0
// PostgreSQL through two pools of blocking connections, each with its own transaction at a time: who reads
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

    // So many connections for reading at most, and as many for writing; each is made when it is first needed.
    [[nodiscard]] static Stored<std::unique_ptr<Database>> open(const std::string& conninfo, int connections);
    Dialect dialect() const override { return Dialect::Postgres; }
    Stored<void> write(const Body& body) override;
    Stored<void> read(const Body& body) override;

  private:
    PostgresDatabase(Connections readers, Connections writers)
        : readers_(std::move(readers)), writers_(std::move(writers)) {}
    static Stored<void> run(Pool<PostgresConnection>& pool, const char* begin, const Body& body);
    static Stored<void> begin(PostgresConnection& connection, const char* statement);
    Pool<PostgresConnection> readers_;
    Pool<PostgresConnection> writers_;
};

}  // namespace anju::server
