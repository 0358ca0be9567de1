// SPDX-License-Identifier: Apache-2.0
#include "media/gst/plugins.hpp"

#include <gst/gst.h>

#include <initializer_list>

#include "media/plugin_files.hpp"

namespace anju::gst {
namespace {

bool load(const char* name) {
    GstPlugin* plugin = gst_plugin_load_file(media::plugin_file(name).c_str(), nullptr);
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
    const auto lacks = [&missing](const char* name) { missing += (missing.empty() ? "" : " ") + std::string(name); };
    for (const char* name : media::plugins_of_visits()) {
        if (!load(name)) {
            lacks(name);
        }
    }
    bool encodes = false;
    for (const char* name : media::encoders_of_visits()) {
        encodes = load(name) || encodes;
    }
    if (!encodes) {
        lacks(media::encoders_of_visits().front());
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
