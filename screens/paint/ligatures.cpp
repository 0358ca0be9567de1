// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/ligatures.hpp"

#include <algorithm>

namespace anju::paint {

namespace {

constexpr std::size_t kNowhere = ~std::size_t{0};
constexpr std::uint32_t kLigature = 4, kElsewhere = 7;  // types of lookups; the latter: any other, farther away
constexpr std::uint32_t kMostLookups = 256;

}  // namespace

Ligatures::Ligatures(std::vector<std::uint8_t> table) : table_(std::move(table)) {
    const std::size_t list = number(8, 2);
    const auto lookups = list == 0 ? 0 : std::min(number(list, 2), kMostLookups);
    for (std::size_t i = 0; i < lookups; ++i) {
        const std::size_t lookup = list + number(list + 2 + 2 * i, 2);
        const auto type = number(lookup, 2), tables = std::min(number(lookup + 4, 2), kMostLookups);
        for (std::size_t k = 0; k < tables; ++k) {
            std::size_t at = lookup + number(lookup + 6 + 2 * k, 2);
            auto kind = type;
            if (kind == kElsewhere && number(at, 2) == 1) {
                kind = number(at + 2, 2);
                at += number(at + 4, 4);
            }
            if (kind == kLigature && number(at, 2) == 1) {
                places_.push_back(at);
            }
        }
    }
}

std::uint32_t Ligatures::number(std::size_t at, int bytes) const {
    const auto count = static_cast<std::size_t>(bytes);
    if (at >= table_.size() || table_.size() - at < count) {
        return 0;
    }
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        value = value << 8 | table_[at + i];
    }
    return value;
}

// Its place among the glyphs that a ligature may begin with.
std::size_t Ligatures::covered(std::size_t table, std::uint16_t glyph) const {
    const std::size_t at = table + number(table + 2, 2);
    const auto format = number(at, 2), count = number(at + 2, 2);
    for (std::size_t i = 0; i < count; ++i) {
        if (format == 1 && number(at + 4 + 2 * i, 2) == glyph) {
            return i;
        }
        if (format == 2) {
            const std::size_t range = at + 4 + 6 * i;
            const auto first = number(range, 2), last = number(range + 2, 2);
            if (glyph >= first && glyph <= last) {
                return number(range + 4, 2) + glyph - first;
            }
        }
    }
    return kNowhere;
}

std::optional<Ligatures::Found> Ligatures::longest(std::span<const std::uint16_t> glyphs) const {
    std::optional<Found> best;
    if (glyphs.empty()) {
        return best;
    }
    for (const std::size_t table : places_) {
        const std::size_t place = covered(table, glyphs.front());
        if (place == kNowhere || place >= number(table + 4, 2)) {
            continue;
        }
        const std::size_t set = table + number(table + 6 + 2 * place, 2);
        const auto count = number(set, 2);
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t one = set + number(set + 2 + 2 * i, 2);
            const std::size_t parts = number(one + 2, 2);
            if (parts < 2 || parts > glyphs.size() || (best && parts <= best->of)) {
                continue;
            }
            bool same = true;
            for (std::size_t k = 1; k < parts && same; ++k) {
                same = number(one + 2 + 2 * k, 2) == glyphs[k];
            }
            if (same) {
                best = Found{static_cast<std::uint16_t>(number(one, 2)), parts};
            }
        }
    }
    return best;
}

}  // namespace anju::paint
