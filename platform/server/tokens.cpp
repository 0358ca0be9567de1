// SPDX-License-Identifier: Apache-2.0
#include "platform/server/tokens.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <stdexcept>

namespace anju::server {
namespace {

constexpr std::string_view kConsonants = "BCDFGHJKLMNPQRSTVWXZ";
constexpr std::string_view kSpoken = "ACDEFGHJKLMNPQRTUVWXY34679";  // no 0 O, 1 I, 2 Z, 5 S, 8 B
constexpr std::size_t kUserCodeLength = 8;
constexpr std::size_t kBoxNumberLength = 5;

void start_sodium() {
    static const bool started = sodium_init() >= 0;
    if (!started) {
        throw std::runtime_error("libsodium cannot start");
    }
}

std::array<unsigned char, 16> random_128() {
    start_sodium();
    std::array<unsigned char, 16> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string random_word(std::string_view alphabet, std::size_t length) {
    start_sodium();
    std::string word;
    for (std::size_t i = 0; i < length; ++i) {
        word += alphabet[randombytes_uniform(static_cast<std::uint32_t>(alphabet.size()))];
    }
    return word;
}

}  // namespace

// The first bits are of the clock: what is made one after the other stands side by side in an index.
std::string new_id() {
    constexpr std::string_view kBase32 = "234567abcdefghijklmnopqrstuvwxyz";
    constexpr unsigned kTimeBits = 48, kDigit = 5, kDigits = 26;
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    auto bytes = random_128();
    for (unsigned i = 0; i < kTimeBits / 8; ++i) {
        bytes[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(now) >> (kTimeBits - 8 * (i + 1)));
    }
    std::string id;
    for (unsigned bit = 0; id.size() < kDigits; bit += kDigit) {
        const unsigned next = bit / 8 + 1 < bytes.size() ? bytes[bit / 8 + 1] : 0U;
        const unsigned two = bytes[bit / 8] << 8U | next;
        id += kBase32[two >> (16 - kDigit - bit % 8) & 31U];
    }
    return id;
}

std::string new_secret() {
    const auto bytes = random_128();
    std::array<char, 23> text{};
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return text.data();
}

std::string new_user_code() { return random_word(kConsonants, kUserCodeLength); }

std::string new_digits() { return random_word("0123456789", 6); }

std::string new_box_number() { return random_word(kSpoken, kBoxNumberLength); }

std::string new_demo_password() {
    std::string password = new_user_code() + "-" + new_user_code();
    for (char& c : password) {
        c = c == '-' ? c : static_cast<char>(c - 'A' + 'a');
    }
    return password;
}

std::string sha256_hex(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size());
    std::array<char, crypto_hash_sha256_BYTES * 2 + 1> text{};
    sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
    return text.data();
}

std::string normal_user_code(std::string_view typed) {
    std::string code;
    for (const char c : typed) {
        if (c == '-' || c == ' ') {
            continue;
        }
        const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (kConsonants.find(upper) == std::string_view::npos || code.size() == kUserCodeLength) {
            return {};
        }
        code += upper;
    }
    return code.size() == kUserCodeLength ? code : std::string{};
}

bool is_sha256_hex(std::string_view text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

}  // namespace anju::server
