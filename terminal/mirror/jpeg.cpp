// SPDX-License-Identifier: Apache-2.0
#include "terminal/mirror/jpeg.hpp"

#include <cstdio>

#include <jpeglib.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace anju::mirror {

namespace {

struct Free {
    void operator()(unsigned char* memory) const { std::free(memory); }
};

}  // namespace

std::vector<std::uint8_t> encode_jpeg(const paint::Pixels& picture, const paint::Box& box, int quality, std::size_t before) {
    std::vector<std::uint8_t> out(before);
    if (box.x < 0 || box.y < 0 || box.w <= 0 || box.h <= 0 || box.x + box.w > picture.width || box.y + box.h > picture.height) {
        return out;
    }
    jpeg_compress_struct info;
    jpeg_error_mgr errors;
    info.err = jpeg_std_error(&errors);  // ends the program on a fault; with memory as its target only want of memory is one
    jpeg_create_compress(&info);
    unsigned char* made = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &made, &size);
    info.image_width = static_cast<JDIMENSION>(box.w);
    info.image_height = static_cast<JDIMENSION>(box.h);
    info.input_components = 4;
    info.in_color_space = JCS_EXT_BGRX;  // 0xXXRRGGBB in memory of this machine
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, quality, TRUE);
    info.dct_method = JDCT_IFAST;
    jpeg_start_compress(&info, TRUE);
    auto* first = reinterpret_cast<std::uint8_t*>(picture.data) + std::ptrdiff_t{picture.stride} * box.y + std::ptrdiff_t{box.x} * 4;
    while (info.next_scanline < info.image_height) {
        JSAMPROW row = first + std::ptrdiff_t{picture.stride} * static_cast<std::ptrdiff_t>(info.next_scanline);
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    const std::unique_ptr<unsigned char, Free> owner(made);
    out.insert(out.end(), made, made + size);
    return out;
}

}  // namespace anju::mirror
