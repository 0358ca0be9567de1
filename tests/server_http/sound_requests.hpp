// SPDX-License-Identifier: Apache-2.0
// A good request to every endpoint, for tests that spoil them one by one.
#pragma once

#include <string>
#include <vector>

#include "platform/contract/routes.hpp"
#include "tests/server_http/world.hpp"

namespace anju::tests {

// A request that would be answered well, but for what a test spoils.
struct Sound {
    const contract::Route& route;
    std::string target;
    std::string body;  // JSON, or a picture
};

inline constexpr std::size_t kEndpoints = 102;

// By the callers of world.wang, where a visit is begun for it.
std::vector<Sound> sound_requests(World& world);

}  // namespace anju::tests
