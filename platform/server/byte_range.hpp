// SPDX-License-Identifier: Apache-2.0
// The header Range (RFC 9110, 14.2), as far as players use it: one range of bytes.
#pragma once

#include <cstdint>
#include <string_view>

namespace anju::server {

struct ByteRange {
    enum class Kind { Whole, Part, Outside } kind = Kind::Whole;  // Outside: nothing of it is there
    std::uint64_t from = 0, count = 0;
    bool operator==(const ByteRange&) const = default;
};

// What is no such range, or several, means the whole.
ByteRange byte_range(std::string_view header, std::uint64_t size);

}  // namespace anju::server
