// SPDX-License-Identifier: Apache-2.0
#include "media/gst/playout.hpp"

#include <gst/rtp/gstrtphdrext.h>

#include <algorithm>
#include <atomic>

namespace {

constexpr gsize kBytes = 3;  // twelve bits for the least, twelve for the most, in steps of ten milliseconds

struct AnjuPlayout {
    GstRTPHeaderExtension parent;
    std::atomic<guint> most;  // steps
};
struct AnjuPlayoutClass {
    GstRTPHeaderExtensionClass parent;
};

G_DEFINE_TYPE(AnjuPlayout, anju_playout, GST_TYPE_RTP_HEADER_EXTENSION)

AnjuPlayout* playout(gpointer object) { return reinterpret_cast<AnjuPlayout*>(object); }

GstRTPHeaderExtensionFlags flags(GstRTPHeaderExtension*) { return GST_RTP_HEADER_EXTENSION_ONE_BYTE; }

gsize most_bytes(GstRTPHeaderExtension*, const GstBuffer*) { return kBytes; }

gssize write(GstRTPHeaderExtension* self, const GstBuffer*, GstRTPHeaderExtensionFlags, GstBuffer*, guint8* data, gsize size) {
    if (size < kBytes) {
        return -1;
    }
    const guint most = playout(self)->most.load(std::memory_order_relaxed);
    data[0] = 0;  // no least
    data[1] = static_cast<guint8>(most >> 8);
    data[2] = static_cast<guint8>(most & 0xff);
    return kBytes;
}

gboolean read(GstRTPHeaderExtension*, GstRTPHeaderExtensionFlags, const guint8*, gsize, GstBuffer*) { return TRUE; }

void anju_playout_init(AnjuPlayout* self) { new (&self->most) std::atomic<guint>(0xfff); }

void anju_playout_class_init(AnjuPlayoutClass* type) {
    auto* extension = &type->parent;
    extension->get_supported_flags = flags;
    extension->get_max_size = most_bytes;
    extension->write = write;
    extension->read = read;
    gst_rtp_header_extension_class_set_uri(extension, anju::gst::kPlayoutUri);
    gst_element_class_set_static_metadata(GST_ELEMENT_CLASS(type), "Playout delay", GST_RTP_HDREXT_ELEMENT_CLASS,
                                          "How long pictures may be held back", "Anju TV");
}

}  // namespace

namespace anju::gst {

Playout::Playout(GstElement* payloader)
    : extension_(GST_ELEMENT(gst_object_ref_sink(g_object_new(anju_playout_get_type(), nullptr)))) {
    auto* extension = GST_RTP_HEADER_EXTENSION(extension_.get());
    gst_rtp_header_extension_set_id(extension, kPlayoutId);
    g_signal_emit_by_name(payloader, "add-extension", extension);
}

Playout::~Playout() = default;

void Playout::set_most(std::chrono::milliseconds most) {
    const auto steps = std::clamp<std::chrono::milliseconds::rep>(most.count() / 10, 0, 0xfff);
    playout(extension_.get())->most.store(static_cast<guint>(steps), std::memory_order_relaxed);
}

std::chrono::milliseconds PlayoutRule::most(std::optional<double> loss_percent, std::optional<std::chrono::milliseconds> jitter, Time now) {
    if (jitter) {
        jitter_ = jitter;
    }
    if (!jitter_ || *jitter_ > kShakes || loss_percent.value_or(0) > 0) {
        calm_since_.reset();
        return Playout::kFree;
    }
    calm_since_ = calm_since_.value_or(now);
    return now - *calm_since_ >= kCalm ? kHeld : Playout::kFree;
}

}  // namespace anju::gst
