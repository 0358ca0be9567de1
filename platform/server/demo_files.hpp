// SPDX-License-Identifier: Apache-2.0
// The demo household of an empty database, with its logins in a file for ./run.
#pragma once

#include <filesystem>

#include "platform/server/repository.hpp"

namespace anju::server {

// Throws std::runtime_error with one sentence.
void prepare_demo(Repository&, const std::filesystem::path& folder, const std::filesystem::path& art, Time now);

}  // namespace anju::server
