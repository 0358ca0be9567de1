// SPDX-License-Identifier: Apache-2.0
#include "tests/media/fake_coder.hpp"

#include <gst/gst.h>

#include <stdexcept>
#include <utility>

#include "media/gst/pipeline.hpp"
#include "media/gst/plugins.hpp"

namespace anju::gst {
namespace {

constexpr int kFailsAt = 30;

struct Instance {
    GstBin bin;
    GstElement* inner;
};
struct Class {
    GstBinClass bin;
    FakeCoder* fake;
};

FakeCoder& fake_of(void* instance) { return *G_TYPE_INSTANCE_GET_CLASS(instance, GST_TYPE_BIN, Class)->fake; }

void set_property(GObject* object, guint, const GValue* value, GParamSpec* spec) {
    auto& fake = fake_of(object);
    int bits = 0;
    if (G_PARAM_SPEC_VALUE_TYPE(spec) == GST_TYPE_STRUCTURE) {
        gst_structure_get_int(gst_value_get_structure(value), "video_bitrate", &bits);
    } else {
        bits = static_cast<int>(g_value_get_uint(value)) * 1000;
    }
    fake.bits_per_second = bits;
    g_object_set(reinterpret_cast<Instance*>(object)->inner, "bitrate", static_cast<guint>(bits / 1000), nullptr);
}

GstStateChangeReturn change_state(GstElement* element, GstStateChange change) {
    if (fake_of(element).fails == FakeCoder::Fails::Start && change == GST_STATE_CHANGE_READY_TO_PAUSED) {
        GST_ELEMENT_ERROR(element, RESOURCE, OPEN_READ_WRITE, ("the device does not open"), (nullptr));
        return GST_STATE_CHANGE_FAILURE;
    }
    auto* parent = GST_ELEMENT_CLASS(g_type_class_peek(GST_TYPE_BIN));
    return parent->change_state(element, change);
}

GstPadProbeReturn passes(GstPad*, GstPadProbeInfo*, gpointer instance) {
    auto& fake = fake_of(instance);
    if (++fake.pictures < kFailsAt || fake.fails != FakeCoder::Fails::Picture) {
        return GST_PAD_PROBE_OK;
    }
    if (fake.pictures == kFailsAt) {
        GST_ELEMENT_ERROR(instance, RESOURCE, WRITE, ("the device is gone"), (nullptr));
    }
    return GST_PAD_PROBE_DROP;
}

void ghost(Instance* self, GTypeClass* klass, const char* inside, const char* name) {
    GstElement* element = gst_bin_get_by_name(&self->bin, inside);
    GstPad* target = gst_element_get_static_pad(element, name);
    GstPad* pad = gst_ghost_pad_new_from_template(name, target, gst_element_class_get_pad_template(GST_ELEMENT_CLASS(klass), name));
    gst_element_add_pad(GST_ELEMENT(self), pad);
    if (std::string(name) == "sink") {
        gst_pad_add_probe(pad, GST_PAD_PROBE_TYPE_BUFFER, passes, self, nullptr);
    } else if (fake_of(self).fails == FakeCoder::Fails::Silence) {
        gst_pad_add_probe(pad, GST_PAD_PROBE_TYPE_BUFFER, [](GstPad*, GstPadProbeInfo*, gpointer) { return GST_PAD_PROBE_DROP; }, nullptr, nullptr);
    }
    gst_object_unref(target);
    gst_object_unref(element);
}

void init(GTypeInstance* instance, gpointer klass) {
    auto* self = reinterpret_cast<Instance*>(instance);
    auto& fake = *static_cast<Class*>(klass)->fake;
    ++fake.made;
    const std::string encoder = "capsfilter name=first caps=video/x-raw,format=NV12 ! x264enc name=inner tune=zerolatency"
                                " speed-preset=ultrafast threads=1 bframes=0 key-int-max=3000 vbv-buf-capacity=500"
                                " ! capsfilter name=last caps=video/x-h264";
    const std::string text = fake.decoder ? "avdec_h264 name=inner max-threads=1 ! videoconvert ! capsfilter name=last caps=video/x-raw,format=NV12"
                             : fake.fails == FakeCoder::Fails::Agreement ? encoder + ",profile=high-10"
                                                                         : encoder;
    GstElement* inside = gst_parse_bin_from_description(text.c_str(), FALSE, nullptr);
    gst_bin_add(&self->bin, inside);
    self->inner = gst_bin_get_by_name(&self->bin, "inner");
    gst_object_unref(self->inner);  // its bin holds it
    for (const auto& [name, pad] : {std::pair(fake.decoder ? "inner" : "first", "sink"), std::pair("last", "src")}) {
        GstElement* element = gst_bin_get_by_name(&self->bin, name);
        GstPad* target = gst_element_get_static_pad(element, pad);
        gst_element_add_pad(inside, gst_ghost_pad_new(pad, target));
        gst_object_unref(target);
        gst_object_unref(element);
    }
    ghost(self, static_cast<GTypeClass*>(klass), GST_OBJECT_NAME(inside), "sink");
    ghost(self, static_cast<GTypeClass*>(klass), GST_OBJECT_NAME(inside), "src");
}

void add_pad(GstElementClass* klass, const char* name, GstPadDirection direction, const char* caps) {
    GstCaps* made = gst_caps_from_string(caps);
    gst_element_class_add_pad_template(klass, gst_pad_template_new(name, direction, GST_PAD_ALWAYS, made));
    gst_caps_unref(made);
}

void class_init(gpointer klass, gpointer data) {
    auto& fake = *static_cast<FakeCoder*>(data);
    static_cast<Class*>(klass)->fake = &fake;
    auto* element = GST_ELEMENT_CLASS(klass);
    element->change_state = change_state;
    G_OBJECT_CLASS(klass)->set_property = set_property;
    const char* raw = "video/x-raw,format=NV12";
    const char* coded = "video/x-h264";
    gst_element_class_set_metadata(element, "fake", fake.decoder ? "Codec/Decoder/Video/Hardware" : "Codec/Encoder/Video/Hardware", "fake", "tests");
    add_pad(element, "sink", GST_PAD_SINK, fake.decoder ? coded : raw);
    add_pad(element, "src", GST_PAD_SRC, fake.decoder ? raw : coded);
    if (!fake.decoder) {
        g_object_class_install_property(
            G_OBJECT_CLASS(klass), 1,
            std::string(fake.rate) == kControls ? g_param_spec_boxed(fake.rate, "", "", GST_TYPE_STRUCTURE, G_PARAM_WRITABLE)
                                                : g_param_spec_uint(fake.rate, "", "", 0, 1'000'000, 0, G_PARAM_WRITABLE));
    }
}

}  // namespace

FakeCoder::FakeCoder(std::string its_name, bool decodes, Fails how, unsigned its_rank, const char* its_rate)
    : name(std::move(its_name)), decoder(decodes), fails(how), rank(its_rank), rate(its_rate) {
    std::string missing;
    if (!load_for_visits(missing)) {
        throw std::runtime_error(missing);
    }
    const GTypeInfo info{sizeof(Class), nullptr, nullptr, class_init, nullptr, this, sizeof(Instance), 0, init, nullptr};
    const GType type = g_type_register_static(GST_TYPE_BIN, name.c_str(), &info, GTypeFlags{});
    gst_element_register(nullptr, name.c_str(), rank, type);
}

FakeCoder::~FakeCoder() {
    if (GstPluginFeature* feature = gst_registry_lookup_feature(gst_registry_get(), name.c_str())) {
        gst_registry_remove_feature(gst_registry_get(), feature);
        gst_object_unref(feature);
    }
}

}  // namespace anju::gst
