// SPDX-License-Identifier: Apache-2.0
// A decoded picture as it comes out of a decoder or camera: planes of YUV, limited range, never converted on the way.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>

namespace anju::media {

struct Frame {
    enum class Format { I420, Nv12 };
    enum class Matrix { Bt601, Bt709 };
    struct Plane { const std::uint8_t* data = nullptr; int stride = 0; };  // bytes

    Format format = Format::I420;
    Matrix matrix = Matrix::Bt601;
    int width = 0, height = 0;      // pixels, even
    std::array<Plane, 3> planes{};  // Y U V, or Y UV
    std::uint64_t number = 0;       // grows with every frame of its slot
    std::chrono::steady_clock::time_point handed_over{};
    std::unique_ptr<void, void (*)(void*)> owner{nullptr, [](void*) {}};  // keeps the planes mapped
};

}  // namespace anju::media
