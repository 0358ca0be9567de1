// SPDX-License-Identifier: Apache-2.0
#include "platform/server/byte_range.hpp"

#include <algorithm>
#include <optional>

#include "platform/server/whole_number.hpp"

namespace anju::server {

ByteRange byte_range(std::string_view header, std::uint64_t size) {
    const ByteRange whole{ByteRange::Kind::Whole, 0, size};
    constexpr std::string_view kUnit = "bytes=";
    const auto dash = header.find('-');
    if (!header.starts_with(kUnit) || dash == header.npos || header.find(',') != header.npos) return whole;
    const auto first = header.substr(kUnit.size(), dash - kUnit.size());
    const auto last = header.substr(dash + 1);
    if (first.empty()) {  // so many at the end
        const auto wanted = whole_number(last);
        if (!wanted) return whole;
        if (*wanted == 0 || size == 0) return {ByteRange::Kind::Outside, 0, 0};
        const auto count = std::min(*wanted, size);
        return {ByteRange::Kind::Part, size - count, count};
    }
    const auto from = whole_number(first);
    const auto to = last.empty() ? std::optional(size == 0 ? 0 : size - 1) : whole_number(last);
    if (!from || !to || (!last.empty() && *to < *from)) return whole;
    if (*from >= size) return {ByteRange::Kind::Outside, 0, 0};
    return {ByteRange::Kind::Part, *from, std::min(*to, size - 1) - *from + 1};
}

}  // namespace anju::server
