// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/photos.hpp"

#include <cstdio>

#include <jpeglib.h>
#include <pixman.h>

#include <algorithm>
#include <cmath>
#include <csetjmp>
#include <memory>

#include "screens/paint/pixel.hpp"

namespace anju::paint {

namespace {

constexpr unsigned kMostSide = 12'000;           // pixels of a source
constexpr std::size_t kMostDecoded = 12'000'000;  // pixels after the decoder's own scaling

struct Decoded {
    int width = 0, height = 0;
    std::vector<std::uint32_t> pixels;
};

struct Fault {
    jpeg_error_mgr base;
    std::jmp_buf back;
};

extern "C" void leave(j_common_ptr info) { std::longjmp(reinterpret_cast<Fault*>(info->err)->back, 1); }
extern "C" void quiet(j_common_ptr) {}
extern "C" void count_only(j_common_ptr info, int level) { info->err->num_warnings += level < 0 ? 1 : 0; }

// No object with a destructor may live in this frame: it is left by longjmp.
bool decode(const std::uint8_t* data, std::size_t size, int wide, const Framing& framing, Decoded& out) {
    jpeg_decompress_struct info;
    Fault fault;
    info.err = jpeg_std_error(&fault.base);
    fault.base.error_exit = leave;
    fault.base.output_message = quiet;
    fault.base.emit_message = count_only;
    if (setjmp(fault.back) != 0) {
        jpeg_destroy_decompress(&info);
        return false;
    }
    jpeg_create_decompress(&info);
    info.mem->max_memory_to_use = 64L << 20;
    jpeg_mem_src(&info, data, static_cast<unsigned long>(size));
    jpeg_read_header(&info, TRUE);
    if (info.image_width == 0 || info.image_height == 0 || info.image_width > kMostSide || info.image_height > kMostSide) {
        jpeg_destroy_decompress(&info);
        return false;
    }
    info.out_color_space = JCS_EXT_BGRX;  // 0xXXRRGGBB in memory of this machine
    info.scale_denom = 8;
    const Box want = frame(static_cast<int>(info.image_width), static_cast<int>(info.image_height), wide, framing);
    for (info.scale_num = 1; info.scale_num < 8; ++info.scale_num) {
        const auto scaled = [&](unsigned side) { return static_cast<int>(side * info.scale_num / 8); };
        if (scaled(info.image_width) >= want.w && scaled(info.image_height) >= want.h) {
            break;
        }
    }
    jpeg_calc_output_dimensions(&info);
    if (static_cast<std::size_t>(info.output_width) * info.output_height > kMostDecoded) {
        jpeg_destroy_decompress(&info);
        return false;
    }
    jpeg_start_decompress(&info);
    out.width = static_cast<int>(info.output_width);
    out.height = static_cast<int>(info.output_height);
    out.pixels.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
    while (info.output_scanline < info.output_height) {
        auto* row = reinterpret_cast<JSAMPROW>(out.pixels.data() + static_cast<std::size_t>(info.output_scanline) * info.output_width);
        jpeg_read_scanlines(&info, &row, 1);
    }
    // A file that ends too early is grey below: warnings are as good as errors here.
    const bool whole = fault.base.num_warnings == 0;
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    return whole;
}

struct Unref {
    void operator()(pixman_image_t* image) const { pixman_image_unref(image); }
};

// `foot`: where the photo ends. It must not end in a line that is seen: there the veil hides all of it.
void darken(Sprite& sprite, const Dark& dark, int foot) {
    const auto darkest = static_cast<int>(dark.colour >> 24);
    for (int y = std::max(0, dark.from); y < sprite.height && darkest > 0; ++y) {
        const double share = std::clamp((y - dark.from + 0.5) / std::max(1, dark.to - dark.from), 0.0, 1.0);
        double opacity = darkest * share * share * (3 - 2 * share);
        if (y > dark.to && foot > dark.to && foot < sprite.height) {
            opacity += (255 - darkest) * std::min(1.0, (y - dark.to + 0.5) / (foot - dark.to));
        }
        const auto alpha = static_cast<std::uint32_t>(std::lround(opacity));
        pixel::blend(sprite.colour.data() + static_cast<std::ptrdiff_t>(y) * sprite.width, sprite.width,
                     pixel::premultiply((dark.colour & 0xFFFFFF) | (alpha << 24)));
    }
}

}  // namespace

std::optional<Sprite> picture(std::span<const std::uint8_t> jpeg, int width, int height, const Framing& framing, const Dark& dark, std::uint32_t ground) {
    Decoded decoded;
    if (width < 1 || height < 1 || !decode(jpeg.data(), jpeg.size(), width, framing, decoded)) {
        return std::nullopt;
    }
    const Box whole = frame(decoded.width, decoded.height, width, framing);
    const int left = std::max(0, whole.x), top = std::max(0, whole.y);
    const int right = std::min(width, whole.x + whole.w), bottom = std::min(height, whole.y + whole.h);

    Sprite made;
    made.width = width;
    made.height = height;
    made.colour.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), ground | 0xFF000000u);
    using Image = std::unique_ptr<pixman_image_t, Unref>;
    const Image from(pixman_image_create_bits(PIXMAN_x8r8g8b8, decoded.width, decoded.height, decoded.pixels.data(), decoded.width * 4));
    const Image to(pixman_image_create_bits(PIXMAN_a8r8g8b8, width, height, made.colour.data(), width * 4));
    const double across = static_cast<double>(decoded.width) / whole.w, down = static_cast<double>(decoded.height) / whole.h;
    pixman_transform_t matrix;
    pixman_transform_init_identity(&matrix);
    matrix.matrix[0][0] = pixman_double_to_fixed(across);
    matrix.matrix[1][1] = pixman_double_to_fixed(down);
    matrix.matrix[0][2] = pixman_double_to_fixed((left - whole.x) * across);
    matrix.matrix[1][2] = pixman_double_to_fixed((top - whole.y) * down);
    pixman_image_set_transform(from.get(), &matrix);
    pixman_image_set_filter(from.get(), PIXMAN_FILTER_BILINEAR, nullptr, 0);
    pixman_image_set_repeat(from.get(), PIXMAN_REPEAT_PAD);
    pixman_image_composite32(PIXMAN_OP_SRC, from.get(), nullptr, to.get(), 0, 0, 0, 0, left, top, right - left, bottom - top);
    darken(made, dark, bottom);
    return made;
}

std::optional<Sprite> picture(std::span<const std::uint8_t> jpeg, int width, int height) {
    return picture(jpeg, width, height, {{0, 0, width, height}, height}, {}, 0);
}

}  // namespace anju::paint
