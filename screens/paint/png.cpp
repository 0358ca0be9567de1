// SPDX-License-Identifier: Apache-2.0
#include <png.h>

#include <cstdio>
#include <memory>

#include "screens/paint/canvas.hpp"

namespace anju::paint {

bool write_png(const std::string& path, Pixels pixels) {
    const std::string draft = path + ".part";
    std::vector<std::uint8_t> rgb(static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(pixels.height) * 3);
    std::size_t to = 0;
    for (int y = 0; y < pixels.height; ++y) {
        const auto* row = reinterpret_cast<const std::uint32_t*>(reinterpret_cast<const std::uint8_t*>(pixels.data) + static_cast<std::ptrdiff_t>(y) * pixels.stride);
        for (int x = 0; x < pixels.width; ++x) {
            rgb[to++] = static_cast<std::uint8_t>(row[x] >> 16);
            rgb[to++] = static_cast<std::uint8_t>(row[x] >> 8);
            rgb[to++] = static_cast<std::uint8_t>(row[x]);
        }
    }
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(pixels.width);
    image.height = static_cast<png_uint_32>(pixels.height);
    image.format = PNG_FORMAT_RGB;
    if (png_image_write_to_file(&image, draft.c_str(), 0, rgb.data(), 0, nullptr) == 0 || std::rename(draft.c_str(), path.c_str()) != 0) {
        std::remove(draft.c_str());
        return false;
    }
    return true;
}

}  // namespace anju::paint
