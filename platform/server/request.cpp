// SPDX-License-Identifier: Apache-2.0
#include "platform/server/request.hpp"

#include <algorithm>

namespace anju::server {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

std::string_view find_header(const std::vector<Header>& headers, std::string_view name) {
    for (const auto& [key, value] : headers) {
        if (same_word(key, name)) return value;
    }
    return {};
}

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char l = lower(c);
    return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex(text[i + 1]);
            const int low = hex(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return out;
}

// Calls f with each piece between separators until it answers true.
template <class F>
void each_piece(std::string_view text, char separator, F f) {
    while (!text.empty()) {
        const auto end = std::min(text.find(separator), text.size());
        if (f(text.substr(0, end))) return;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

}  // namespace

bool same_word(std::string_view left, std::string_view right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-' || c == '_';
    });
}

bool is_utf8(std::string_view text) {
    // Smallest code point of a sequence with 1, 2, 3 bytes behind the first: shorter forms are forged.
    constexpr char32_t kSmallest[] = {0, 0x80, 0x800, 0x10000};
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i++]);
        const int more = first < 0x80 ? 0 : first >> 5 == 6 ? 1 : first >> 4 == 14 ? 2 : first >> 3 == 30 ? 3 : -1;
        if (more < 0 || text.size() - i < static_cast<std::size_t>(more)) return false;
        char32_t point = more == 0 ? first : first & (0x3F >> more);
        for (int k = 0; k < more; ++k) {
            const auto next = static_cast<unsigned char>(text[i++]);
            if (next >> 6 != 2) return false;
            point = point << 6 | (next & 0x3F);
        }
        if (point < kSmallest[more] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return false;
    }
    return true;
}

std::string_view Request::path() const {
    const std::string_view whole(target);
    return whole.substr(0, whole.find('?'));
}

std::string_view Request::header(std::string_view name) const { return find_header(headers, name); }
std::string_view Response::header(std::string_view name) const { return find_header(headers, name); }

std::optional<std::string> Request::query(std::string_view name) const {
    const std::string_view whole(target);
    const auto mark = whole.find('?');
    std::optional<std::string> found;
    if (mark == std::string_view::npos) return found;
    each_piece(whole.substr(mark + 1), '&', [&](std::string_view pair) {
        const auto equals = pair.find('=');
        if (pair.substr(0, equals) != name) return false;
        found = percent_decoded(equals == std::string_view::npos ? "" : pair.substr(equals + 1));
        return true;
    });
    return found;
}

std::string_view Request::cookie(std::string_view name) const {
    std::string_view found;
    each_piece(header("Cookie"), ';', [&](std::string_view pair) {
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos || pair.substr(0, equals) != name) return false;
        found = pair.substr(equals + 1);
        return true;
    });
    return found;
}

}  // namespace anju::server
