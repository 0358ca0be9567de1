// SPDX-License-Identifier: Apache-2.0
#include "media/speech/sound_player.hpp"

#include <gst/app/gstappsrc.h>
#include <gst/gst.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#include "media/plugin_files.hpp"
#include "media/speech/tones.hpp"

namespace anju::speech {
namespace {

constexpr gint64 kBufferUs = 60'000, kLatencyUs = 15'000;
// A starting pulsesink loses the first 13 ms (measured, 1.22): of silence, not of a click that is
// 20 ms long.
constexpr gsize kLead = kSamplesPerSecond * 20 / 1000;

// Two or four plugins by name instead of the registry of all: a tenth of the start, a fifth less
// memory.
bool load_plugins(Device device) {
    const auto load = [](const char* name) {
        GstPlugin* plugin = gst_plugin_load_file(media::plugin_file(name).c_str(), nullptr);
        if (plugin == nullptr) {
            return false;
        }
        gst_object_unref(plugin);
        return true;
    };
    if (device == Device::Pulse) {
        return load("app") && load("pulseaudio");
    }
    return load("app") && load("audioconvert") && load("audioresample") && load("alsa");
}

bool start_gstreamer() {
    if (gst_is_initialized() != FALSE) {
        return true;
    }
    return gst_init_check(nullptr, nullptr, nullptr) != FALSE;
}

}  // namespace

class SoundPlayer::Pipeline {
  public:
    Pipeline(Device device, const std::function<void(Ended)>& ended, std::atomic<int>& playing)
        : ended_(ended), playing_(playing) {
        if (!start_gstreamer() || !load_plugins(device)) {
            return;
        }
        const bool pulse = device == Device::Pulse;
        std::vector<GstElement*> chain{make("appsrc")};
        if (!pulse) {
            chain.push_back(make("audioconvert"));
            chain.push_back(make("audioresample"));
        }
        chain.push_back(make(pulse ? "pulsesink" : "alsasink"));
        bin_ = gst_pipeline_new(nullptr);
        bool whole = true;
        for (GstElement* element : chain) {
            whole = element != nullptr && gst_bin_add(GST_BIN(bin_), element) != FALSE && whole;
        }
        for (std::size_t i = 1; whole && i < chain.size(); ++i) {
            whole = gst_element_link(chain[i - 1], chain[i]) != FALSE;
        }
        if (!whole) {
            gst_object_unref(std::exchange(bin_, nullptr));
            return;
        }
        source_ = chain.front();
        sink_ = chain.back();
        pulse_ = pulse;
        prepare();
    }

    ~Pipeline() {
        if (bin_ != nullptr) {
            gst_element_set_state(bin_, GST_STATE_NULL);
            gst_object_unref(bin_);
        }
    }
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;

    bool ready() {
        return bin_ != nullptr &&
               gst_element_set_state(bin_, GST_STATE_READY) != GST_STATE_CHANGE_FAILURE;
    }

    bool play(const std::vector<std::int16_t>& samples) {
        if (!ready()) {
            return false;
        }
        ++playing_;  // nothing of the sound before is heard from any more
        const gsize lead = kLead * sizeof samples[0], bytes = samples.size() * sizeof samples[0];
        GstBuffer* buffer = gst_buffer_new_allocate(nullptr, lead + bytes, nullptr);
        gst_buffer_memset(buffer, 0, 0, lead);
        gst_buffer_fill(buffer, lead, samples.data(), bytes);
        GST_BUFFER_PTS(buffer) = 0;
        GST_BUFFER_DURATION(buffer) =
            gst_util_uint64_scale(kLead + samples.size(), GST_SECOND, kSamplesPerSecond);
        if (pulse_) {
            // The server plays on by its own clock, and what comes too late is never heard: it gets all of a chime at once. Half
            // of the buffer is its own.
            const auto whole = static_cast<gint64>(GST_BUFFER_DURATION(buffer) / GST_USECOND);
            g_object_set(sink_, "buffer-time", whole < kBufferUs ? kBufferUs : 2 * whole + 4 * kLatencyUs, nullptr);
        }
        if (gst_element_set_state(bin_, GST_STATE_PAUSED) == GST_STATE_CHANGE_FAILURE) {
            gst_buffer_unref(buffer);
            return false;
        }
        gst_app_src_push_buffer(GST_APP_SRC(source_), buffer);
        gst_app_src_end_of_stream(GST_APP_SRC(source_));
        return gst_element_set_state(bin_, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE;
    }

  private:
    static GstElement* make(const char* name) { return gst_element_factory_make(name, nullptr); }

    void prepare() {
        GstCaps* caps = gst_caps_new_simple("audio/x-raw", "format", G_TYPE_STRING, "S16LE", "rate",
                                            G_TYPE_INT, kSamplesPerSecond, "channels", G_TYPE_INT,
                                            1, "layout", G_TYPE_STRING, "interleaved", nullptr);
        g_object_set(source_, "caps", caps, "format", GST_FORMAT_TIME, nullptr);
        gst_caps_unref(caps);
        g_object_set(sink_, "buffer-time", kBufferUs, "latency-time", kLatencyUs, nullptr);
        if (pulse_) {
            GstStructure* properties =
                gst_structure_new("properties", "media.role", G_TYPE_STRING, "event", nullptr);
            g_object_set(sink_, "client-name", "Anju TV", "stream-properties", properties, nullptr);
            gst_structure_free(properties);
        }
        GstBus* bus = gst_element_get_bus(bin_);
        gst_bus_set_sync_handler(bus, &Pipeline::heard, this, nullptr);
        gst_object_unref(bus);
    }

    static GstBusSyncReply heard(GstBus*, GstMessage* message, gpointer self) {
        const auto type = GST_MESSAGE_TYPE(message);
        if (type == GST_MESSAGE_EOS || type == GST_MESSAGE_ERROR) {
            auto* pipeline = static_cast<Pipeline*>(self);
            pipeline->ended_({pipeline->playing_, type == GST_MESSAGE_ERROR});
        }
        gst_message_unref(message);
        return GST_BUS_DROP;
    }

    const std::function<void(Ended)>& ended_;
    std::atomic<int>& playing_;
    GstElement* bin_ = nullptr;
    GstElement* source_ = nullptr;
    GstElement* sink_ = nullptr;
    bool pulse_ = false;
};

SoundPlayer::SoundPlayer(std::function<void(Ended)> ended) : ended_(std::move(ended)) {}
SoundPlayer::~SoundPlayer() = default;

SoundPlayer::Pipeline* SoundPlayer::pipeline(Device device) {
    if (device == Device::None) {
        return nullptr;
    }
    if (!pipeline_ || device_ != device) {
        pipeline_.reset();
        pipeline_ = std::make_unique<Pipeline>(device, ended_, playing_);
        device_ = device;
    }
    return pipeline_.get();
}

bool SoundPlayer::opens(Device device) {
    auto* found = pipeline(device);
    return found != nullptr && found->ready();
}

bool SoundPlayer::play(const std::vector<std::int16_t>& samples, Device device) {
    auto* found = pipeline(device);
    if (found != nullptr && found->play(samples)) {
        return true;
    }
    pipeline_.reset();
    return false;
}

int SoundPlayer::now_playing() const { return playing_; }

void SoundPlayer::pause() {
    if (pipeline_) {
        pipeline_->ready();
    }
}

void SoundPlayer::release() { pipeline_.reset(); }

}  // namespace anju::speech
