// SPDX-License-Identifier: Apache-2.0
// Answers that say no: RFC 9457 bodies, one code a reason. docs/platform-api.md lists them.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "platform/contract/result.hpp"
#include "platform/contract/time.hpp"
#include "platform/server/request.hpp"
#include "platform/server/stored.hpp"

namespace anju::server {

Response problem(int status, std::string code, std::string title, std::string detail = "",
                 std::chrono::seconds retry_after = std::chrono::seconds{0});

Response not_found();
Response method_not_allowed(std::string allow);
Response too_large(std::string code, std::size_t limit);
Response bad_query(std::string_view name);
// A body that does not say what the contract wants; the error's context is the path of the wrong field.
Response malformed(const contract::Error& error);
// Nobody rings now, and until when.
Response quiet_hours(std::chrono::seconds wait, contract::Time now);
// What the repository would not do.
Response refused(const RepositoryError& error);

}  // namespace anju::server
