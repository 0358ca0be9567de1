// SPDX-License-Identifier: Apache-2.0
#include "tests/media/phone.hpp"

#include <gst/gst.h>

#include <cmath>
#include <cstring>
#include <future>
#include <random>
#include <span>

#include "media/gst/plugins.hpp"
#include "media/gst/timecode.hpp"

namespace anju::gst {
namespace {

constexpr std::uint32_t kVideoSsrc = 7001, kSoundSsrc = 7002;
const bool no_registry = setenv("GST_REGISTRY_DISABLE", "yes", 0) == 0;

GstPadProbeReturn count(GstPad*, GstPadProbeInfo* info, gpointer data) {
    GstMapInfo map;
    if (gst_buffer_map(gst_pad_probe_info_get_buffer(info), &map, GST_MAP_READ) != FALSE) {
        const bool rtp = map.size > 1 && map.data[0] >= 128 && map.data[0] < 192 && ((map.data[1] & 0x7f) < 64 || (map.data[1] & 0x7f) >= 96);
        static_cast<Phone::Counts*>(data)->rtp += rtp ? 1 : 0;
        gst_buffer_unmap(gst_pad_probe_info_get_buffer(info), &map);
    }
    return GST_PAD_PROBE_OK;
}

// Four syllables a second, each its own noise below 3 kHz.
GstPadProbeReturn speak(GstPad*, GstPadProbeInfo* info, gpointer) {
    static std::minstd_rand random(1);
    static double low = 0;
    static std::uint64_t at = 0;
    GstMapInfo map;
    GstBuffer* buffer = gst_pad_probe_info_get_buffer(info);
    if (gst_buffer_map(buffer, &map, GST_MAP_READWRITE) != FALSE) {
        for (auto& sample : std::span(reinterpret_cast<std::int16_t*>(map.data), map.size / 2)) {
            const double in_syllable = static_cast<double>(at++ % 12000) / 12000;
            low += (static_cast<double>(random() % 65536) - 32768 - low) * 0.35;
            sample = static_cast<std::int16_t>(in_syllable < 0.7 ? low * std::sin(in_syllable / 0.7 * 3.14159) : 0);
        }
        gst_buffer_unmap(buffer, &map);
    }
    return GST_PAD_PROBE_OK;
}

GstPadProbeReturn write_song(GstPad*, GstPadProbeInfo* info, gpointer data) {
    auto& song = *static_cast<Phone::Song*>(data);
    GstMapInfo map;
    GstBuffer* buffer = gst_pad_probe_info_get_buffer(info);
    if (gst_buffer_map(buffer, &map, GST_MAP_READWRITE) != FALSE) {
        for (auto& sample : std::span(reinterpret_cast<std::int16_t*>(map.data), map.size / 2)) {
            sample = static_cast<std::int16_t>(3200 * std::sin(2 * 3.14159265358979 * song.hertz * static_cast<double>(song.at++ % kRate) / kRate));
        }
        gst_buffer_unmap(buffer, &map);
    }
    return GST_PAD_PROBE_OK;
}

void element_came(GstBin*, GstBin*, GstElement* element, gpointer counts) {
    GstElementFactory* factory = gst_element_get_factory(element);
    if (factory != nullptr && std::strcmp(GST_OBJECT_NAME(factory), "nicesrc") == 0) {
        GstPad* pad = gst_element_get_static_pad(element, "src");
        gst_pad_add_probe(pad, GST_PAD_PROBE_TYPE_BUFFER, count, counts, nullptr);
        gst_object_unref(pad);
    }
}

}  // namespace

Phone::Phone(Codec codec, Says says) : codec_(codec), says_(std::move(says)) {
    std::string missing;
    if (!load_for_visits(missing)) {
        failed("missing " + missing);
    }
    thread_.post([this] { build(); });
}

Phone::~Phone() {
    thread_.post([this] {
        eyes_.reset();
        room_.reset();
        webrtc_.reset();
        running_.reset();
    });
}

void Phone::failed(const std::string& why) {
    const std::scoped_lock lock(mutex_);
    error_ += why + "\n";
}

std::string Phone::error() {
    const std::scoped_lock lock(mutex_);
    return error_;
}

void Phone::build() {
    running_ = Running::empty({[this](std::string why) { failed(why); }, {}});
    g_signal_connect(running_->bin(), "deep-element-added", G_CALLBACK(element_came), counts_.get());
    Webrtc::Heard heard;
    heard.described = [this](std::string sdp) { says_.answered(std::move(sdp)); };
    heard.candidate = [this](std::string candidate, int mline) { says_.candidate(std::move(candidate), mline); };
    heard.remote_set = [this] { webrtc_->create("create-answer"); };
    heard.connected = [this] {
        connected_ = true;
        for (auto* feed : {picture_feed_.get(), sound_feed_.get()}) {
            feed->open(feed == picture_feed_.get());
        }
        if (eyes_) {
            eyes_->key_frame();
        }
    };
    heard.lost = [this] { failed("lost"); };
    heard.failed = [this](std::string why) { failed(why); };
    heard.stream = [this](GstPad* pad) { link(pad); };
    webrtc_ = std::make_unique<Webrtc>(thread_, running_->bin(), Webrtc::Setup{{}, false, "", "", "", true}, std::move(heard));
    video_ = webrtc_->request(offered_caps(codec_, kVideoSsrc));
    sound_ = webrtc_->request(offered_sound_caps(kSoundSsrc));
    feed(payloader_text(codec_, codec_ == Codec::Vp8 ? kVp8Type : kH264Type, kVideoSsrc), video_.get(), picture_feed_);
    feed(sound_payloader_text(kOpusType, kSoundSsrc), sound_.get(), sound_feed_);
    running_->play();
}

void Phone::feed(const std::string& text, GstPad* to, std::unique_ptr<Feed>& feed) {
    std::string why;
    auto piece = running_->add(text, true, why);
    if (!piece || to == nullptr) {
        failed(why);
        return;
    }
    GstPad* source = gst_element_get_static_pad(piece.get(), "src");
    gst_pad_link(source, to);
    gst_object_unref(source);
    gst_element_sync_state_with_parent(piece.get());
    feed = std::make_unique<Feed>(piece.get(), [this] {
        thread_.post([this] {
            if (eyes_) {
                eyes_->key_frame();
            }
        });
    });
}

void Phone::take_offer(std::string sdp) {
    thread_.post([this, sdp = std::move(sdp)] {
        if (webrtc_) {
            webrtc_->set_remote(sdp, true, {});
        }
    });
}

void Phone::take_candidate(std::string candidate, int mline) {
    thread_.post([this, candidate = std::move(candidate), mline] {
        if (webrtc_ && !candidate.empty()) {
            webrtc_->add_candidate(candidate, mline);
        }
    });
}

void Phone::send(bool speech, Sending sending) {
    thread_.post([this, speech, sending] {
        Tools tools;
        eyes_ = Eyes::open({Camera::Kind::Test, ""}, codec_, tools, sending, self_,
                           [this](const Taken& taken, GstElement* bin) { picture_feed_->push(taken, offset_between(bin, running_->bin())); },
                           [this](std::string why) { failed(why); });
        room_ = std::make_unique<SoundRoom>(Speaker{}, playing_, false, SoundRoom::Doors{}, [this](std::string why) { failed(why); });
        room_->listen({Microphone::Kind::Test, ""}, [this, bin = room_->bin()](const Taken& taken) {
            sound_feed_->push(taken, offset_between(bin, running_->bin()));
        });
        if (const auto source = Ref<GstElement>(gst_bin_get_by_name(GST_BIN(room_->bin()), "test_microphone")); speech && source) {
            GstPad* pad = gst_element_get_static_pad(source.get(), "src");
            gst_pad_add_probe(pad, GST_PAD_PROBE_TYPE_BUFFER, speak, nullptr, nullptr);
            gst_object_unref(pad);
        } else if (song_.hertz != 0 && source) {
            GstPad* pad = gst_element_get_static_pad(source.get(), "src");
            gst_pad_add_probe(pad, GST_PAD_PROBE_TYPE_BUFFER, write_song, &song_, nullptr);
            gst_object_unref(pad);
        }
    });
}

void Phone::hang() {
    std::promise<void> done;
    thread_.post([this, &done] {
        eyes_.reset();
        room_.reset();
        webrtc_.reset();
        running_.reset();
        done.set_value();
    });
    done.get_future().wait();
}

void Phone::link(GstPad* stream) {
    GstCaps* caps = gst_pad_get_current_caps(stream);
    const std::string name = gst_structure_get_string(gst_caps_get_structure(caps, 0), "encoding-name");
    gst_caps_unref(caps);
    const bool video = name != "OPUS";
    std::string why;
    auto piece = running_->add(video ? picture_receiver_text(codec_, Tools{}) : sound_receiver_text(), true, why);
    if (!piece) {
        failed(why);
        return;
    }
    const auto sink = Ref<GstElement>(gst_bin_get_by_name(GST_BIN(piece.get()), video ? "pictures" : "sound"));
    if (video) {
        show_in(sink.get(), remote_, [this](const media::Frame& frame) {
            const auto time = read_timecode(frame.planes[0].data, frame.planes[0].stride, frame.width, frame.height);
            last_time_ = time ? static_cast<std::int64_t>(*time) : -1;
            ++pictures_;
            return false;
        });
    } else {
        take_from(sink.get(), [this](const Taken& taken) {
            GstMapInfo map;
            gst_buffer_map(taken.buffer, &map, GST_MAP_READ);
            const std::scoped_lock lock(mutex_);
            const auto* samples = reinterpret_cast<const std::int16_t*>(map.data);
            heard_.insert(heard_.end(), samples, samples + map.size / 2);
            if (heard_.size() > static_cast<std::size_t>(kRate)) {
                heard_.erase(heard_.begin(), heard_.end() - kRate);
            }
            gst_buffer_unmap(taken.buffer, &map);
        });
    }
    gst_element_sync_state_with_parent(piece.get());
    GstPad* into = gst_element_get_static_pad(piece.get(), "sink");
    gst_pad_link(stream, into);
    gst_object_unref(into);
    Webrtc::release(stream);
}

std::optional<std::uint32_t> Phone::last_time() const {
    const auto time = last_time_.load();
    return time < 0 ? std::nullopt : std::optional(static_cast<std::uint32_t>(time));
}

std::vector<std::int16_t> Phone::heard() {
    const std::scoped_lock lock(mutex_);
    return heard_;
}

}  // namespace anju::gst
