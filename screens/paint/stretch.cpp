// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/stretch.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#if defined(__x86_64__)
#include <tmmintrin.h>
#endif

namespace anju::paint {

Stretch::Stretch(int source, double from, double span, int width, bool mirrored)
    : source_(source), width_(width), from_(from), span_(span), mirrored_(mirrored) {
    if (!mirrored && span == width && from == std::floor(from) && from >= 0 && from + width <= source) {
        plain_ = static_cast<int>(from);
    }
    table_.resize(static_cast<std::size_t>((width + 15) / 16) * 2);
    for (std::size_t group = 0; group < table_.size(); ++group) {
        int left[8], right[8], share[8];
        for (int i = 0; i < 8; ++i) {
            const int place = std::min(static_cast<int>(group) * 8 + i, width - 1);
            const int at = mirrored ? width - 1 - place : place;
            const double exact = std::clamp(from + (at + 0.5) * span / width - 0.5, 0.0, source - 1.0);
            left[i] = static_cast<int>(exact);
            share[i] = static_cast<int>(std::lround((exact - left[i]) * 64));
            right[i] = std::min(left[i] + 1, source - 1);
        }
        Eight& eight = table_[group];
        eight.offset = *std::min_element(left, left + 8);
        for (int i = 0; i < 8; ++i) {
            eight.pick[2 * i] = static_cast<std::uint8_t>(std::min(left[i] - eight.offset, 15));
            eight.pick[2 * i + 1] = static_cast<std::uint8_t>(std::min(right[i] - eight.offset, 15));
            eight.weight[2 * i] = static_cast<std::uint8_t>(64 - share[i]);
            eight.weight[2 * i + 1] = static_cast<std::uint8_t>(share[i]);
        }
    }
}

void Stretch::slowly(const std::uint8_t* row, std::uint8_t* to) const {
    for (const Eight& eight : table_) {
        const std::uint8_t* from = row + eight.offset;
        for (int i = 0; i < 8; ++i) {
            *to++ = static_cast<std::uint8_t>((from[eight.pick[2 * i]] * eight.weight[2 * i] + from[eight.pick[2 * i + 1]] * eight.weight[2 * i + 1] + 32) >> 6);
        }
    }
}

#if defined(__x86_64__)

namespace {

template <class Eight>
__attribute__((target("ssse3"))) __m128i eight_of(const std::uint8_t* row, const Eight& eight) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(row + eight.offset));
    const __m128i pick = _mm_loadu_si128(reinterpret_cast<const __m128i*>(eight.pick));
    const __m128i weight = _mm_loadu_si128(reinterpret_cast<const __m128i*>(eight.weight));
    const __m128i sum = _mm_maddubs_epi16(_mm_shuffle_epi8(bytes, pick), weight);
    return _mm_srli_epi16(_mm_add_epi16(sum, _mm_set1_epi16(32)), 6);
}

template <class Eight>
__attribute__((target("ssse3"))) void quickly(const std::uint8_t* row, std::uint8_t* to, const std::vector<Eight>& table) {
    for (std::size_t i = 0; i + 1 < table.size(); i += 2, to += 16) {
        const __m128i both = _mm_packus_epi16(eight_of(row, table[i]), eight_of(row, table[i + 1]));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to), both);
    }
}

}  // namespace

void Stretch::operator()(const std::uint8_t* row, std::uint8_t* to) const {
    static const bool can = __builtin_cpu_supports("ssse3") != 0;
    if (can) {
        quickly(row, to, table_);
    } else {
        slowly(row, to);
    }
}

#else

void Stretch::operator()(const std::uint8_t* row, std::uint8_t* to) const { slowly(row, to); }

#endif

}  // namespace anju::paint
