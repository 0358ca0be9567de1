// SPDX-License-Identifier: Apache-2.0
// Frames as a decoder hands them over: padded planes that are let go with the frame.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "media/frame.hpp"

namespace anju::test {

struct Yuv {
    std::uint8_t y = 16, u = 128, v = 128;
};

// pad: bytes behind each line, filled with what must not be seen.
inline std::unique_ptr<media::Frame> make_frame(int width, int height, media::Frame::Format format, media::Frame::Matrix matrix, int pad,
                                                const std::function<Yuv(int x, int y)>& at) {
    struct Memory {
        std::vector<std::uint8_t> planes[3];
    };
    auto memory = std::make_unique<Memory>();
    auto frame = std::make_unique<media::Frame>();
    frame->format = format;
    frame->matrix = matrix;
    frame->width = width;
    frame->height = height;
    const bool nv12 = format == media::Frame::Format::Nv12;
    const int half = (width + 1) / 2, lines = (height + 1) / 2;
    const int strides[3] = {width + pad, (nv12 ? half * 2 : half) + pad, nv12 ? 0 : half + pad};
    for (int plane = 0; plane < (nv12 ? 2 : 3); ++plane) {
        memory->planes[plane].assign(static_cast<std::size_t>(strides[plane]) * static_cast<std::size_t>(plane == 0 ? height : lines), 201);
        frame->planes[static_cast<std::size_t>(plane)] = {memory->planes[plane].data(), strides[plane]};
    }
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const Yuv pixel = at(x, y);
            memory->planes[0][static_cast<std::size_t>(y * strides[0] + x)] = pixel.y;
            if ((x & 1) == 0 && (y & 1) == 0) {
                const int line = y / 2 * strides[1];
                memory->planes[1][static_cast<std::size_t>(line + (nv12 ? x : x / 2))] = pixel.u;
                memory->planes[nv12 ? 1 : 2][static_cast<std::size_t>(line + (nv12 ? x + 1 : x / 2))] = pixel.v;
            }
        }
    }
    frame->owner = {memory.release(), [](void* kept) { delete static_cast<Memory*>(kept); }};
    return frame;
}

inline std::unique_ptr<media::Frame> plain_frame(int width, int height, Yuv colour) {
    return make_frame(width, height, media::Frame::Format::I420, media::Frame::Matrix::Bt601, 0, [&](int, int) { return colour; });
}

// Something different at every place and with every seed.
inline Yuv noise(unsigned seed, int x, int y) {
    unsigned hash = seed * 2654435761u ^ static_cast<unsigned>(x) * 2246822519u ^ static_cast<unsigned>(y) * 3266489917u;
    hash ^= hash >> 15;
    hash *= 2246822519u;
    hash ^= hash >> 13;
    const auto part = [&](int shift, unsigned most) { return static_cast<std::uint8_t>(16 + (hash >> shift & 255) * most / 255); };
    return {part(0, 219), part(8, 224), part(16, 224)};
}

}  // namespace anju::test
