// SPDX-License-Identifier: Apache-2.0
// From an appsink to a FrameSlot without a copy: the frame keeps GStreamer's buffer mapped.
#pragma once

#include <functional>

#include "media/frame_slot.hpp"
#include "media/gst/glib.hpp"

namespace anju::gst {

// seen: on the streaming thread, before the slot has it; false: the picture is dropped. The slot lives longer than the sink.
void show_in(GstElement* appsink, media::FrameSlot& slot, std::function<bool(const media::Frame&)> seen);

// Sound and coded video: each buffer of the sink, on its streaming thread.
struct Taken {
    GstBuffer* buffer;
    GstCaps* caps;
    std::int64_t time;  // running time of its pipeline, ns (x264enc's own stamps are 1000 h in the future)
    bool key;           // not a delta unit
};
void take_from(GstElement* appsink, std::function<void(const Taken&)> taken);

}  // namespace anju::gst
