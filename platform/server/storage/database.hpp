// SPDX-License-Identifier: Apache-2.0
// The small door to a database: one transaction, statements with $1 …, rows back. Two stand behind
// it, SQLite and PostgreSQL; the statements are the same.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "platform/server/storage/rows.hpp"
#include "platform/server/storage/value.hpp"
#include "platform/server/stored.hpp"

namespace anju::server {

// The first failed statement spoils the transaction: the ones after it are not run and answer no
// rows, and it is rolled back whatever its body says. So a body reads from top to bottom.
class Transaction {
  public:
    virtual ~Transaction() = default;
    Rows run(std::string_view sql, std::initializer_list<Parameter> parameters = {}) {
        return run(sql, std::span(parameters.begin(), parameters.size()));
    }
    Rows run(std::string_view sql, std::span<const Parameter> parameters);
    // Several statements without parameters: the schema.
    void script(const std::string& sql);
    const std::optional<RepositoryError>& error() const { return error_; }

  protected:
    void fail(RepositoryError error);

  private:
    virtual Stored<Rows> execute(std::string_view sql, std::span<const Value> values) = 0;
    virtual Stored<void> execute_script(const std::string& sql) = 0;
    std::optional<RepositoryError> error_;
};

// May be run again from the start when the database asks for it: no effects but on the transaction.
using Body = std::function<Stored<void>(Transaction&)>;

enum class Dialect { Sqlite, Postgres };
// Who acts on a call for help goes before a storm of such calls, these before what is routine; neither is told to come again because many wait.
enum class Urgency { Routine, Report, Alarm };

class Database {
  public:
    virtual ~Database() = default;
    virtual Dialect dialect() const = 0;
    // Ok: it is committed and on disk. Any error: nothing was changed, unless the connection was
    // lost during the commit itself, when only an idempotency key can tell.
    [[nodiscard]] virtual Stored<void> write(const Body& body, Urgency urgency = Urgency::Routine) = 0;
    // Everything read is of one moment.
    [[nodiscard]] virtual Stored<void> read(const Body& body) = 0;
};

inline RepositoryError unavailable(std::string code, std::string context) {
    return {Trouble::Unavailable, std::move(code), std::move(context), std::chrono::seconds{1}};
}

}  // namespace anju::server
