// SPDX-License-Identifier: Apache-2.0
// Would a platform come up on this database? Nothing is changed, made or locked.
#pragma once

#include <string>
#include <vector>

namespace anju::server {

// "sqlite:PATH" or "postgres:CONNINFO"; one sentence for each thing that is wrong.
std::vector<std::string> check_database(const std::string& database);

}  // namespace anju::server
