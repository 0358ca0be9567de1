// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/sql_repository.hpp"

#include "platform/server/storage/measured_database.hpp"
#include "platform/server/storage/migrate.hpp"
#include "platform/server/storage/passwords.hpp"
#include "platform/server/storage/postgres_database.hpp"
#include "platform/server/storage/sqlite_database.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

constexpr std::string_view kSqlite = "sqlite:";
constexpr std::string_view kPostgres = "postgres:";

Stored<std::unique_ptr<Database>> open_database(const std::string& name, int readers) {
    if (name.starts_with(kSqlite)) {
        return SqliteDatabase::open(name.substr(kSqlite.size()), readers);
    }
    if (name.starts_with(kPostgres)) {
        return PostgresDatabase::open(name.substr(kPostgres.size()), readers);
    }
    return tl::unexpected(RepositoryError{Trouble::Refused,
                                          "database_unknown",
                                          "a database is named sqlite:PATH or postgres:CONNINFO,"
                                          " not \"" +
                                              name + "\"",
                                          {}});
}

// A transaction that is open already, as if it were the database.
class Within : public Database {
  public:
    Within(Transaction& transaction, Dialect dialect)
        : transaction_(transaction), dialect_(dialect) {}
    Dialect dialect() const override { return dialect_; }
    Stored<void> write(const Body& body, Urgency = Urgency::Routine) override { return run(body); }
    Stored<void> read(const Body& body) override { return run(body); }

  private:
    Stored<void> run(const Body& body) {
        Stored<void> result = body(transaction_);
        return transaction_.error() ? tl::unexpected(*transaction_.error()) : result;
    }
    Transaction& transaction_;
    Dialect dialect_;
};

}  // namespace

SqlRepository::SqlRepository(std::unique_ptr<Database> database, StorageOptions options)
    : database_(std::move(database)), options_(std::move(options)) {}

Stored<void> SqlRepository::prepare_passwords() {
    auto hash = hash_password(new_secret(), options_);
    if (!hash) {
        return tl::unexpected(hash.error());
    }
    nobodys_password_ = *std::move(hash);
    return {};
}

Stored<void> SqlRepository::together(const std::function<Stored<void>(Repository&)>& body) {
    return database_->write([&](Transaction& tx) -> Stored<void> {
        StorageOptions options = options_;
        options.on_committed = {};
        SqlRepository inside(std::make_unique<Within>(tx, database_->dialect()), std::move(options));
        inside.nobodys_password_ = nobodys_password_;
        return body(inside);
    });
}

Stored<std::unique_ptr<Repository>> open_repository(const std::string& database,
                                                    StorageOptions options, Time now) {
    auto opened = open_database(database, options.readers);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    if (auto migrated = migrate(**opened, schema(), now); !migrated) {
        return tl::unexpected(migrated.error());
    }
    if (options.figures) {
        opened = std::make_unique<MeasuredDatabase>(*std::move(opened), options.figures);
    }
    auto repository = std::make_unique<SqlRepository>(*std::move(opened), std::move(options));
    if (auto prepared = repository->prepare_passwords(); !prepared) {
        return tl::unexpected(prepared.error());
    }
    return repository;
}

}  // namespace anju::server
