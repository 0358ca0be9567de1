// SPDX-License-Identifier: Apache-2.0
// Values of an enum as words in a file: the word at the value's place, and back. An unknown word throws std::runtime_error.
#pragma once

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

namespace anju::disk {

template <class Enum, std::size_t N>
std::string_view word(const std::array<std::string_view, N>& words, Enum value) {
    return words[static_cast<std::size_t>(value)];
}

template <class Enum, std::size_t N>
Enum value_of(const std::array<std::string_view, N>& words, const std::string& in) {
    const auto at = std::ranges::find(words, in);
    if (at == words.end()) {
        throw std::runtime_error("unknown word");
    }
    return static_cast<Enum>(at - words.begin());
}

}  // namespace anju::disk
