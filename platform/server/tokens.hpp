// SPDX-License-Identifier: Apache-2.0
// Ids, secrets and their hashes. Secrets leave once; only hashes are kept.
#pragma once

#include <string>
#include <string_view>

namespace anju::server {

std::string new_id();             // 26 of 2–7 a–z in the order of their making, as in UUIDv7 (RFC 9562): milliseconds, then 80 random bits
std::string new_secret();         // 128 random bits, 22 characters base64url
std::string new_user_code();      // 8 of BCDFGHJKLMNPQRSTVWXZ
std::string new_box_number();     // 5 letters and digits that cannot be misheard: "DT47C"
std::string new_digits();         // six of 0–9, to be read off a screen
std::string new_demo_password();  // 16 small consonants with a dash, to be typed on a phone

std::string sha256_hex(std::string_view bytes);

// "hqbm-tkwr" → "HQBMTKWR"; empty for what can be no code.
std::string normal_user_code(std::string_view typed);

// A terminal's key as it stands in Authorization is random and long; its SHA-256 is enough.
bool is_sha256_hex(std::string_view text);

}  // namespace anju::server
