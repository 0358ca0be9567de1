// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/passwords.hpp"

#include <sodium.h>

#include <array>

#include "platform/server/storage/work.hpp"

namespace anju::server {

Stored<std::string> hash_password(const std::string& password, const StorageOptions& cost) {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (sodium_init() < 0 || crypto_pwhash_str_alg(hash.data(), password.data(), password.size(),
                                                   cost.password_operations, cost.password_memory,
                                                   crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return tl::unexpected(unavailable("out_of_memory", "a password cannot be hashed"));
    }
    return std::string(hash.data());
}

bool password_fits(const std::string& hash, const std::string& password) {
    return sodium_init() >= 0 &&
           crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace anju::server
