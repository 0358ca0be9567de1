// SPDX-License-Identifier: Apache-2.0
#include "media/gst/tools.hpp"

#include <gst/gst.h>

#include <initializer_list>
#include <mutex>
#include <set>
#include <string_view>
#include <vector>

#include "media/gst/glib.hpp"
#include "media/gst/plugins.hpp"

namespace anju::gst {
namespace {

std::mutex given_up_mutex;
std::set<std::string> given_up;

bool is_given_up(const std::string& name) {
    const std::scoped_lock lock(given_up_mutex);
    return given_up.contains(name);
}

std::string name_of(GstElementFactory* factory) { return gst_plugin_feature_get_name(GST_PLUGIN_FEATURE(factory)); }

bool takes_i420(GstElementFactory* factory) {
    const auto caps = caps_of("video/x-raw,format=I420");
    return gst_element_factory_can_sink_any_caps(factory, caps.get()) != FALSE;
}

// By the properties of the element's class; without a name: it takes none that we know.
RateProperty rate_of(GstElementFactory* factory) {
    GstPluginFeature* loaded = gst_plugin_feature_load(GST_PLUGIN_FEATURE(factory));
    if (loaded == nullptr) {
        return {"", 1};
    }
    RateProperty rate{"", 1};
    auto* type = static_cast<GObjectClass*>(g_type_class_ref(gst_element_factory_get_element_type(GST_ELEMENT_FACTORY(loaded))));
    for (const RateProperty& known : {RateProperty{kControls, 1}, RateProperty{"target-bitrate", 1}, RateProperty{"bitrate", 1000}}) {
        if (rate.name.empty() && g_object_class_find_property(type, known.name.c_str()) != nullptr) {
            rate = known;
        }
    }
    g_type_class_unref(type);
    gst_object_unref(loaded);
    return rate;
}

// GStreamer 1.22 ranks VA's coders as not to be used unasked: here they are asked for.
std::vector<Coder> in_hardware(GstElementFactoryListType kind, GstPadDirection coded, const char* format) {
    std::vector<Coder> found;
    GList* all = gst_element_factory_list_get_elements(kind | GST_ELEMENT_FACTORY_TYPE_MEDIA_VIDEO, GST_RANK_NONE);
    const auto caps = caps_of(format);
    GList* fit = gst_element_factory_list_filter(all, caps.get(), coded, FALSE);
    fit = g_list_sort(fit, gst_plugin_feature_rank_compare_func);
    for (GList* one = fit; one != nullptr; one = one->next) {
        auto* factory = GST_ELEMENT_FACTORY(one->data);
        Coder coder{name_of(factory), true, true, {"", 1}};
        if (!is_hardware(factory) || is_given_up(coder.name)) {
            continue;
        }
        if (coded == GST_PAD_SRC) {
            coder.i420 = takes_i420(factory);
            coder.rate = rate_of(factory);
            if (coder.rate.name.empty()) {
                continue;
            }
        }
        found.push_back(coder);
    }
    gst_plugin_feature_list_free(fit);
    gst_plugin_feature_list_free(all);
    return found;
}

Coder first_of(const std::vector<Coder>& hardware, std::initializer_list<Coder> software) {
    if (!hardware.empty()) {
        return hardware.front();
    }
    for (const auto& coder : software) {
        if (have(coder.name)) {
            return coder;
        }
    }
    return *(software.end() - 1);
}

}  // namespace

Tools found_tools() {
    const auto encoders = [](const char* format) { return in_hardware(GST_ELEMENT_FACTORY_TYPE_ENCODER, GST_PAD_SRC, format); };
    const auto decoders = [](const char* format) { return in_hardware(GST_ELEMENT_FACTORY_TYPE_DECODER, GST_PAD_SINK, format); };
    Tools tools;
    tools.h264_encoder = first_of(encoders("video/x-h264"), {kX264, kOpenH264});
    tools.vp8_encoder = first_of(encoders("video/x-vp8"), {kVp8});
    tools.h264_decoder = first_of(decoders("video/x-h264"), {{"avdec_h264"}, {"openh264dec"}});
    tools.vp8_decoder = first_of(decoders("video/x-vp8"), {{"vp8dec"}});
    return tools;
}

// A kind of its own is one among others in GStreamer's lists, no condition.
bool is_hardware(GstElementFactory* factory) {
    const char* kind = gst_element_factory_get_metadata(factory, GST_ELEMENT_METADATA_KLASS);
    return kind != nullptr && std::string_view(kind).find("Hardware") != std::string_view::npos;
}

bool starts(const std::string& name) {
    GstElement* made = gst_element_factory_make(name.c_str(), nullptr);
    if (made == nullptr) {
        return false;
    }
    const auto element = Ref<GstElement>(GST_ELEMENT(gst_object_ref_sink(made)));
    const bool started = gst_element_set_state(made, GST_STATE_PAUSED) != GST_STATE_CHANGE_FAILURE;
    gst_element_set_state(made, GST_STATE_NULL);
    return started;
}

void give_up(const std::string& element) {
    const std::scoped_lock lock(given_up_mutex);
    given_up.insert(element);
}

}  // namespace anju::gst
