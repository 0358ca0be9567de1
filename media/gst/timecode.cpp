// SPDX-License-Identifier: Apache-2.0
#include "media/gst/timecode.hpp"

#include <algorithm>
#include <cstring>

namespace anju::gst {
namespace {

constexpr int kCells = 32;
constexpr std::uint8_t kWhite = 235, kBlack = 16, kGrey = 128, kMiddle = 125;

int rows(int height) { return std::max(2, height / 16) & ~1; }

std::uint32_t check(std::uint32_t ms) { return ((ms >> 16) ^ (ms >> 8) ^ ms ^ 0xA5) & 0xFF; }

}  // namespace

void write_timecode(Luma picture, std::uint8_t* chroma_u, std::uint8_t* chroma_v, int chroma_stride, std::uint32_t ms) {
    ms %= kTimecodeWraps;
    const std::uint32_t code = ms << 8 | check(ms);
    for (int cell = 0; cell < kCells; ++cell) {
        const int from = cell * picture.width / kCells, to = (cell + 1) * picture.width / kCells;
        const bool one = (code >> (kCells - 1 - cell) & 1) != 0;
        for (int y = 0; y < rows(picture.height); ++y) {
            std::memset(picture.data + y * picture.stride + from, one ? kWhite : kBlack, static_cast<std::size_t>(to - from));
        }
    }
    for (auto* plane : {chroma_u, chroma_v}) {
        for (int y = 0; plane != nullptr && y < rows(picture.height) / 2; ++y) {
            std::memset(plane + y * chroma_stride, kGrey, static_cast<std::size_t>(picture.width / 2));
        }
    }
}

std::optional<std::uint32_t> read_timecode(const std::uint8_t* luma, int stride, int width, int height) {
    std::uint32_t code = 0;
    const int y = rows(height) / 2;
    for (int cell = 0; cell < kCells; ++cell) {
        const int x = (2 * cell + 1) * width / (2 * kCells);
        const int level = (luma[y * stride + x - 1] + luma[y * stride + x] + luma[(y - 1) * stride + x]) / 3;
        code = code << 1 | (level > kMiddle ? 1u : 0u);
    }
    const auto ms = code >> 8;
    return (code & 0xFF) == check(ms) ? std::optional(ms) : std::nullopt;
}

}  // namespace anju::gst
