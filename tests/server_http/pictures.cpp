// SPDX-License-Identifier: Apache-2.0
#include "tests/server_http/pictures.hpp"

#include <vips/vips.h>
#include <zlib.h>

#include <cmath>
#include <cstdlib>
#include <stdexcept>

namespace anju::tests {
namespace {

void must(int failed) {
    if (failed != 0) throw std::runtime_error(vips_error_buffer());
}

// Applies one libvips operation and drops what went in.
template <class F>
void step(VipsImage*& image, F operation) {
    VipsImage* out = nullptr;
    must(operation(image, &out));
    g_object_unref(image);
    image = out;
}

VipsImage* quarters(int width, int height) {
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width) * height * 3);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const bool left = x < width / 2;
            const Pixel& colour = y < height / 2 ? (left ? kRed : kGreen) : (left ? kBlue : kYellow);
            for (int band = 0; band < 3; ++band) {
                pixels[(static_cast<std::size_t>(y) * width + x) * 3 + band] = static_cast<std::uint8_t>(colour[band]);
            }
        }
    }
    VipsImage* image = vips_image_new_from_memory_copy(pixels.data(), pixels.size(), width, height, 3, VIPS_FORMAT_UCHAR);
    step(image, [](VipsImage* in, VipsImage** out) {
        return vips_copy(in, out, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr);
    });
    return image;
}

void rotate(VipsImage*& image, VipsAngle angle) {
    step(image, [&](VipsImage* in, VipsImage** out) { return vips_rot(in, out, angle, nullptr); });
}
void flip(VipsImage*& image, VipsDirection direction) {
    step(image, [&](VipsImage* in, VipsImage** out) { return vips_flip(in, out, direction, nullptr); });
}

// What a camera stores when it is held so that EXIF says `orientation`.
void store_as(VipsImage*& image, int orientation) {
    switch (orientation) {
        case 2: flip(image, VIPS_DIRECTION_HORIZONTAL); break;
        case 3: rotate(image, VIPS_ANGLE_D180); break;
        case 4: flip(image, VIPS_DIRECTION_VERTICAL); break;
        case 5: rotate(image, VIPS_ANGLE_D90); flip(image, VIPS_DIRECTION_HORIZONTAL); break;
        case 6: rotate(image, VIPS_ANGLE_D270); break;
        case 7: rotate(image, VIPS_ANGLE_D90); flip(image, VIPS_DIRECTION_VERTICAL); break;
        case 8: rotate(image, VIPS_ANGLE_D90); break;
        default: break;
    }
    if (orientation != 1) {
        step(image, [&](VipsImage* in, VipsImage** out) {
            must(vips_copy(in, out, nullptr));
            vips_image_set_int(*out, VIPS_META_ORIENTATION, orientation);
            return 0;
        });
    }
}

void add_alpha(VipsImage*& image) {
    step(image, [](VipsImage* in, VipsImage** out) {
        const int width = vips_image_get_width(in), height = vips_image_get_height(in);
        std::vector<std::uint8_t> alpha(static_cast<std::size_t>(width) * height);
        for (std::size_t i = 0; i < alpha.size(); ++i) alpha[i] = static_cast<int>(i) % width < width / 2 ? 0 : 255;
        VipsImage* mask = vips_image_new_from_memory_copy(alpha.data(), alpha.size(), width, height, 1, VIPS_FORMAT_UCHAR);
        VipsImage* both[] = {in, mask};
        const int failed = vips_bandjoin(both, out, 2, nullptr);
        g_object_unref(mask);
        return failed;
    });
}

std::string saved(VipsImage* image, const PictureWish& wish) {
    void* data = nullptr;
    std::size_t size = 0;
    switch (wish.kind) {
        case Kind::Jpeg:
            must(vips_jpegsave_buffer(image, &data, &size, "Q", 95, "interlace", wish.progressive, "profile",
                                      wish.profile.empty() ? nullptr : wish.profile.c_str(), nullptr));
            break;
        case Kind::Png:
            must(vips_pngsave_buffer(image, &data, &size, "interlace", wish.progressive, nullptr));
            break;
        case Kind::Webp:
            must(vips_webpsave_buffer(image, &data, &size, "Q", 95, nullptr));
            break;
    }
    std::string out(static_cast<const char*>(data), size);
    g_free(data);
    return out;
}

void append_number(std::string& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFF);
}

void append_chunk(std::string& png, const std::string& name, const std::string& content) {
    append_number(png, static_cast<std::uint32_t>(content.size()));
    const std::string whole = name + content;
    png += whole;
    append_number(png, static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(whole.data()), static_cast<uInt>(whole.size()))));
}

}  // namespace

std::string picture(const PictureWish& wish) {
    VipsImage* image = quarters(wish.width, wish.height);
    if (wish.cmyk) step(image, [](VipsImage* in, VipsImage** out) { return vips_colourspace(in, out, VIPS_INTERPRETATION_CMYK, nullptr); });
    if (wish.grey) step(image, [](VipsImage* in, VipsImage** out) { return vips_colourspace(in, out, VIPS_INTERPRETATION_B_W, nullptr); });
    if (wish.sixteen_bit) step(image, [](VipsImage* in, VipsImage** out) { return vips_colourspace(in, out, VIPS_INTERPRETATION_RGB16, nullptr); });
    if (wish.transparent) add_alpha(image);
    store_as(image, wish.orientation);
    std::string out = saved(image, wish);
    g_object_unref(image);
    return out;
}

Decoded decoded_jpeg(const std::string& bytes) {
    VipsImage* image = nullptr;
    must(vips_jpegload_buffer(const_cast<char*>(bytes.data()), bytes.size(), &image, "fail_on", VIPS_FAIL_ON_WARNING, nullptr));
    Decoded out{vips_image_get_width(image), vips_image_get_height(image), vips_image_get_bands(image), {}};
    std::size_t size = 0;
    void* data = vips_image_write_to_memory(image, &size);
    if (data) out.pixels.assign(static_cast<std::uint8_t*>(data), static_cast<std::uint8_t*>(data) + size);
    g_free(data);
    g_object_unref(image);
    return out;
}

Pixel Decoded::at(double x, double y) const {
    const auto column = static_cast<std::size_t>(x * (width - 1)), row = static_cast<std::size_t>(y * (height - 1));
    const std::size_t place = (row * width + column) * bands;
    return {pixels.at(place), pixels.at(place + (bands > 2 ? 1 : 0)), pixels.at(place + (bands > 2 ? 2 : 0))};
}

bool alike(Pixel left, Pixel right, int tolerance) {
    for (int band = 0; band < 3; ++band) {
        if (std::abs(left[band] - right[band]) > tolerance) return false;
    }
    return true;
}

std::vector<int> segments(const std::string& jpeg) {
    std::vector<int> out;
    const auto byte = [&](std::size_t at) { return static_cast<int>(static_cast<unsigned char>(jpeg.at(at))); };
    for (std::size_t at = 2; byte(at) == 0xFF; at += 2 + byte(at + 2) * 256 + byte(at + 3)) {
        out.push_back(byte(at + 1));
        if (byte(at + 1) == 0xDA) break;
    }
    return out;
}

std::string with_segment(const std::string& jpeg, int marker, std::string_view content) {
    std::string segment = "\xFF";
    segment += static_cast<char>(marker);
    segment += static_cast<char>((content.size() + 2) >> 8);
    segment += static_cast<char>((content.size() + 2) & 0xFF);
    segment += content;
    return jpeg.substr(0, 2) + segment + jpeg.substr(2);
}

std::string empty_png(std::uint32_t width, std::uint32_t height) {
    std::string header;
    append_number(header, width);
    append_number(header, height);
    header += std::string("\x08\x02\x00\x00\x00", 5);
    std::string png = "\x89PNG\r\n\x1A\n";
    append_chunk(png, "IHDR", header);
    append_chunk(png, "IDAT", std::string("\x78\x9C\x63\x00\x00\x00\x01\x00\x01", 9));
    append_chunk(png, "IEND", "");
    return png;
}

}  // namespace anju::tests
