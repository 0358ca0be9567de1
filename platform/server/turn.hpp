// SPDX-License-Identifier: Apache-2.0
// Credentials for the relays, one visit each: what coturn checks with use-auth-secret. Any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "platform/contract/visit.hpp"

namespace anju::server {

inline constexpr std::chrono::seconds kTurnLife{3600};

class Turn {
  public:
    Turn() = default;  // no relay: connections are made within one network only
    // unix_seconds: what the relay's clock shows, never a clock set for a demonstration; empty: the machine's.
    Turn(std::vector<std::string> urls, std::string secret, std::function<std::int64_t()> unix_seconds = {});

    std::vector<contract::IceServer> mint(const std::string& visit) const;

  private:
    std::vector<std::string> urls_;
    std::string secret_;
    std::function<std::int64_t()> unix_seconds_;
};

// "turn:host:3478", "turns:host?transport=tcp" and nothing else.
bool is_turn_url(std::string_view text);

}  // namespace anju::server
