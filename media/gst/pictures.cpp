// SPDX-License-Identifier: Apache-2.0
#include "media/gst/pictures.hpp"

#include <gst/app/gstappsink.h>
#include <gst/video/video.h>

#include <utility>

namespace anju::gst {
namespace {

struct Mapped {
    GstVideoFrame frame{};
    bool mapped = false;
    ~Mapped() {
        if (mapped) {
            gst_video_frame_unmap(&frame);  // has its own reference to the buffer
        }
    }
};

std::unique_ptr<media::Frame> frame_of(GstSample* sample) {
    GstVideoInfo info;
    GstBuffer* buffer = gst_sample_get_buffer(sample);
    if (buffer == nullptr || !gst_video_info_from_caps(&info, gst_sample_get_caps(sample))) {
        return nullptr;
    }
    const auto format = GST_VIDEO_INFO_FORMAT(&info);
    if (format != GST_VIDEO_FORMAT_I420 && format != GST_VIDEO_FORMAT_NV12) {
        return nullptr;
    }
    auto mapped = std::make_unique<Mapped>();
    mapped->mapped = gst_video_frame_map(&mapped->frame, &info, buffer, GST_MAP_READ) != FALSE;
    if (!mapped->mapped) {
        return nullptr;
    }
    auto frame = std::make_unique<media::Frame>();
    frame->format = format == GST_VIDEO_FORMAT_NV12 ? media::Frame::Format::Nv12 : media::Frame::Format::I420;
    frame->matrix = info.colorimetry.matrix == GST_VIDEO_COLOR_MATRIX_BT709 ? media::Frame::Matrix::Bt709 : media::Frame::Matrix::Bt601;
    frame->width = GST_VIDEO_INFO_WIDTH(&info) & ~1;
    frame->height = GST_VIDEO_INFO_HEIGHT(&info) & ~1;
    for (guint i = 0; i < GST_VIDEO_FRAME_N_PLANES(&mapped->frame); ++i) {
        frame->planes[i] = {static_cast<const std::uint8_t*>(GST_VIDEO_FRAME_PLANE_DATA(&mapped->frame, i)),
                            GST_VIDEO_FRAME_PLANE_STRIDE(&mapped->frame, i)};
    }
    frame->handed_over = std::chrono::steady_clock::now();
    frame->owner = {mapped.release(), [](void* owner) { delete static_cast<Mapped*>(owner); }};
    return frame;
}

struct Shows {
    media::FrameSlot& slot;
    std::function<bool(const media::Frame&)> seen;

    static GstFlowReturn sample(GstAppSink* sink, gpointer self) {
        auto& shows = *static_cast<Shows*>(self);
        if (GstSample* pulled = gst_app_sink_pull_sample(sink)) {
            auto frame = frame_of(pulled);
            gst_sample_unref(pulled);
            if (frame && shows.seen(*frame)) {
                shows.slot.put(std::move(frame));
            }
        }
        return GST_FLOW_OK;
    }
};

struct Takes {
    std::function<void(const Taken&)> taken;

    static GstFlowReturn sample(GstAppSink* sink, gpointer self) {
        if (GstSample* pulled = gst_app_sink_pull_sample(sink)) {
            if (GstBuffer* buffer = gst_sample_get_buffer(pulled)) {
                const auto time = gst_segment_to_running_time(gst_sample_get_segment(pulled), GST_FORMAT_TIME, GST_BUFFER_PTS(buffer));
                static_cast<Takes*>(self)->taken({buffer, gst_sample_get_caps(pulled), static_cast<std::int64_t>(time),
                                                  !GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT)});
            }
            gst_sample_unref(pulled);
        }
        return GST_FLOW_OK;
    }
};

template <class T>
void call_back(GstElement* appsink, T* owned) {
    GstAppSinkCallbacks callbacks{};
    callbacks.new_sample = T::sample;
    gst_app_sink_set_callbacks(GST_APP_SINK(appsink), &callbacks, owned, [](gpointer self) { delete static_cast<T*>(self); });
}

// avdec_h264 copies every frame unless the sink says that it understands padded ones; appsink of 1.22 does not say so.
GstPadProbeReturn offers_video_meta(GstPad*, GstPadProbeInfo* info, gpointer) {
    GstQuery* query = gst_pad_probe_info_get_query(info);
    if (GST_QUERY_TYPE(query) != GST_QUERY_ALLOCATION) {
        return GST_PAD_PROBE_OK;
    }
    gst_query_add_allocation_meta(query, GST_VIDEO_META_API_TYPE, nullptr);
    return GST_PAD_PROBE_HANDLED;
}

}  // namespace

void show_in(GstElement* appsink, media::FrameSlot& slot, std::function<bool(const media::Frame&)> seen) {
    GstPad* pad = gst_element_get_static_pad(appsink, "sink");
    gst_pad_add_probe(pad, GST_PAD_PROBE_TYPE_QUERY_DOWNSTREAM, offers_video_meta, nullptr, nullptr);
    gst_object_unref(pad);
    call_back(appsink, new Shows{slot, std::move(seen)});
}

void take_from(GstElement* appsink, std::function<void(const Taken&)> taken) {
    call_back(appsink, new Takes{std::move(taken)});
}

}  // namespace anju::gst
