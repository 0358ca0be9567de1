// SPDX-License-Identifier: Apache-2.0
#include "media/gst/sound_room.hpp"

#include <gst/app/gstappsrc.h>
#include <gst/gst.h>

#include <array>
#include <atomic>
#include <vector>

#include "media/gst/test_sources.hpp"

namespace anju::gst {

struct SoundRoom::Feeding {
    static void need_data(GstAppSrc* source, guint, gpointer data) {
        auto& room = *static_cast<SoundRoom*>(data);
        GstBuffer* buffer = gst_buffer_new_allocate(nullptr, kChunk * sizeof(std::int16_t), nullptr);
        GstMapInfo map;
        gst_buffer_map(buffer, &map, GST_MAP_WRITE);
        const bool tapped = room.tap_ != nullptr && room.tap_->wanted();
        std::array<std::int16_t, kChunk> mixed;
        room.playing_.with([&](Mixer& mixer) {
            mixer.fill({reinterpret_cast<std::int16_t*>(map.data), kChunk}, tapped ? std::span(mixed) : std::span<std::int16_t>());
        });
        GST_BUFFER_PTS(buffer) = gst_util_uint64_scale(room.played_, GST_SECOND, kRate);
        room.played_ += kChunk;
        if (tapped) {
            room.tap_->put(mixed);
        }
        gst_buffer_unmap(buffer, &map);
        GST_BUFFER_DURATION(buffer) = GST_SECOND * kChunk / kRate;
        gst_app_src_push_buffer(source, buffer);
    }
};

SoundRoom::SoundRoom(const Speaker& speaker, Playing& playing, bool echo_cancel, media::SoundTap* tap,
                     std::function<void(std::string)> failed)
    : playing_(playing), echo_cancel_(echo_cancel), tap_(tap), failed_(std::move(failed)) {
    static std::atomic<unsigned> rooms{0};  // webrtcdsp finds its probe by name, in the whole process
    echo_ = "echo" + std::to_string(++rooms);
    start(speaker);
}

void SoundRoom::start(const Speaker& speaker) {
    std::string why;
    running_ = Running::made(speaker_text(speaker, echo_), {failed_, {}}, why);
    if (!running_) {
        failed_(why);
        return;
    }
    const auto mix = running_->element("mix");
    GstAppSrcCallbacks callbacks{};
    callbacks.need_data = Feeding::need_data;
    gst_app_src_set_callbacks(GST_APP_SRC(mix.get()), &callbacks, this, nullptr);
    if (!running_->play()) {
        failed_("the loudspeaker does not open");
    }
}

SoundRoom::~SoundRoom() {
    microphone_.reset();
    running_.reset();
}

bool SoundRoom::listen(const Microphone& microphone, std::function<void(const Taken&)> heard) {
    if (!running_ || microphone_) {
        return listens();
    }
    // A source that runs before its pipeline has no zero to count from. Only a call that begins with the room waits here.
    gst_element_get_state(running_->bin(), nullptr, nullptr, GST_SECOND);
    const bool clean = echo_cancel_ && microphone.kind != Microphone::Kind::Test;
    std::string why;
    microphone_ = running_->add(microphone_text(microphone, clean ? std::optional(echo_) : std::nullopt) + opus_text(), false, why);
    if (!microphone_) {
        failed_(why);
        return false;
    }
    const auto sink = Ref<GstElement>(gst_bin_get_by_name(GST_BIN(microphone_.get()), "heard"));
    take_from(sink.get(), std::move(heard));
    mark_test_microphone(microphone_.get(), running_->bin());
    if (gst_element_set_state(microphone_.get(), GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) {
        stop_listening();
        return false;
    }
    return true;
}

void SoundRoom::stop_listening() {
    if (microphone_) {
        running_->remove(microphone_.get());
        microphone_.reset();
    }
}

}  // namespace anju::gst
