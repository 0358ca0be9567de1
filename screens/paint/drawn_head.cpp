// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/outline.hpp"
#include "screens/paint/photos.hpp"
#include "screens/paint/pixel.hpp"

namespace anju::paint {

namespace {

struct Piece {
    std::uint32_t colour;
    const char* path;
};

// In the frame of art/portrait-*.svg: 200 × 200.
constexpr Piece kHead[] = {
    {0xFF5B6B7A, "M22 260 C22 182 40 166 74 156 C88 152 112 152 126 156 C160 166 178 182 178 260Z"},
    {0xFFD9AE8A, "M83 128 L83 156 C91 170 109 170 117 156 L117 128Z"},
    {0xFFD9AE8A, "M50 98 C50 86 66 86 66 98 C66 112 50 112 50 98Z M134 98 C134 86 150 86 150 98 C150 112 134 112 134 98Z"},
    {0xFFEBC3A0, "M60 86 C60 55 78 45 100 45 C122 45 140 55 140 86 C141 117 123 144 100 144 C77 144 59 117 60 86Z"},
    {0xFF4A3B35, "M57 92 C50 46 74 30 100 30 C126 30 150 46 143 92 C140 78 135 70 127 63 C108 72 88 72 73 63 C65 70 60 78 57 92Z"},
    {0xFF2B211F, "M78 95 C78 88 87 88 87 95 C87 102 78 102 78 95Z M113 95 C113 88 122 88 122 95 C122 102 113 102 113 95Z"},
    {0xFFB9685A, "M84 119 C90 132 110 132 116 119 C108 125 92 125 84 119Z"},
};

}  // namespace

Sprite drawn_head(int size) {
    Sprite made;
    made.width = made.height = size;
    made.colour.resize(static_cast<std::size_t>(size) * static_cast<std::size_t>(size));
    for (int y = 0; y < size; ++y) {
        pixel::fill(made.colour.data() + static_cast<std::ptrdiff_t>(y) * size, 0, size, pixel::gradient(0xFFF1DDC6, 0xFFD9B491, 0, size, y));
    }
    for (const Piece& layer : kHead) {
        const Coverage shape = draw_path(layer.path, {14, 16, 172, 172}, size, size);
        for (std::size_t i = 0; i < made.colour.size(); ++i) {
            made.colour[i] = pixel::over(pixel::scale(layer.colour, shape.data[i]), made.colour[i]);
        }
    }
    return made;
}

}  // namespace anju::paint
