// SPDX-License-Identifier: Apache-2.0
// Makes and reads pictures for tests: four coloured quarters, whose place tells how they were turned.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anju::tests {

using Pixel = std::array<int, 3>;

inline constexpr Pixel kRed{220, 30, 30}, kGreen{30, 200, 40}, kBlue{30, 40, 220}, kYellow{230, 220, 40};

enum class Kind { Jpeg, Png, Webp };

struct PictureWish {
    Kind kind = Kind::Jpeg;
    int width = 64;
    int height = 32;
    int orientation = 1;         // the picture is stored turned so that this makes it upright
    bool cmyk = false;
    bool transparent = false;    // left half fully transparent
    bool sixteen_bit = false;
    bool grey = false;
    std::string profile = {};         // of libvips: "p3"
    bool progressive = false;
};
// Red, green over blue, yellow.
std::string picture(const PictureWish&);

struct Decoded {
    int width = 0;
    int height = 0;
    int bands = 0;
    std::vector<std::uint8_t> pixels;
    Pixel at(double x, double y) const;  // 0…1
};
Decoded decoded_jpeg(const std::string& bytes);

bool alike(Pixel left, Pixel right, int tolerance = 40);

// The marker bytes before the picture's data, e.g. 0xE1 for EXIF and XMP.
std::vector<int> segments(const std::string& jpeg);
std::string with_segment(const std::string& jpeg, int marker, std::string_view content);

// A PNG that says this size and has next to nothing in it.
std::string empty_png(std::uint32_t width, std::uint32_t height);

}  // namespace anju::tests
