// SPDX-License-Identifier: Apache-2.0
// Who this box is: a 256-bit key that is made here and never leaves but in Authorization, and a
// random id.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "platform/contract/result.hpp"

namespace anju::disk {

struct Identity {
    std::string key;     // base64url
    std::string box_id;  // 32 hex digits; says nothing about the key
    bool operator==(const Identity&) const = default;
};

Identity make_identity();
// 64 hex digits: SHA-256 of the key as it is sent.
std::string hash_of(const std::string& key);

// Error code kAbsent: there is none; kind Malformed: there is one, but it is no good.
contract::Result<Identity> load_identity(const std::filesystem::path& path);
// The key of a home that ended: it opens nothing any more, and says which box this is, until the next home.
struct Former {
    std::string key;
    std::string how;  // Started::ended
    bool operator==(const Former&) const = default;
};
std::optional<Former> load_former(const std::filesystem::path& path);
contract::Result<void> save_former(const std::filesystem::path& path, const Former& former);

contract::Result<void> save_identity(const std::filesystem::path& path, const Identity& identity);

}  // namespace anju::disk
