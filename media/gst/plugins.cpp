// SPDX-License-Identifier: Apache-2.0
#include "media/gst/plugins.hpp"

#include <gst/gst.h>

#include <array>
#include <initializer_list>

namespace anju::gst {
namespace {

bool load(const char* name) {
    const auto file = std::string(ANJU_GST_PLUGINS) + "/libgst" + name + ".so";
    GstPlugin* plugin = gst_plugin_load_file(file.c_str(), nullptr);
    if (plugin == nullptr) {
        return false;
    }
    gst_object_unref(plugin);
    return true;
}

bool started() {
    return gst_is_initialized() != FALSE || gst_init_check(nullptr, nullptr, nullptr) != FALSE;
}

}  // namespace

bool load_for_devices() {
    if (!started()) {
        return false;
    }
    for (const char* name : {"video4linux2", "pulseaudio", "alsa"}) {
        load(name);
    }
    return true;
}

bool load_for_visits(std::string& missing) {
    static bool loaded = false;
    if (loaded) {
        return true;
    }
    if (!load_for_devices()) {
        missing = "gstreamer";
        return false;
    }
    for (const char* name :
         {"coreelements", "app", "webrtc", "nice", "dtls", "srtp", "rtp", "rtpmanager", "sctp", "opus",
          "opusparse", "vpx", "libav", "videoparsersbad", "audioconvert", "audioresample",
          "audiotestsrc", "videotestsrc", "videoconvertscale", "videorate", "webrtcdsp", "jpeg",
          "isomp4", "matroska", "playback", "typefindfunctions", "videofilter", "audioparsers"}) {
        if (!load(name)) {
            missing += (missing.empty() ? "" : " ") + std::string(name);
        }
    }
    // One of these encodes H264; the last ones are hardware and may be absent.
    const bool encodes = static_cast<int>(load("x264")) + static_cast<int>(load("openh264")) > 0;
    if (!encodes) {
        missing += (missing.empty() ? "" : " ") + std::string("x264");
    }
    for (const char* name : {"va", "v4l2codecs"}) {
        load(name);
    }
    loaded = missing.empty();
    return loaded;
}

bool have(const std::string& element) {
    GstElementFactory* factory = gst_element_factory_find(element.c_str());
    if (factory == nullptr) {
        return false;
    }
    gst_object_unref(factory);
    return true;
}

}  // namespace anju::gst
