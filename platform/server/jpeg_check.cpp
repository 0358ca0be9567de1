// SPDX-License-Identifier: Apache-2.0
#include "platform/server/jpeg_check.hpp"

#include <cstddef>
#include <cstdio>

#include <jpeglib.h>
#include <jerror.h>

#include <algorithm>
#include <csetjmp>

namespace anju::server {
namespace {

// A progressive file of a few kilobytes can ask for hundreds of passes over millions of pixels.
constexpr int kMaxScans = 100;

struct Watch {
    jpeg_error_mgr manager;
    std::jmp_buf leave;
    bool decoding = false;
    bool damaged = false;
};

Watch& watch_of(j_common_ptr info) { return *reinterpret_cast<Watch*>(info->err); }

[[noreturn]] void leave(j_common_ptr info) { std::longjmp(watch_of(info).leave, 1); }

void note(j_common_ptr info, int level) {
    if (level >= 0) return;
    switch (info->err->msg_code) {
        case JWRN_HIT_MARKER:
        case JWRN_HUFF_BAD_CODE:
        case JWRN_JPEG_EOF:
        case JWRN_ARITH_BAD_CODE:
        case JWRN_MUST_RESYNC:
            watch_of(info).damaged = true;
            break;
        case JWRN_EXTRANEOUS_DATA:
            // Between the tables it is harmless, within the picture's data something was lost.
            if (watch_of(info).decoding) watch_of(info).damaged = true;
            break;
        default:
            break;
    }
}

void count_scans(j_common_ptr info) {
    const auto* decompress = reinterpret_cast<j_decompress_ptr>(info);
    if (decompress->input_scan_number > kMaxScans) leave(info);
}

void quiet(j_common_ptr) {}

// libjpeg's quick decoder says nothing of wrong codes; it works only while 512 bytes a block lie ready.
// So they come in small pieces.
constexpr std::size_t kPiece = 256;

struct Source {
    jpeg_source_mgr manager;
    const JOCTET* end;
};

void show_piece(Source& source, const JOCTET* from) {
    source.manager.next_input_byte = from;
    source.manager.bytes_in_buffer = std::min<std::size_t>(kPiece, source.end - from);
}

boolean next_piece(j_decompress_ptr info) {
    auto& source = *reinterpret_cast<Source*>(info->src);
    const JOCTET* from = source.manager.next_input_byte + source.manager.bytes_in_buffer;
    if (from == source.end) leave(reinterpret_cast<j_common_ptr>(info));  // no end marker came
    show_piece(source, from);
    return TRUE;
}

void skip(j_decompress_ptr info, long bytes) {
    auto& source = *reinterpret_cast<Source*>(info->src);
    if (bytes > source.end - source.manager.next_input_byte) leave(reinterpret_cast<j_common_ptr>(info));
    if (bytes > 0) show_piece(source, source.manager.next_input_byte + bytes);
}

void nothing(j_decompress_ptr) {}

}  // namespace

bool jpeg_is_whole(std::string_view bytes) {
    jpeg_decompress_struct info{};
    Watch watch{};
    jpeg_progress_mgr progress{};
    info.err = jpeg_std_error(&watch.manager);
    watch.manager.error_exit = leave;
    watch.manager.emit_message = note;
    watch.manager.output_message = quiet;
    progress.progress_monitor = count_scans;
    if (setjmp(watch.leave) != 0) {  // NOLINT: libjpeg's way to report an error
        jpeg_destroy_decompress(&info);
        return false;
    }
    jpeg_create_decompress(&info);
    info.progress = &progress;
    const auto* begin = reinterpret_cast<const JOCTET*>(bytes.data());
    Source source{{}, begin + bytes.size()};
    source.manager.init_source = nothing;
    source.manager.fill_input_buffer = next_piece;
    source.manager.skip_input_data = skip;
    source.manager.resync_to_restart = jpeg_resync_to_restart;
    source.manager.term_source = nothing;
    show_piece(source, begin);
    info.src = &source.manager;
    bool whole = jpeg_read_header(&info, TRUE) == JPEG_HEADER_OK;
    if (whole) {
        // One pixel a block: reads every bit, does next to no arithmetic.
        info.scale_num = 1;
        info.scale_denom = 8;
        info.dct_method = JDCT_IFAST;
        info.out_color_space = info.jpeg_color_space;
        watch.decoding = true;
        jpeg_start_decompress(&info);
        // libjpeg's own memory: nothing of ours is lost when it jumps out.
        JSAMPARRAY rows = info.mem->alloc_sarray(reinterpret_cast<j_common_ptr>(&info), JPOOL_IMAGE,
                                                 info.output_width * info.output_components, 1);
        while (info.output_scanline < info.output_height && !watch.damaged) {
            jpeg_read_scanlines(&info, rows, 1);
        }
        if (!watch.damaged) jpeg_finish_decompress(&info);
        whole = !watch.damaged;
    }
    jpeg_destroy_decompress(&info);
    return whole;
}

}  // namespace anju::server
