// SPDX-License-Identifier: Apache-2.0
#include "tests/paint/sample_photos.hpp"

#include <cstdio>

#include <jpeglib.h>
#include <png.h>

#include <algorithm>
#include <map>

#include "screens/paint/photos.hpp"
#include "tests/support/frames.hpp"

namespace anju::paint::samples {

namespace {

std::vector<std::uint8_t> compressed(unsigned width, unsigned height, std::vector<std::uint8_t>& rgb) {
    jpeg_compress_struct info;
    jpeg_error_mgr errors;
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    unsigned char* out = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &out, &size);
    info.image_width = width;
    info.image_height = height;
    info.input_components = 3;
    info.in_color_space = JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, 88, TRUE);
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        JSAMPROW row = rgb.data() + static_cast<std::size_t>(info.next_scanline) * width * 3;
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    std::vector<std::uint8_t> file(out, out + size);
    std::free(out);
    return file;
}

std::optional<std::vector<std::uint8_t>> jpeg_of(const std::string& png) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_file(&image, png.c_str()) == 0) {
        return std::nullopt;
    }
    image.format = PNG_FORMAT_RGB;
    std::vector<std::uint8_t> rgb(PNG_IMAGE_SIZE(image));
    const png_color white{255, 255, 255};
    if (png_image_finish_read(&image, &white, rgb.data(), 0, nullptr) == 0) {
        return std::nullopt;
    }
    return compressed(image.width, image.height, rgb);
}

}  // namespace

std::optional<std::vector<std::uint8_t>> photo_file(const std::string& name) {
    static std::map<std::string, std::optional<std::vector<std::uint8_t>>> made;
    auto [found, added] = made.try_emplace(name);
    if (added) {
        // White is the worst for the words beside it.
        static const std::map<std::string, std::pair<int, int>> kWhite{{"strip", {4000, 800}}, {"white34", {1200, 1600}}, {"white43", {1600, 1200}}, {"tiny", {30, 20}}};
        const auto white = kWhite.find(name);
        found->second = white != kWhite.end() ? jpeg(white->second.first, white->second.second, [](int, int) { return 0xFFFFFFu; }) : jpeg_of(std::string(ANJU_PICTURES) + "/" + name + ".png");
    }
    return found->second;
}

std::vector<std::uint8_t> jpeg(int width, int height, const std::function<std::uint32_t(int x, int y)>& colour) {
    std::vector<std::uint8_t> rgb;
    rgb.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const auto one = colour(x, y);
            rgb.insert(rgb.end(), {static_cast<std::uint8_t>(one >> 16), static_cast<std::uint8_t>(one >> 8), static_cast<std::uint8_t>(one)});
        }
    }
    return compressed(static_cast<unsigned>(width), static_cast<unsigned>(height), rgb);
}

std::unique_ptr<media::Frame> moving(const std::string& drawing) {
    constexpr int kWidth = 1280, kHeight = 720;
    const auto file = photo_file(drawing);
    const auto made = file ? picture(*file, kWidth, kHeight) : std::nullopt;
    return test::make_frame(kWidth, kHeight, media::Frame::Format::I420, media::Frame::Matrix::Bt601, 0, [&](int x, int y) {
        const auto pixel = made ? made->colour[static_cast<std::size_t>(y * kWidth + x)] : 0xFFFFFFFFu;
        const double r = (pixel >> 16) & 255, g = (pixel >> 8) & 255, b = pixel & 255;
        const auto byte = [](double value) { return static_cast<std::uint8_t>(std::clamp(value, 16.0, 240.0)); };
        return test::Yuv{byte(16 + 0.257 * r + 0.504 * g + 0.098 * b), byte(128 - 0.148 * r - 0.291 * g + 0.439 * b), byte(128 + 0.439 * r - 0.368 * g - 0.071 * b)};
    });
}

}  // namespace anju::paint::samples
