// SPDX-License-Identifier: Apache-2.0
// The other side of a call, for tests: answers what the engine offers, sends a test picture and tone, counts what comes.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "media/frame_slot.hpp"
#include "media/gst/eyes.hpp"
#include "media/gst/feed.hpp"
#include "media/gst/media_thread.hpp"
#include "media/gst/sound_room.hpp"
#include "media/gst/webrtc.hpp"

namespace anju::gst {

class Phone {
  public:
    struct Says {
        std::function<void(std::string sdp)> answered;
        std::function<void(std::string candidate, int mline)> candidate;
    };
    Phone(Codec codec, Says says);
    ~Phone();

    void take_offer(std::string sdp);
    void take_candidate(std::string candidate, int mline);
    // Picture, and a tone or noise with the rhythm of speech.
    void send(bool speech = false, Sending picture = {call::Rung::Full, 1'000'000, {640, 360}, 30, true});
    void sing(int hertz) { song_.hertz = hertz; }  // before send(): this tone instead
    void hang();  // sends and answers nothing any more

    std::uint64_t rtp_packets() const { return counts_->rtp; }
    std::uint64_t pictures() const { return pictures_; }
    bool connected() const { return connected_; }
    std::optional<std::uint32_t> last_time() const;  // of the newest picture, burned in
    std::vector<std::int16_t> heard();               // the last second of sound
    std::string error();

    struct Song {
        int hertz = 0;
        std::uint64_t at = 0;  // samples
    };
    struct Counts {
        std::atomic<std::uint64_t> rtp{0};
    };

  private:
    void build();
    void link(GstPad* stream);
    void feed(const std::string& text, GstPad* to, std::unique_ptr<Feed>& feed);
    void failed(const std::string& why);

    Codec codec_;
    Song song_;
    Says says_;
    std::shared_ptr<Counts> counts_ = std::make_shared<Counts>();
    std::atomic<std::uint64_t> pictures_{0};
    std::atomic<std::int64_t> last_time_{-1};
    std::atomic<bool> connected_{false};
    std::mutex mutex_;
    std::vector<std::int16_t> heard_;
    std::string error_;
    media::FrameSlot remote_, self_;
    Ref<GstPad> video_, sound_;
    std::unique_ptr<Feed> picture_feed_, sound_feed_;
    std::unique_ptr<Webrtc> webrtc_;
    std::unique_ptr<Running> running_;
    std::unique_ptr<Eyes> eyes_;
    Playing playing_;
    std::unique_ptr<SoundRoom> room_;
    MediaThread thread_;
};

}  // namespace anju::gst
