// SPDX-License-Identifier: Apache-2.0
// Argon2id, slow on purpose; call it outside of transactions.
#pragma once

#include <string>

#include "platform/server/open_repository.hpp"

namespace anju::server {

[[nodiscard]] Stored<std::string> hash_password(const std::string& password,
                                                const StorageOptions& cost);
bool password_fits(const std::string& hash, const std::string& password);

}  // namespace anju::server
