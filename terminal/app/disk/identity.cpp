// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/identity.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <span>
#include <stdexcept>

#include "terminal/app/disk/durable_file.hpp"

namespace anju::disk {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kIdBytes = 16;
constexpr std::size_t kKeyCharacters = 43;  // of base64url without padding

void start_sodium() {
    if (sodium_init() < 0) {
        throw std::runtime_error("The random source of this machine does not work.");
    }
}

std::string hex(std::span<const unsigned char> bytes) {
    std::string out(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
    out.pop_back();
    return out;
}

bool is_key(const std::string& text) {
    std::array<unsigned char, kKeyBytes> bytes;
    std::size_t size = 0;
    return text.size() == kKeyCharacters &&
           sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size,
                             nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
           size == kKeyBytes;
}

bool is_id(const std::string& text) {
    return text.size() == kIdBytes * 2 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

std::string field_of(const nlohmann::json& json, const char* name) {
    const auto found = json.is_object() ? json.find(name) : json.end();
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

Identity make_identity() {
    start_sodium();
    std::array<unsigned char, kKeyBytes> key;
    std::array<unsigned char, kIdBytes> id;
    randombytes_buf(key.data(), key.size());
    randombytes_buf(id.data(), id.size());
    std::array<char, kKeyCharacters + 1> text;
    sodium_bin2base64(text.data(), text.size(), key.data(), key.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(key.data(), key.size());
    return {text.data(), hex(id)};
}

std::string hash_of(const std::string& key) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash;
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(key.data()), key.size());
    return hex(hash);
}

contract::Result<Identity> load_identity(const std::filesystem::path& path) {
    start_sodium();
    auto text = read_whole(path, 4096);
    if (!text) {
        return tl::unexpected(std::move(text.error()));
    }
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    Identity identity{field_of(json, "key"), field_of(json, "box_id")};
    if (!is_key(identity.key) || !is_id(identity.box_id)) {
        return tl::unexpected(
            contract::Error{contract::ErrorKind::Malformed, "", path.string(), {}});
    }
    return identity;
}

std::optional<Former> load_former(const std::filesystem::path& path) {
    start_sodium();
    const auto text = read_whole(path, 4096);
    const auto json = text ? nlohmann::json::parse(*text, nullptr, false) : nlohmann::json();
    Former former{field_of(json, "key"), field_of(json, "how")};
    return is_key(former.key) ? std::optional(std::move(former)) : std::nullopt;
}

contract::Result<void> save_former(const std::filesystem::path& path, const Former& former) {
    return write_durably(path, nlohmann::json{{"key", former.key}, {"how", former.how}}.dump() + "\n");
}

contract::Result<void> save_identity(const std::filesystem::path& path, const Identity& identity) {
    return write_durably(
        path, nlohmann::json{{"key", identity.key}, {"box_id", identity.box_id}}.dump() + "\n");
}

}  // namespace anju::disk
