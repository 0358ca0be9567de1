// SPDX-License-Identifier: Apache-2.0
// PostgreSQL through a pool of blocking connections, each with its own transaction at a time.
#pragma once

#include <memory>
#include <string>

#include "platform/server/storage/database.hpp"
#include "platform/server/storage/pool.hpp"
#include "platform/server/storage/postgres_connection.hpp"

namespace anju::server {

class PostgresDatabase : public Database {
  public:
    [[nodiscard]] static Stored<std::unique_ptr<Database>> open(const std::string& conninfo,
                                                                int connections);
    Dialect dialect() const override { return Dialect::Postgres; }
    Stored<void> write(const Body& body) override;
    Stored<void> read(const Body& body) override;

  private:
    explicit PostgresDatabase(std::vector<std::unique_ptr<PostgresConnection>> connections)
        : pool_(std::move(connections)) {}
    Stored<void> run(const char* begin, const Body& body);
    static Stored<void> begin(PostgresConnection& connection, const char* statement);
    Pool<PostgresConnection> pool_;
};

}  // namespace anju::server
