// SPDX-License-Identifier: Apache-2.0
// Arithmetic on single pixels and spans; colours here are premultiplied 0xAARRGGBB.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace anju::paint::pixel {

// x·a/255, rounded, on two channels at once.
inline std::uint32_t scale(std::uint32_t colour, std::uint32_t a) {
    std::uint32_t rb = (colour & 0x00FF00FFu) * a + 0x00800080u;
    std::uint32_t ag = ((colour >> 8) & 0x00FF00FFu) * a + 0x00800080u;
    rb = ((rb + ((rb >> 8) & 0x00FF00FFu)) >> 8) & 0x00FF00FFu;
    ag = (ag + ((ag >> 8) & 0x00FF00FFu)) & 0xFF00FF00u;
    return rb | ag;
}

inline std::uint32_t premultiply(std::uint32_t colour) {
    return scale(colour | 0xFF000000u, colour >> 24);
}

inline std::uint32_t over(std::uint32_t source, std::uint32_t target) { return source + scale(target, 255 - (source >> 24)); }

inline void blend(std::uint32_t* to, int count, std::uint32_t source) {
    const std::uint32_t rest = 255 - (source >> 24);
    for (int i = 0; i < count; ++i) {
        to[i] = source + scale(to[i], rest);
    }
}

// Eight pixels of one row of a dithered gradient: what stands at x & 7.
using Pattern = std::array<std::uint32_t, 8>;

inline Pattern gradient(std::uint32_t top, std::uint32_t bottom, int from, int to, int y) {
    static constexpr std::uint8_t kBayer[8][8] = {
        {0, 32, 8, 40, 2, 34, 10, 42},  {48, 16, 56, 24, 50, 18, 58, 26}, {12, 44, 4, 36, 14, 46, 6, 38},
        {60, 28, 52, 20, 62, 30, 54, 22}, {3, 35, 11, 43, 1, 33, 9, 41},  {51, 19, 59, 27, 49, 17, 57, 25},
        {15, 47, 7, 39, 13, 45, 5, 37}, {63, 31, 55, 23, 61, 29, 53, 21}};
    const int span = std::max(1, to - from);
    const int at = std::clamp(2 * (y - from) + 1, 0, 2 * span);
    Pattern out{};
    for (int shift = 0; shift < 24; shift += 8) {
        const int a = static_cast<int>((top >> shift) & 255), b = static_cast<int>((bottom >> shift) & 255);
        const int value = a * 256 + (b - a) * 256 * at / (2 * span);
        for (int x = 0; x < 8; ++x) {
            out[static_cast<std::size_t>(x)] |= static_cast<std::uint32_t>((value + kBayer[y & 7][x] * 4) >> 8) << shift;
        }
    }
    for (auto& value : out) {
        value |= 0xFF000000u;
    }
    return out;
}

// Pixels [x, x + count) of a row.
inline void fill(std::uint32_t* row, int x, int count, const Pattern& pattern) {
    std::uint32_t* to = row + x;
    while (count > 0 && (x & 7) != 0) {
        *to++ = pattern[static_cast<std::size_t>(x & 7)];
        ++x;
        --count;
    }
    for (; count >= 8; count -= 8, to += 8) {
        std::memcpy(to, pattern.data(), 32);
    }
    for (int i = 0; i < count; ++i) {
        to[i] = pattern[static_cast<std::size_t>(i)];
    }
}

// A veil over a row, as one factor: its colour (premultiplied by its opacity, in 256ths a channel) is added to what shines
// through. Sixteen bytes at a time, which every compiler makes wide of.
struct Veil {
    int through = 256;  // 256ths of what lies under it
    std::array<std::uint16_t, 16> add{};

    // opacity: 0 to 255 · 256
    Veil(std::uint32_t colour, int opacity) {
        const int own = (opacity + 127) / 255;
        through = 256 - own;
        for (std::size_t i = 0; i < 16; ++i) {
            const std::uint32_t channel = (i & 3) == 3 ? 255 : (colour >> (8 * (i & 3))) & 255;
            add[i] = static_cast<std::uint16_t>(channel * static_cast<std::uint32_t>(own) + 128);
        }
    }
    std::uint32_t operator()(std::uint32_t pixel) const {
        std::uint32_t out = 0;
        for (int i = 0; i < 4; ++i) {
            const std::uint32_t byte = (pixel >> (8 * i)) & 255;
            out |= ((byte * static_cast<std::uint32_t>(through) + add[static_cast<std::size_t>(i)]) >> 8) << (8 * i);
        }
        return out;
    }
};

inline void veil(std::uint32_t* row, int count, const Veil& by) {
    using Bytes = std::uint8_t __attribute__((vector_size(16)));
    using Wide = std::uint16_t __attribute__((vector_size(32)));
    Wide add;
    std::memcpy(&add, by.add.data(), sizeof add);
    const auto through = static_cast<std::uint16_t>(by.through);
    int at = 0;
    for (; at + 4 <= count; at += 4) {
        Bytes bytes;
        std::memcpy(&bytes, row + at, sizeof bytes);
        const Wide made = (__builtin_convertvector(bytes, Wide) * through + add) >> 8;
        bytes = __builtin_convertvector(made, Bytes);
        std::memcpy(row + at, &bytes, sizeof bytes);
    }
    for (; at < count; ++at) {
        row[at] = by(row[at]);
    }
}

}  // namespace anju::paint::pixel
