// SPDX-License-Identifier: Apache-2.0
#include "media/gst/encoder_watch.hpp"

#include <gst/gst.h>

#include <atomic>
#include <memory>

namespace anju::gst {
namespace {

using Swallowed = std::shared_ptr<std::atomic<int>>;

GstPadProbeReturn took(GstPad* pad, GstPadProbeInfo*, gpointer data) {
    if (++**static_cast<Swallowed*>(data) == kMostSwallowed) {
        GstElement* encoder = gst_pad_get_parent_element(pad);
        GST_ELEMENT_ERROR(encoder, STREAM, ENCODE, ("takes pictures and gives none"), (nullptr));
        gst_object_unref(encoder);
    }
    return GST_PAD_PROBE_OK;
}

GstPadProbeReturn gave(GstPad*, GstPadProbeInfo*, gpointer data) {
    **static_cast<Swallowed*>(data) = 0;
    return GST_PAD_PROBE_OK;
}

void probe(GstElement* encoder, const char* name, GstPadProbeCallback called, const Swallowed& swallowed) {
    GstPad* pad = gst_element_get_static_pad(encoder, name);
    gst_pad_add_probe(pad, static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST), called,
                      new Swallowed(swallowed), [](gpointer data) { delete static_cast<Swallowed*>(data); });
    gst_object_unref(pad);
}

}  // namespace

void watch_encoder(GstElement* encoder) {
    const auto swallowed = std::make_shared<std::atomic<int>>(0);
    probe(encoder, "sink", took, swallowed);
    probe(encoder, "src", gave, swallowed);
}

}  // namespace anju::gst
