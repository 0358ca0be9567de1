// SPDX-License-Identifier: Apache-2.0
// The contract's words back to its enums, which count from 0 without gaps; `last` is their last word.
#pragma once

#include <optional>
#include <string_view>

#include "platform/contract/codec.hpp"

namespace anju::server {

template <class E>
std::optional<E> from_word(std::string_view text, E last) {
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        if (contract::word(static_cast<E>(i)) == text) {
            return static_cast<E>(i);
        }
    }
    return std::nullopt;
}

}  // namespace anju::server
