// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/ids.hpp"

#include <sys/random.h>

#include <array>
#include <stdexcept>

#include <fmt/format.h>

namespace anju::alarm {

std::string fresh_id() {
    std::array<unsigned char, 16> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        throw std::runtime_error("This system gives no random numbers.");
    }
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);
    std::string id;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        id += fmt::format("{}{:02x}", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", bytes[i]);
    }
    return id;
}

}  // namespace anju::alarm
