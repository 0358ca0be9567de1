// SPDX-License-Identifier: Apache-2.0
// A whole database in one file, and back. Of SQLite it is a database file, of PostgreSQL an archive of pg_dump.
#pragma once

#include <filesystem>
#include <string>

#include "platform/contract/time.hpp"
#include "platform/server/stored.hpp"

namespace anju::server {

// Of one moment, while others write on; all that was committed before the call is in it. `to` is a new file, or a
// folder, in which it gets a name with the time. Answers the file: whole, checked, on disk, mode 0600; nothing else is left.
[[nodiscard]] Stored<std::filesystem::path> back_up_database(const std::string& database, const std::filesystem::path& to,
                                                             contract::Time now);

// All or nothing. Refused "not_empty" without `replace`, "in_use" while a platform runs on it, "schema_newer",
// "schema_changed", "not_a_backup". The error's context is one sentence for the operator.
[[nodiscard]] Stored<void> restore_database(const std::string& database, const std::filesystem::path& from, bool replace);

}  // namespace anju::server
