// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/backup.hpp"

#include <fmt/core.h>

#include <stdexcept>

#include "platform/server/commands/commands.hpp"

namespace anju::server {

void back_up(const Options& options) {
    const auto file = back_up_database(options.database, options.place, start_of(options));
    if (!file) throw std::runtime_error(file.error().context);
    fmt::print("备份在 {}（{} 字节），已检查。 The backup is {}, {} bytes, checked.\n", file->string(), std::filesystem::file_size(*file), file->string(),
               std::filesystem::file_size(*file));
}

void restore(const Options& options) {
    const auto done = restore_database(options.database, options.place, options.replace);
    if (!done) throw std::runtime_error(done.error().context);
    fmt::print("已恢复 {}。 {} is restored.\n", options.place, options.place);
}

}  // namespace anju::server
