// SPDX-License-Identifier: Apache-2.0
// A relative's picture made safe and small for a TV: upright, sRGB, no metadata, baseline JPEG.
// Any thread; at most two pictures are decoded at the same time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace anju::server {

struct Size {
    int width = 0;
    int height = 0;
    bool operator==(const Size&) const = default;
};

// The largest picture a 1080p TV shows beside the words, and the one of lists and cards.
inline constexpr Size kFullRendition{1920, 1440};
inline constexpr Size kSmallRendition{640, 480};

// JPEG can be decoded at a fraction of its size; the others need all their pixels in memory.
inline constexpr long kMaxJpegPixels = 100'000'000;
inline constexpr long kMaxOtherPixels = 40'000'000;

enum class PhotoFault {
    Unsupported,    // neither JPEG, PNG nor WebP by its first bytes
    TooManyPixels,  // refused from the header, before any pixel is decoded
    Broken,         // truncated, corrupt or lying about itself
    Busy,           // too many others wait: nothing was looked at
};

struct Renditions {
    Size size;  // of full
    std::string full;
    std::string small;
};

tl::expected<Renditions, PhotoFault> make_renditions(std::string_view bytes);

// Once, before the first picture and before threads start.
void start_image_library(const char* program);

}  // namespace anju::server
