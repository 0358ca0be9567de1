// SPDX-License-Identifier: Apache-2.0
#include "platform/server/images.hpp"

#include <vips/vips.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "platform/server/jpeg_check.hpp"
#include "platform/server/turns.hpp"

namespace anju::server {
namespace {

struct Unref {
    void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

enum class Format { Jpeg, Png, Webp };

constexpr int kQuality = 85;

// Of the workers most stay free for what is quick.
Turns decoding{2, 8};

std::optional<Format> format_of(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xD8\xFF")) return Format::Jpeg;
    if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return Format::Png;
    if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) return Format::Webp;
    return std::nullopt;
}

// Exactly the loader of this format: libvips never gets to guess.
Image load(Format format, std::string_view bytes, int shrink) {
    auto* data = const_cast<char*>(bytes.data());
    VipsImage* out = nullptr;
    int failed = -1;
    switch (format) {
        case Format::Jpeg:
            failed = vips_jpegload_buffer(data, bytes.size(), &out, "access", VIPS_ACCESS_SEQUENTIAL,
                                          "fail_on", VIPS_FAIL_ON_ERROR, "shrink", shrink, nullptr);
            break;
        case Format::Png:
            failed = vips_pngload_buffer(data, bytes.size(), &out, "access", VIPS_ACCESS_SEQUENTIAL,
                                         "fail_on", VIPS_FAIL_ON_ERROR, nullptr);
            break;
        case Format::Webp:
            failed = vips_webpload_buffer(data, bytes.size(), &out, "access", VIPS_ACCESS_SEQUENTIAL,
                                          "fail_on", VIPS_FAIL_ON_ERROR, nullptr);
            break;
    }
    return failed == 0 ? Image(out) : nullptr;
}

// How much smaller a picture must become to fit; never less than 1.
double factor(Size size, Size box) {
    return std::max({1.0, static_cast<double>(size.width) / box.width,
                     static_cast<double>(size.height) / box.height});
}

bool lies_on_its_side(const Image& image) {
    const int orientation = vips_image_get_orientation(image.get());
    return orientation >= 5 && orientation <= 8;
}

Size upright_size(const Image& image) {
    const Size stored{vips_image_get_width(image.get()), vips_image_get_height(image.get())};
    return lies_on_its_side(image) ? Size{stored.height, stored.width} : stored;
}

// libjpeg scales by 1/2, 1/4, 1/8 while decoding; the last halving is left to the better filter.
// A side must not come out as none: libvips aborts the program then.
int shrink_on_load(Size size) {
    const double wanted = factor(size, kFullRendition);
    int shrink = wanted >= 16 ? 8 : wanted >= 8 ? 4 : wanted >= 4 ? 2 : 1;
    while (shrink > std::min(size.width, size.height)) shrink /= 2;
    return shrink;
}

Image to_srgb(const Image& in) {
    VipsImage* out = nullptr;
    const bool profiled = vips_image_get_typeof(in.get(), VIPS_META_ICC_NAME) != 0;
    if (profiled && vips_icc_transform(in.get(), &out, "srgb", "embedded", TRUE, "depth", 8, nullptr) == 0) {
        return Image(out);
    }
    // No profile, or one that cannot be used: the plain meaning of the numbers.
    out = nullptr;
    return vips_colourspace(in.get(), &out, VIPS_INTERPRETATION_sRGB, nullptr) == 0 ? Image(out) : nullptr;
}

Image on_white(const Image& in) {
    VipsImage* out = nullptr;
    if (!vips_image_hasalpha(in.get())) {
        return vips_copy(in.get(), &out, nullptr) == 0 ? Image(out) : nullptr;
    }
    const double white[] = {255, 255, 255};
    std::unique_ptr<VipsArrayDouble, void (*)(VipsArrayDouble*)> background(
        vips_array_double_new(white, 3), [](VipsArrayDouble* a) { vips_area_unref(VIPS_AREA(a)); });
    return vips_flatten(in.get(), &out, "background", background.get(), nullptr) == 0 ? Image(out) : nullptr;
}

// A line of one pixel stays one.
Image resized(const Image& in, double by) {
    VipsImage* out = nullptr;
    if (by <= 1.0) return vips_copy(in.get(), &out, nullptr) == 0 ? Image(out) : nullptr;
    const double across = std::max(1.0 / by, 1.0 / vips_image_get_width(in.get()));
    const double down = std::max(1.0 / by, 1.0 / vips_image_get_height(in.get()));
    return vips_resize(in.get(), &out, across, "vscale", down, nullptr) == 0 ? Image(out) : nullptr;
}

// The pixels are decoded here; what is truncated or corrupt shows now.
Image in_memory(const Image& in) { return Image(vips_image_copy_memory(in.get())); }

Image upright(const Image& in) {
    VipsImage* out = nullptr;
    return vips_autorot(in.get(), &out, nullptr) == 0 ? Image(out) : nullptr;
}

std::string encoded(const Image& image) {
    void* data = nullptr;
    std::size_t size = 0;
    if (vips_jpegsave_buffer(image.get(), &data, &size, "Q", kQuality, "strip", TRUE, "optimize_coding", TRUE,
                             "interlace", FALSE, nullptr) != 0) {
        return {};
    }
    std::string out(static_cast<const char*>(data), size);
    g_free(data);
    return out;
}

Image prepared(Image image, double by) {
    if (image) image = to_srgb(image);
    if (image) image = on_white(image);
    if (image) image = resized(image, by);
    if (image) image = in_memory(image);
    if (image) image = upright(image);
    if (image) image = in_memory(image);
    return image;
}

tl::expected<Renditions, PhotoFault> convert(Format format, std::string_view bytes) {
    const auto broken = tl::make_unexpected(PhotoFault::Broken);
    Image source = load(format, bytes, 1);
    if (!source) return broken;
    const Size size = upright_size(source);
    const long limit = format == Format::Jpeg ? kMaxJpegPixels : kMaxOtherPixels;
    if (static_cast<long>(size.width) * size.height > limit) return tl::make_unexpected(PhotoFault::TooManyPixels);
    if (format == Format::Jpeg && !jpeg_is_whole(bytes)) return broken;

    if (format == Format::Jpeg) source = load(format, bytes, shrink_on_load(size));
    if (!source) return broken;
    const double left = factor(upright_size(source), kFullRendition);
    const Image full = prepared(std::move(source), left);
    if (!full) return broken;
    const Image small = resized(full, factor(upright_size(full), kSmallRendition));
    if (!small) return broken;

    Renditions out{upright_size(full), encoded(full), encoded(small)};
    if (out.full.empty() || out.small.empty()) return broken;
    return out;
}

}  // namespace

tl::expected<Renditions, PhotoFault> make_renditions(std::string_view bytes) {
    const auto format = format_of(bytes);
    if (!format) return tl::make_unexpected(PhotoFault::Unsupported);
    const auto turn = decoding.take();
    if (!turn) return tl::make_unexpected(PhotoFault::Busy);
    auto result = convert(*format, bytes);
    vips_error_clear();
    return result;
}

void start_image_library(const char* program) {
    if (VIPS_INIT(program) != 0) vips_error_exit(nullptr);
    // Nothing but these three loaders can run, whoever asks.
    vips_block_untrusted_set(TRUE);
    vips_operation_block_set("VipsForeignLoad", TRUE);
    for (const char* loader : {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"}) {
        vips_operation_block_set(loader, FALSE);
    }
    vips_cache_set_max(0);     // no picture outlives its request
    vips_concurrency_set(1);   // the pool of workers is the parallelism
    // Its warnings quote what stands in the file: not for a log.
    g_log_set_handler("VIPS", static_cast<GLogLevelFlags>(G_LOG_LEVEL_MASK), [](const gchar*, GLogLevelFlags, const gchar*, gpointer) {}, nullptr);
}

}  // namespace anju::server
