// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/placeholders.hpp"

#include <string_view>

namespace anju::disk {
namespace {

constexpr int kTries = 100;

std::size_t length_of(unsigned char lead) {
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

char32_t decode(std::string_view bytes) {
    const auto lead = static_cast<unsigned char>(bytes[0]);
    char32_t out = bytes.size() == 1 ? lead : lead & (0x7F >> bytes.size());
    for (const char c : bytes.substr(1)) {
        out = out << 6 | (static_cast<unsigned char>(c) & 0x3F);
    }
    return out;
}

std::string encode(char32_t c, std::size_t length) {
    std::string out(length, '\0');
    for (std::size_t i = length - 1; i > 0; --i) {
        out[i] = static_cast<char>(0x80 | (c & 0x3F));
        c >>= 6;
    }
    constexpr unsigned char kLead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    out[0] = static_cast<char>(kLead[length] | c);
    return out;
}

// What a character may become: of the same kind and the same number of bytes.
struct Range {
    char32_t first = 0;
    char32_t last = 0;
};

Range alike(char32_t c) {
    if (c >= '0' && c <= '9') {
        return {'0', '9'};
    }
    if (c >= 'A' && c <= 'Z') {
        return {'A', 'Z'};
    }
    if (c >= 'a' && c <= 'z') {
        return {'a', 'z'};
    }
    // Spaces, punctuation and line ends tell nothing and break lines. So do the CJK and full-width
    // ones.
    if (c < 0x80 || (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F) ||
        (c >= 0xFF00 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20)) {
        return {c, c};
    }
    if (c < 0x800) {
        return {0xE0, 0xF6};  // letters à to ö
    }
    return c < 0x10000 ? Range{0x4E00, 0x9FA5} : Range{0x1F600, 0x1F64F};  // Han, faces
}

}  // namespace

std::string Placeholders::of(const std::string& text) {
    const auto found = made_.find(text);
    if (found != made_.end()) {
        return found->second;
    }
    std::string out = make(text);
    for (int i = 0; i < kTries && (used_.contains(out) || out == text); ++i) {
        out = make(text);
    }
    used_.insert(out);
    made_.emplace(text, out);
    return out;
}

std::string Placeholders::make(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const std::string_view bytes =
            std::string_view(text).substr(i, length_of(static_cast<unsigned char>(text[i])));
        const Range range = alike(decode(bytes));
        out +=
            encode(std::uniform_int_distribution<std::uint32_t>(range.first, range.last)(random_),
                   bytes.size());
        i += bytes.size();
    }
    return out;
}

}  // namespace anju::disk
