// SPDX-License-Identifier: Apache-2.0
#include "media/gst/round.hpp"

#include <gst/gst.h>
#include <gst/video/video.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "media/gst/answer.hpp"
#include "media/gst/fingerprint.hpp"
#include "media/gst/tools.hpp"

namespace anju::gst {
namespace {

std::string video_caps(const std::vector<Codec>& codecs, std::uint32_t ssrc) {
    std::string caps;
    for (const auto codec : codecs) {
        caps += (caps.empty() ? "" : ";") + offered_caps(codec, ssrc);
    }
    return caps;
}

}  // namespace

Round::Round(MediaThread& thread, const Setup& setup, media::FrameSlot& remote,
             std::function<void(std::span<const std::int16_t>)> sound, Says says)
    : thread_(thread), setup_(setup), remote_(remote), sound_(std::move(sound)), says_(std::move(says)),
      video_ssrc_(g_random_int() | 1), sound_ssrc_(g_random_int() & ~1u) {
    // Its error has stopped the stream on its way through webrtcbin as well: the next round is without it.
    const auto decoder_failed = [this](std::string decoder, std::string why) {
        says_.decoder_failed(std::move(decoder), std::move(why));
        says_.silent();
    };
    running_ = Running::empty({[this](std::string why) { fail(std::move(why)); }, {}, decoder_failed});
    running_->set_latency(setup_.latency_ms);
    Webrtc::Heard heard;
    heard.described = [this](std::string sdp) {
        offer_ = sdp;
        says_.offered(std::move(sdp));
    };
    heard.candidate = [this](std::string candidate, int mline) {
        relays_ += candidate.find(" typ relay") != std::string::npos ? 1 : 0;
        // A wrong or expired credential is told in no other way.
        if (candidate.empty() && setup_.relay_only && relays_ == 0) {
            says_.failed("no relay took the credential", call::Fault::Network);
            return;
        }
        says_.candidate(std::move(candidate), mline);
    };
    heard.connected = [this] {
        if (webrtc_->peer_fingerprint() != fingerprint_of(answer_)) {
            says_.failed("the other side's certificate is not the one of its answer", call::Fault::Stranger);
            return;
        }
        connected_ = true;
        says_.connected();
        if (allowed_) {
            watchdog_.start(std::chrono::steady_clock::now());
        }
        open_gates();
    };
    heard.lost = says_.silent;
    heard.failed = [this](std::string why) { fail(std::move(why)); };
    heard.stream = [this](GstPad* stream) { link(stream); };
    webrtc_ = std::make_unique<Webrtc>(thread_, running_->bin(),
                                       Webrtc::Setup{setup_.ice, setup_.relay_only, setup_.certificate,
                                                     video_caps(setup_.codecs, video_ssrc_), offered_sound_caps(sound_ssrc_), false},
                                       std::move(heard));
    if (!running_->play()) {
        thread_.post([this, here = std::weak_ptr(here_)] {
            if (here.lock()) {
                says_.failed("the connection does not start", call::Fault::Parts);
            }
        });
    }
}

Round::~Round() {
    here_.reset();
    if (picture_feed_) {
        picture_feed_->shut();
    }
    if (sound_feed_) {
        sound_feed_->shut();
    }
    webrtc_.reset();   // its signals find nobody
    running_.reset();  // NULL
}

void Round::answer(const std::string& sdp) {
    if (!answer_.empty()) {
        return;
    }
    const auto read = read_answer(sdp);
    if (!read.why.empty()) {
        fail(read.why);
        return;
    }
    const auto codec = read.codec == "VP8" ? Codec::Vp8 : Codec::H264;
    answer_ = sdp;
    // Linked before, the offer would shrink to one codec.
    if (!add_payloader(payloader_text(codec, read.video, video_ssrc_), webrtc_->video(), picture_feed_, read.playout) ||
        !add_payloader(sound_payloader_text(read.audio, sound_ssrc_), webrtc_->sound(), sound_feed_)) {
        says_.failed("no payloader", call::Fault::Parts);
        return;
    }
    says_.codec(codec);
    webrtc_->set_remote(sdp, false, read.sound_streams);
}

void Round::candidate(const std::string& candidate, int mline) {
    if (!candidate.empty() && plain_candidate(candidate) && mline >= 0 && mline < 2) {
        webrtc_->add_candidate(candidate, mline);
    }
}

bool Round::add_payloader(const std::string& text, GstPad* to, std::unique_ptr<Feed>& feed, bool playout) {
    std::string why;
    auto piece = running_->add(text, true, why);
    if (!piece || to == nullptr) {
        return false;
    }
    if (playout) {
        const Ref<GstElement> payloader(gst_bin_get_by_name(GST_BIN(piece.get()), "payloader"));
        playout_ = std::make_unique<Playout>(payloader.get());
    }
    GstPad* source = gst_element_get_static_pad(piece.get(), "src");
    const bool linked = gst_pad_link(source, to) == GST_PAD_LINK_OK;
    gst_object_unref(source);
    gst_element_sync_state_with_parent(piece.get());
    feed = std::make_unique<Feed>(piece.get(), [this, here = std::weak_ptr(here_)] {
        thread_.post([this, here] {
            if (here.lock()) {
                says_.key_wanted();
            }
        });
    });
    return linked;
}

void Round::allow() {
    if (allowed_.exchange(true)) {
        return;
    }
    if (connected_) {
        watchdog_.start(std::chrono::steady_clock::now());
    }
    open_gates();
}

void Round::open_gates() {
    if (!connected_ || !allowed_ || !picture_feed_ || picture_feed_->is_open()) {
        return;
    }
    picture_feed_->open(true);
    sound_feed_->open(false);
    says_.key_wanted();
}

void Round::tick(Watchdog::Time now) {
    const bool was_silent = watchdog_.told();
    watchdog_.heard(webrtc_->last_heard());
    if (was_silent && !watchdog_.told()) {
        any_came_ = false;  // the next picture or sound is told again
    }
    ask_for_key(now);
    if (watchdog_.silent(now)) {
        says_.silent();
    }
}

std::optional<Report> Round::report(Watchdog::Time now) {
    const std::chrono::duration<double> since = now - std::exchange(weighed_, now);
    const auto bytes = picture_feed_ ? picture_feed_->bytes() : 0;
    const auto bits = static_cast<double>(bytes - std::exchange(bytes_, bytes)) * 8;
    std::rotate(sent_bps_.begin(), sent_bps_.begin() + 1, sent_bps_.end());
    sent_bps_.back() = static_cast<int>(bits / std::max(since.count(), 0.05));
    auto report = webrtc_->report();
    if (report) {
        // The least of them: a report is late, and pictures that became smaller are no narrow line.
        report->sent_bps = std::ranges::min(sent_bps_);
    }
    return report;
}

// The depayloader asks once, when it misses something; on a bad network its question is lost as well.
void Round::ask_for_key(Watchdog::Time now) {
    constexpr std::chrono::milliseconds kStands{400}, kAgain{400};
    if (!pictures_sink_ || pictures_ == 0 || now - webrtc_->last_heard() > kStands || came_now(now).since_picture < kStands || now - key_asked_ < kAgain) {
        return;
    }
    key_asked_ = now;
    GstPad* into = gst_element_get_static_pad(pictures_sink_.get(), "sink");
    gst_pad_push_event(into, gst_video_event_new_upstream_force_key_unit(GST_CLOCK_TIME_NONE, TRUE, 0));
    gst_object_unref(into);
}

void Round::weigh_playout(const std::optional<Report>& report, Watchdog::Time now) {
    if (playout_) {
        const auto loss = report ? std::optional(report->loss_percent) : std::nullopt;
        playout_->set_most(playout_rule_.most(loss, webrtc_->jitter(video_ssrc_), now));
    }
}

void Round::set_latency(int ms) {
    if (ms != latency_ms_) {
        latency_ms_ = ms;
        running_->set_latency(ms);
    }
}

void Round::push_picture(const Taken& taken, std::int64_t offset) {
    if (picture_feed_) {
        picture_feed_->push(taken, offset);
    }
}

void Round::push_sound(const Taken& taken, std::int64_t offset) {
    if (sound_feed_) {
        sound_feed_->push(taken, offset);
    }
}

std::uint64_t Round::passed() const {
    return (picture_feed_ ? picture_feed_->passed() : 0) + (sound_feed_ ? sound_feed_->passed() : 0);
}

Round::Came Round::came_now(Watchdog::Time now) const {
    const Watchdog::Time last{Watchdog::Time::duration(last_picture_.load())};
    return {height_, pictures_, std::chrono::duration_cast<std::chrono::milliseconds>(now - last)};
}

void Round::fail(std::string why) { says_.failed(std::move(why), call::Fault::Unknown); }

void Round::first_came() {
    if (!any_came_.exchange(true)) {
        thread_.post([this, here = std::weak_ptr(here_)] {
            if (here.lock()) {
                says_.came(four_words(offer_, answer_));
            }
        });
    }
}

// With another decoder, where the hardware's does not start.
Ref<GstElement> Round::receiver(const std::string& encoding, std::string& why) {
    const auto codec = encoding == "VP8" ? Codec::Vp8 : Codec::H264;
    if (encoding != "H264" && encoding != "VP8") {
        return running_->add(encoding == "OPUS" ? sound_receiver_text() : "fakesink sync=false async=false", true, why);
    }
    while (setup_.tools.decoder(codec).hardware && !starts(setup_.tools.decoder(codec).name)) {
        const auto name = setup_.tools.decoder(codec).name;
        give_up(name);
        setup_.tools = found_tools();
        thread_.post([this, here = std::weak_ptr(here_), name] {
            if (here.lock()) {
                says_.decoder_failed(name, "it does not start");
            }
        });
    }
    return running_->add(picture_receiver_text(codec, setup_.tools), true, why);
}

void Round::link(GstPad* stream) {
    GstCaps* caps = gst_pad_get_current_caps(stream);
    const char* encoding = nullptr;
    if (caps != nullptr) {
        encoding = gst_structure_get_string(gst_caps_get_structure(caps, 0), "encoding-name");
    }
    const std::string name = encoding != nullptr ? encoding : "";
    if (caps != nullptr) {
        gst_caps_unref(caps);
    }
    const bool video = name == "H264" || name == "VP8";
    std::string why = "a stream of " + name;
    auto piece = receiver(name, why);
    if (!piece) {
        fail(why);
        return;
    }
    const auto sink = Ref<GstElement>(gst_bin_get_by_name(GST_BIN(piece.get()), video ? "pictures" : "sound"));
    if (sink && video) {
        thread_.post([this, here = std::weak_ptr(here_), held = std::shared_ptr<GstElement>(share(sink.get()))] {
            if (here.lock()) {
                pictures_sink_ = held;
            }
        });
        show_in(sink.get(), remote_, [this](const media::Frame& frame) {
            if (!allowed_) {
                return false;
            }
            height_ = frame.height;
            ++pictures_;
            last_picture_ = frame.handed_over.time_since_epoch().count();
            first_came();
            return true;
        });
    } else if (sink) {
        take_from(sink.get(), [this](const Taken& taken) {
            GstMapInfo map;
            if (allowed_ && gst_buffer_map(taken.buffer, &map, GST_MAP_READ) != FALSE) {
                sound_({reinterpret_cast<const std::int16_t*>(map.data), map.size / 2});
                gst_buffer_unmap(taken.buffer, &map);
                first_came();
            }
        });
    }
    gst_element_sync_state_with_parent(piece.get());
    GstPad* into = gst_element_get_static_pad(piece.get(), "sink");
    gst_pad_link(stream, into);
    gst_object_unref(into);
    Webrtc::release(stream);
}

}  // namespace anju::gst
