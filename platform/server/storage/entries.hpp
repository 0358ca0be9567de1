// SPDX-License-Identifier: Apache-2.0
// Coming in twice with one key: the first answer was lost, and whoever holds the key is let in again as the same one.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "platform/server/tokens.hpp"

namespace anju::server {

// As long as digits live: whoever read them off the TV still stands before it.
inline constexpr std::chrono::minutes kEntryAgain{10};

// Of the key and the link or digits together, so that a key opens nothing but what it came with; nothing: without a key.
inline std::optional<std::string> entry_hash(const std::string& key, const std::string& secret) {
    return key.empty() ? std::nullopt : std::optional(sha256_hex("entry " + key + "\n" + secret));
}

}  // namespace anju::server
