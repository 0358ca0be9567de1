// SPDX-License-Identifier: Apache-2.0
#include "media/gst/feed.hpp"

#include <gst/gst.h>
#include <gst/video/video-event.h>

namespace anju::gst {
namespace {

gboolean upstream_event(GstPad* pad, GstObject*, GstEvent* event) {
    if (gst_video_event_is_force_key_unit(event)) {
        (*static_cast<std::function<void()>*>(gst_pad_get_element_private(pad)))();
    }
    gst_event_unref(event);
    return TRUE;
}

// clocksync asks at once, and loses its query when nobody answers.
gboolean upstream_query(GstPad* pad, GstObject* parent, GstQuery* query) {
    if (GST_QUERY_TYPE(query) == GST_QUERY_LATENCY) {
        gst_query_set_latency(query, TRUE, 0, GST_CLOCK_TIME_NONE);
        return TRUE;
    }
    return gst_pad_query_default(pad, parent, query);
}

}  // namespace

// A bare pad in the encoder's thread instead of an appsrc with a thread of its own: half the wake-ups.
Feed::Feed(GstElement* payloader, std::function<void()> key_wanted)
    : key_wanted_(std::move(key_wanted)), pad_(GST_PAD(gst_object_ref_sink(gst_pad_new("feed", GST_PAD_SRC)))) {
    gst_pad_set_element_private(pad_.get(), &key_wanted_);
    gst_pad_set_event_function(pad_.get(), upstream_event);
    gst_pad_set_query_function(pad_.get(), upstream_query);
    gst_pad_set_active(pad_.get(), TRUE);
    GstPad* sink = gst_element_get_static_pad(payloader, "sink");
    gst_pad_link_full(pad_.get(), sink, GST_PAD_LINK_CHECK_NOTHING);
    gst_object_unref(sink);
}

Feed::~Feed() {
    shut();
    gst_pad_set_active(pad_.get(), FALSE);
    const std::scoped_lock lock(mutex_);
    if (GstPad* peer = gst_pad_get_peer(pad_.get())) {
        gst_pad_unlink(pad_.get(), peer);
        gst_object_unref(peer);
    }
}

void Feed::open(bool at_key) {
    const std::scoped_lock lock(mutex_);
    waits_for_key_ = at_key;
    open_ = true;
}

void Feed::shut() { open_ = false; }

bool Feed::announce(GstCaps* caps) {
    if (!started_) {
        gst_pad_push_event(pad_.get(), gst_event_new_stream_start("anju"));
    }
    if (!caps_ || gst_caps_is_equal(caps_.get(), caps) == FALSE) {
        caps_.reset(gst_caps_ref(caps));
        gst_pad_push_event(pad_.get(), gst_event_new_caps(caps));
    }
    if (!started_) {
        GstSegment segment;
        gst_segment_init(&segment, GST_FORMAT_TIME);
        gst_pad_push_event(pad_.get(), gst_event_new_segment(&segment));
        started_ = true;
    }
    return true;
}

void Feed::push(const Taken& taken, std::int64_t offset) {
    if (!open_) {
        return;
    }
    const std::scoped_lock lock(mutex_);
    if (!open_ || taken.time + offset < 0 || (waits_for_key_ && !taken.key)) {
        return;
    }
    waits_for_key_ = false;
    announce(taken.caps);
    bytes_ += gst_buffer_get_size(taken.buffer);
    GstBuffer* buffer = gst_buffer_copy(taken.buffer);  // its data are shared
    GST_BUFFER_PTS(buffer) = static_cast<GstClockTime>(taken.time + offset);
    GST_BUFFER_DTS(buffer) = GST_CLOCK_TIME_NONE;
    if (gst_pad_push(pad_.get(), buffer) == GST_FLOW_OK) {
        ++passed_;
    }
}

}  // namespace anju::gst
