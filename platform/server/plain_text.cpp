// SPDX-License-Identifier: Apache-2.0
#include "platform/server/plain_text.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace anju::server {
namespace {

constexpr UChar32 kLineSeparator = 0x2028, kParagraphSeparator = 0x2029;
constexpr UChar32 kBlankBraille = 0x2800;  // a symbol without a dot

// Order of letters that the text does not have by itself. Unicode also counts the deprecated marks behind them as formats.
bool turns(UChar32 point) {
    return u_hasBinaryProperty(point, UCHAR_BIDI_CONTROL) || (point >= 0x206A && point <= 0x206F);
}

bool is_seen(UChar32 point) {
    const auto kind = U_GET_GC_MASK(point);
    return (kind & (U_GC_CC_MASK | U_GC_Z_MASK | U_GC_MN_MASK | U_GC_ME_MASK)) == 0 && point != kBlankBraille &&
           !(point >= 0xFFF9 && point <= 0xFFFB) && !u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

}  // namespace

std::string plain_text(std::string_view typed) {
    std::string out;
    out.reserve(typed.size());
    bool seen = false;
    const auto length = static_cast<std::int32_t>(typed.size());
    for (std::int32_t at = 0; at < length;) {
        const auto from = at;
        UChar32 point = 0;
        U8_NEXT(typed.data(), at, length, point);
        if (point == '\t') {
            out += ' ';
        } else if (point == '\n' || point == kLineSeparator || point == kParagraphSeparator) {
            out += '\n';
        } else if (point < 0 || (u_charType(point) != U_CONTROL_CHAR && !turns(point))) {
            out += typed.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(at - from));
            seen = seen || point < 0 || is_seen(point);
        }
    }
    return seen ? out : std::string();
}

}  // namespace anju::server
