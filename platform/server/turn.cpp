// SPDX-License-Identifier: Apache-2.0
#include "platform/server/turn.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

namespace anju::server {
namespace {

std::int64_t machine_seconds() {
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

const unsigned char* bytes(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

// SHA-1 is what the relay's protocol names (draft-uberti-behave-turn-rest).
std::string base64_hmac_sha1(const std::string& secret, const std::string& text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), bytes(text), text.size(), digest.data(), &length);
    std::array<unsigned char, 2 * EVP_MAX_MD_SIZE> out{};
    const int size = EVP_EncodeBlock(out.data(), digest.data(), static_cast<int>(length));
    return {reinterpret_cast<const char*>(out.data()), static_cast<std::size_t>(size)};
}

}  // namespace

Turn::Turn(std::vector<std::string> urls, std::string secret, std::function<std::int64_t()> unix_seconds)
    : urls_(std::move(urls)), secret_(std::move(secret)),
      unix_seconds_(unix_seconds ? std::move(unix_seconds) : machine_seconds) {}

std::vector<contract::IceServer> Turn::mint(const std::string& visit) const {
    if (urls_.empty()) return {};
    const std::string name = std::to_string(unix_seconds_() + kTurnLife.count()) + ":" + visit;
    return {{urls_, name, base64_hmac_sha1(secret_, name)}};
}

bool is_turn_url(std::string_view text) {
    const std::size_t scheme = text.starts_with("turn:") ? 5 : text.starts_with("turns:") ? 6 : 0;
    return scheme > 0 && text.size() > scheme && std::all_of(text.begin(), text.end(), [](char c) {
        return c > ' ' && c < '\x7f' && c != '"' && c != '/' && c != '@';
    });
}

}  // namespace anju::server
