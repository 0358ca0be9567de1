// SPDX-License-Identifier: Apache-2.0
// One connection of a call: offers, takes the answer, builds the payloaders for what was answered, shows what comes. Lives
// on the media thread; push_* come from the encoders' threads.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "media/engine.hpp"
#include "media/gst/feed.hpp"
#include "media/gst/pipeline.hpp"
#include "media/gst/playout.hpp"
#include "media/gst/running.hpp"
#include "media/gst/watchdog.hpp"
#include "media/gst/webrtc.hpp"

namespace anju::gst {

class Round {
  public:
    struct Setup {
        IceUrls ice;
        bool relay_only = false;
        std::string certificate;
        std::vector<Codec> codecs;
        Tools tools;
        int latency_ms = 40;
    };
    struct Says {  // on the media thread
        std::function<void(std::string sdp)> offered;
        std::function<void(std::string candidate, int mline)> candidate;
        std::function<void(Codec)> codec;                          // what the other side takes
        std::function<void()> connected;
        std::function<void(std::vector<std::string> words)> came;  // the first picture or sound after allow(), or after a silence
        std::function<void()> silent;
        std::function<void(std::string why, call::Fault fault)> failed;
        std::function<void()> key_wanted;
        std::function<void(std::string decoder, std::string why)> decoder_failed;  // of hardware; the round may be silent from then on
    };
    // sound: on a streaming thread, what was heard, 48 kHz mono.
    Round(MediaThread& thread, const Setup& setup, media::FrameSlot& remote,
          std::function<void(std::span<const std::int16_t>)> sound, Says says);
    ~Round();
    Round(const Round&) = delete;
    Round& operator=(const Round&) = delete;

    void answer(const std::string& sdp);
    void candidate(const std::string& candidate, int mline);
    // Consent was given: what comes is shown and heard, what is pushed goes out.
    void allow();
    void tick(Watchdog::Time now);  // some times a second
    std::optional<Report> report(Watchdog::Time now);
    void set_repeats(bool on) { webrtc_->set_repeats(on); }
    void set_latency(int ms);  // of the pictures; they wait for the sound
    // How long the other side may hold our pictures, after what it reported. Nothing: it did not.
    void weigh_playout(const std::optional<Report>& report, Watchdog::Time now);
    GstElement* bin() const { return running_->bin(); }
    bool connected() const { return connected_; }

    void push_picture(const Taken& taken, std::int64_t offset);
    void push_sound(const Taken& taken, std::int64_t offset);

    struct Came {
        int height = 0;
        std::uint64_t pictures = 0;
        std::chrono::milliseconds since_picture{};
    };
    Came came_now(Watchdog::Time now) const;
    std::uint64_t passed() const;  // buffers through both gates

  private:
    void link(GstPad* stream);
    Ref<GstElement> receiver(const std::string& encoding, std::string& why);
    void open_gates();
    void ask_for_key(Watchdog::Time now);
    bool add_payloader(const std::string& text, GstPad* to, std::unique_ptr<Feed>& feed, bool playout = false);
    void first_came();
    void fail(std::string why);

    MediaThread& thread_;
    Setup setup_;
    media::FrameSlot& remote_;
    std::function<void(std::span<const std::int16_t>)> sound_;
    Says says_;
    std::uint32_t video_ssrc_, sound_ssrc_;
    std::string offer_, answer_;
    int relays_ = 0, latency_ms_ = 0;
    bool connected_ = false;
    Watchdog watchdog_;
    std::shared_ptr<bool> here_ = std::make_shared<bool>(true);

    std::atomic<bool> allowed_{false}, any_came_{false};
    std::atomic<int> height_{0};
    std::atomic<std::uint64_t> pictures_{0};
    std::atomic<Watchdog::Time::rep> last_picture_{0};
    std::shared_ptr<GstElement> pictures_sink_;
    Watchdog::Time key_asked_{}, weighed_{};
    std::uint64_t bytes_ = 0;
    std::array<int, 3> sent_bps_{};  // of the last ticks

    std::unique_ptr<Feed> picture_feed_, sound_feed_;  // outlive running_
    std::unique_ptr<Playout> playout_;
    PlayoutRule playout_rule_;
    std::unique_ptr<Webrtc> webrtc_;
    std::unique_ptr<Running> running_;
};

}  // namespace anju::gst
