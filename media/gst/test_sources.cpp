// SPDX-License-Identifier: Apache-2.0
#include "media/gst/test_sources.hpp"

#include <gst/gst.h>
#include <gst/video/video.h>

#include <cmath>
#include <cstring>
#include <numbers>

#include "media/gst/mixer.hpp"
#include "media/gst/timecode.hpp"

namespace anju::gst {
namespace {

// A source's first stamp is 0 whenever it starts: what starts later must begin later.
void start_now(GstElement* source, GstElement* pipeline) {
    GstClock* clock = gst_system_clock_obtain();
    const auto base = gst_element_get_base_time(pipeline);
    if (base != 0) {
        g_object_set(source, "timestamp-offset", static_cast<gint64>(gst_clock_get_time(clock) - base), nullptr);
    }
    gst_object_unref(clock);
}

GstPadProbeReturn burn(GstPad* pad, GstPadProbeInfo* info, gpointer) {
    GstBuffer* buffer = gst_buffer_make_writable(gst_pad_probe_info_get_buffer(info));
    GST_PAD_PROBE_INFO_DATA(info) = buffer;
    GstVideoInfo video;
    GstCaps* caps = gst_pad_get_current_caps(pad);
    GstVideoFrame frame;
    if (caps != nullptr && gst_video_info_from_caps(&video, caps) != FALSE &&
        gst_video_frame_map(&frame, &video, buffer, GST_MAP_WRITE) != FALSE) {
        const auto plane = [&frame](guint i) { return static_cast<std::uint8_t*>(GST_VIDEO_FRAME_PLANE_DATA(&frame, i)); };
        write_timecode({plane(0), GST_VIDEO_FRAME_PLANE_STRIDE(&frame, 0), GST_VIDEO_FRAME_WIDTH(&frame), GST_VIDEO_FRAME_HEIGHT(&frame)},
                       plane(1), plane(2), GST_VIDEO_FRAME_PLANE_STRIDE(&frame, 1),
                       static_cast<std::uint32_t>(g_get_real_time() / 1000 % kTimecodeWraps));
        gst_video_frame_unmap(&frame);
    }
    if (caps != nullptr) {
        gst_caps_unref(caps);
    }
    return GST_PAD_PROBE_OK;
}

GstPadProbeReturn sound(GstPad* pad, GstPadProbeInfo* info, gpointer) {
    GstBuffer* buffer = gst_buffer_make_writable(gst_pad_probe_info_get_buffer(info));
    GST_PAD_PROBE_INFO_DATA(info) = buffer;
    GstElement* source = gst_pad_get_parent_element(pad);
    GstMapInfo map;
    if (source != nullptr && gst_buffer_map(buffer, &map, GST_MAP_WRITE) != FALSE) {
        // By its stamp, not by the clock on the wall now: the tone has no steps.
        const auto wall = g_get_real_time() * 1000 - g_get_monotonic_time() * 1000;
        const auto stamp = static_cast<std::int64_t>(GST_BUFFER_PTS(buffer) + gst_element_get_base_time(source));
        test_sound(wall + stamp, {reinterpret_cast<std::int16_t*>(map.data), map.size / 2});
        gst_buffer_unmap(buffer, &map);
    }
    if (source != nullptr) {
        gst_object_unref(source);
    }
    return GST_PAD_PROBE_OK;
}

void mark(GstElement* bin, GstElement* pipeline, const char* name, GstPadProbeCallback probe) {
    GstElement* source = gst_bin_get_by_name(GST_BIN(bin), name);
    if (source == nullptr) {
        return;
    }
    start_now(source, pipeline);
    GstPad* pad = gst_element_get_static_pad(source, "src");
    gst_pad_add_probe(pad, GST_PAD_PROBE_TYPE_BUFFER, probe, nullptr, nullptr);
    gst_object_unref(pad);
    gst_object_unref(source);
}

}  // namespace

void mark_test_camera(GstElement* bin, GstElement* pipeline) { mark(bin, pipeline, "test_camera", burn); }
void mark_test_microphone(GstElement* bin, GstElement* pipeline) { mark(bin, pipeline, "test_microphone", sound); }

void test_sound(std::int64_t wall_ns, std::span<std::int16_t> samples) {
    constexpr std::int64_t kSecond = 1'000'000'000;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const auto in_second = (wall_ns + static_cast<std::int64_t>(i) * kSecond / kRate) % kSecond;
        const double t = static_cast<double>(in_second) / kSecond;
        const bool click = t < 0.04;
        samples[i] = static_cast<std::int16_t>((click ? 16000 : 3200) * std::sin(2 * std::numbers::pi * (click ? 1500 : 440) * t));
    }
}

}  // namespace anju::gst
