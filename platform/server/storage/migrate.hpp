// SPDX-License-Identifier: Apache-2.0
// Brings a database to the newest schema, all or nothing, one program at a time.
#pragma once

#include "platform/contract/time.hpp"
#include "platform/server/storage/schema.hpp"

namespace anju::server {

// Refused "schema_changed": a file that was applied reads differently now. "schema_newer": the
// database knows a file this program does not.
[[nodiscard]] Stored<void> migrate(Database& database, std::span<const Migration> migrations,
                                   contract::Time now);

}  // namespace anju::server
