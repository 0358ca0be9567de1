// SPDX-License-Identifier: Apache-2.0
// Opens the database an operator names, brings its schema up to date, and hands out the door.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/server/repository.hpp"
#include "platform/server/storage_figures.hpp"

namespace anju::server {

struct StorageOptions {
    // Called on the writing caller's thread after each commit that gave someone an event.
    std::function<void(const std::vector<std::string>& recipients)> on_committed;
    std::shared_ptr<StorageFigures> figures;  // nothing: not counted
    bool notify = false;  // somebody sends notices
    int readers = 8;  // connections for reading; PostgreSQL has as many for writing
    // Argon2id: libsodium's "interactive" cost; tests turn it down.
    std::uint64_t password_operations = 2;
    std::size_t password_memory = 64 * 1024 * 1024;
};

// "sqlite:PATH" or "postgres:CONNINFO". The error's context is one sentence for the operator.
[[nodiscard]] Stored<std::unique_ptr<Repository>> open_repository(const std::string& database,
                                                                  StorageOptions options, Time now);

}  // namespace anju::server
