// SPDX-License-Identifier: Apache-2.0
#include "media/gst/sound_room.hpp"

#include <gst/app/gstappsrc.h>
#include <gst/gst.h>

#include <array>
#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

#include "media/gst/test_sources.hpp"

namespace anju::gst {

// What the streaming threads know of the room: a pipeline that hangs may outlive it.
struct SoundRoom::Feeding {
    std::mutex mutex, hearing;  // of the loudspeaker's thread and of the microphone's: the one never waits for the other
    SoundRoom* room = nullptr;

    static void need_data(GstAppSrc* source, guint, gpointer data) {
        auto& feeding = **static_cast<std::shared_ptr<Feeding>*>(data);
        const std::scoped_lock lock(feeding.mutex);
        if (feeding.room != nullptr) {
            feed(source, *feeding.room);
        }
    }
    static void forget(gpointer data) { delete static_cast<std::shared_ptr<Feeding>*>(data); }

    static void feed(GstAppSrc* source, SoundRoom& room) {
        GstBuffer* buffer = gst_buffer_new_allocate(nullptr, kChunk * sizeof(std::int16_t), nullptr);
        GstMapInfo map;
        gst_buffer_map(buffer, &map, GST_MAP_WRITE);
        const bool tapped = room.doors_.tap != nullptr && room.doors_.tap->wanted();
        std::array<std::int16_t, kChunk> mixed;
        room.playing_.with([&](Mixer& mixer) {
            mixer.fill({reinterpret_cast<std::int16_t*>(map.data), kChunk}, tapped ? std::span(mixed) : std::span<std::int16_t>());
        });
        GST_BUFFER_PTS(buffer) = gst_util_uint64_scale(room.played_, GST_SECOND, kRate);
        room.played_ += kChunk;
        if (tapped) {
            room.doors_.tap->put(mixed);
        }
        gst_buffer_unmap(buffer, &map);
        GST_BUFFER_DURATION(buffer) = GST_SECOND * kChunk / kRate;
        gst_app_src_push_buffer(source, buffer);
    }
};

SoundRoom::SoundRoom(const Speaker& speaker, Playing& playing, bool echo_cancel, Doors doors,
                     std::function<void(std::string)> failed, std::function<void()> stuck)
    : speaker_(speaker), playing_(playing), echo_cancel_(echo_cancel), doors_(doors), failed_(std::move(failed)), stuck_(std::move(stuck)),
      feeding_(std::make_shared<Feeding>()) {
    feeding_->room = this;
    static std::atomic<unsigned> rooms{0};  // webrtcdsp finds its probe by name, in the whole process
    echo_ = "echo" + std::to_string(++rooms);
    start();
}

void SoundRoom::start() {
    if (doors_.desk != nullptr && speaker_.kind != Speaker::Kind::None) {
        // Said first, so that the other output is being given up: a card of the kernel's may play for one at a time.
        doors_.desk->open([&playing = playing_](media::SoundDesk::Samples samples) {
            playing.with([&](Mixer& mixer) { mixer.chime(std::move(samples)); });
        });
    }
    std::string why;
    running_ = Running::made(speaker_text(speaker_, echo_), {failed_, {}}, why);
    if (!running_) {
        close_desk();
        failed_(why);
        return;
    }
    const auto mix = running_->element("mix");
    GstAppSrcCallbacks callbacks{};
    callbacks.need_data = Feeding::need_data;
    gst_app_src_set_callbacks(GST_APP_SRC(mix.get()), &callbacks, new std::shared_ptr<Feeding>(feeding_), Feeding::forget);
    if (!running_->play()) {
        close_desk();
        failed_("the loudspeaker does not open");
    }
}

void SoundRoom::close_desk() {
    if (doors_.desk != nullptr) {
        doors_.desk->open({});
        playing_.with([](Mixer& mixer) { mixer.chime({}); });
    }
}

SoundRoom::~SoundRoom() {
    close_desk();
    microphone_.reset();
    {
        const std::scoped_lock lock(feeding_->mutex, feeding_->hearing);
        feeding_->room = nullptr;
    }
    // A sound server that ends in the very moment in which pulsesink opens (GStreamer 1.22) holds up whoever closes it, for ever.
    if (running_ && !running_->close_within(kClosing) && stuck_) {
        stuck_();
    }
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
    take_from(sink.get(), [feeding = feeding_, heard = std::move(heard)](const Taken& taken) {
        const std::scoped_lock lock(feeding->hearing);
        if (feeding->room != nullptr) {
            heard(taken);
        }
    });
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
