// SPDX-License-Identifier: Apache-2.0
#include "media/gst/devices.hpp"

#include <gst/gst.h>

#include <string_view>
#include <utility>

#include "media/gst/plugins.hpp"
#include "media/speech/sound_device.hpp"

namespace anju::gst {
namespace {

std::string property(GstDevice* device, const char* name) {
    GstStructure* all = gst_device_get_properties(device);
    const char* value = all != nullptr ? gst_structure_get_string(all, name) : nullptr;
    const std::string copy = value != nullptr ? value : "";
    if (all != nullptr) {
        gst_structure_free(all);
    }
    return copy;
}

Speaker speaker_of(const std::string& option) {
    if (option == "none") {
        return {};
    }
    if (option != "auto") {
        return {Speaker::Kind::Described, option};
    }
    switch (speech::sound_device()) {
        case speech::Device::Pulse:
            return {Speaker::Kind::Pulse, ""};
        case speech::Device::Alsa:
            return {Speaker::Kind::Alsa, ""};
        case speech::Device::None:
            break;
    }
    return {};
}

// The benches' own: pictures from files. Never what stands for a device's path.
bool described(const std::string& camera) { return !camera.starts_with('/') && camera.find(" ! ") != camera.npos; }

}  // namespace

struct Devices::Monitor {
    GstDeviceMonitor* monitor = nullptr;
    GSource* watch = nullptr;
    std::function<void()> changed;

    ~Monitor() {
        if (watch != nullptr) {
            g_source_destroy(watch);
            g_source_unref(watch);
        }
        if (monitor != nullptr) {
            gst_device_monitor_stop(monitor);
            gst_object_unref(monitor);
        }
    }

    static gboolean hears(GstBus*, GstMessage* message, gpointer self) {
        const auto type = GST_MESSAGE_TYPE(message);
        if (type == GST_MESSAGE_DEVICE_ADDED || type == GST_MESSAGE_DEVICE_REMOVED || type == GST_MESSAGE_DEVICE_CHANGED) {
            static_cast<Monitor*>(self)->changed();
        }
        return G_SOURCE_CONTINUE;
    }

    void start(bool cameras, bool microphones) {
        monitor = gst_device_monitor_new();
        if (cameras) {
            gst_device_monitor_add_filter(monitor, "Video/Source", nullptr);
        }
        if (microphones) {
            gst_device_monitor_add_filter(monitor, "Audio/Source", nullptr);
        }
        GstBus* bus = gst_device_monitor_get_bus(monitor);
        watch = gst_bus_create_watch(bus);
        gst_object_unref(bus);
        g_source_set_callback(watch, G_SOURCE_FUNC(&Monitor::hears), this, nullptr);
        g_source_attach(watch, g_main_context_get_thread_default());
        gst_device_monitor_start(monitor);
    }

    // The first of this class that is wanted.
    void find(const char* kind, const std::function<bool(GstDevice*)>& wanted) const {
        GList* all = gst_device_monitor_get_devices(monitor);
        bool found = false;
        for (GList* one = all; one != nullptr; one = one->next) {
            auto* device = GST_DEVICE(one->data);
            if (!found && gst_device_has_classes(device, kind) != FALSE) {
                found = wanted(device);
            }
            gst_object_unref(device);
        }
        g_list_free(all);
    }
};

Devices::Devices(MediaThread& thread, const media::EngineOptions& options, std::function<void()> changed)
    : thread_(thread), options_(options), changed_(std::move(changed)) {
    cameras_ = options_.camera != "none" && options_.camera != "test" && !described(options_.camera);
    microphones_ = options_.microphone == "auto";
    look();
}

Devices::~Devices() = default;

void Devices::watch() {
    monitor_.reset();
    watched_ = speech::sound_device();
    if (load_for_devices()) {
        monitor_ = std::make_unique<Monitor>();
        monitor_->changed = [this] { read(); };
        monitor_->start(cameras_, microphones_);
    }
}

void Devices::look() {
    if (watched_ ? microphones_ && watched_ != speech::sound_device() : cameras_ || microphones_) {
        watch();
    }
    read();
}

void Devices::look_anew() {
    if (microphones_) {
        watched_.reset();
    }
    look();
}

void Devices::read() {
    std::optional<Camera> camera;
    std::optional<Microphone> microphone;
    media::Devices told;
    if (options_.camera == "test") {
        camera = Camera{Camera::Kind::Test, ""};
        told.camera_name = "test";
    } else if (described(options_.camera)) {
        camera = Camera{Camera::Kind::Described, options_.camera};
        told.camera_name = "described";
    } else if (options_.camera != "none" && monitor_) {
        monitor_->find("Video/Source", [&](GstDevice* device) {
            const auto path = property(device, "device.path");
            if (path.empty() || (options_.camera != "auto" && options_.camera != path)) {
                return false;
            }
            camera = Camera{Camera::Kind::V4l2, path};
            told.camera_name = taken(gst_device_get_display_name(device));
            return true;
        });
    }
    if (options_.microphone == "test") {
        microphone = Microphone{Microphone::Kind::Test, ""};
        told.microphone_name = "test";
    } else if (options_.microphone == "auto" && monitor_) {
        monitor_->find("Audio/Source", [&](GstDevice* device) {
            if (property(device, "device.class") == "monitor") {
                return false;  // what a loudspeaker plays
            }
            const bool pulse = speech::sound_device() == speech::Device::Pulse;
            microphone = Microphone{pulse ? Microphone::Kind::Pulse : Microphone::Kind::Alsa, ""};
            told.microphone_name = taken(gst_device_get_display_name(device));
            return true;
        });
    } else if (options_.microphone != "none" && options_.microphone != "auto") {
        microphone = Microphone{Microphone::Kind::Pulse, options_.microphone};  // a source of PulseAudio by its name
        told.microphone_name = options_.microphone;
    }
    speaker_ = speaker_of(options_.speaker);
    told.camera = camera.has_value();
    told.microphone = microphone.has_value();
    told.speaker = speaker_.kind != Speaker::Kind::None;
    camera_ = camera;
    microphone_ = microphone;
    const bool first = !std::exchange(looked_, true);
    if (first || !(told_ == told)) {
        told_ = told;
        changed_();
    }
}

}  // namespace anju::gst
