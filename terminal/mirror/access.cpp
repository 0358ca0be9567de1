// SPDX-License-Identifier: Apache-2.0
#include "terminal/mirror/access.hpp"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>

namespace anju::mirror {
namespace {

bool digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](char c) { return c >= '0' && c <= '9'; });
}

// Host without its port; empty when what stands behind the colon is none.
std::string_view without_port(std::string_view host) {
    const auto colon = host.rfind(':');
    const auto bracket = host.rfind(']');
    if (colon == host.npos || (bracket != host.npos && colon < bracket)) {
        return host;
    }
    return digits(host.substr(colon + 1)) ? host.substr(0, colon) : std::string_view{};
}

}  // namespace

std::string make_token() {
    std::array<std::uint8_t, 16> random{};
    if (getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size())) {
        throw std::runtime_error("The kernel gives no random numbers.");
    }
    constexpr std::string_view kLetters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string token;
    unsigned bits = 0;
    int held = 0;
    for (const auto byte : random) {
        bits = bits << 8 | byte;
        held += 8;
        while (held >= 6) {
            held -= 6;
            token += kLetters[bits >> held & 63U];
        }
    }
    token += kLetters[bits << (6 - held) & 63U];
    return token;
}

bool same_token(std::string_view given, std::string_view wanted) {
    unsigned different = given.size() == wanted.size() ? 0 : 1;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const char c = i < given.size() ? given[i] : '\0';
        different |= static_cast<unsigned char>(c ^ wanted[i]);
    }
    return different == 0;
}

bool host_allowed(std::string_view host) {
    const auto name = without_port(host);
    return name == "127.0.0.1" || name == "localhost" || name == "[::1]";
}

Target split_target(std::string_view target) {
    const auto mark = target.find('?');
    Target split{std::string(target.substr(0, mark)), {}};
    if (mark == target.npos) {
        return split;
    }
    for (auto query = target.substr(mark + 1); !query.empty();) {
        const auto end = std::min(query.find('&'), query.size());
        const auto pair = query.substr(0, end);
        if (pair.starts_with("token=")) {
            split.token = pair.substr(6);
        }
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return split;
}

std::string cookie_value(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        const auto end = std::min(header.find(';'), header.size());
        auto pair = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) {
            return std::string(pair.substr(name.size() + 1));
        }
    }
    return {};
}

}  // namespace anju::mirror
