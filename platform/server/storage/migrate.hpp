// SPDX-License-Identifier: Apache-2.0
// Brings a database to the newest schema, all or nothing, one program at a time.
#pragma once

#include <string>

#include "platform/contract/time.hpp"
#include "platform/server/storage/schema.hpp"

namespace anju::server {

// Where a restore into PostgreSQL keeps what was there until the backup is in; gone when it has ended.
inline constexpr const char* kAsideSchema = "anju_before_restore";

struct AppliedMigration {
    std::int64_t number = 0;
    std::string name, checksum;
};

// May this program go on where these have led? Refused "schema_changed": a file that was applied
// reads differently now. "schema_newer": the database knows a file this program does not.
// "schema_gap": one that comes before an applied one was never applied.
[[nodiscard]] Stored<void> fits_program(std::span<const AppliedMigration> applied,
                                        std::span<const Migration> migrations);

// Refuses as fits_program does.
[[nodiscard]] Stored<void> migrate(Database& database, std::span<const Migration> migrations,
                                   contract::Time now);

}  // namespace anju::server
