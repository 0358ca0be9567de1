// SPDX-License-Identifier: Apache-2.0
// The engine's decisions: which devices are open, which connection is the call's, what is sent. All on the media thread but
// order(), the slots and push_*.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "media/engine.hpp"
#include "media/gst/devices.hpp"
#include "media/gst/eyes.hpp"
#include "media/gst/film.hpp"
#include "media/gst/ladder.hpp"
#include "media/gst/media_thread.hpp"
#include "media/gst/recorder.hpp"
#include "media/gst/round.hpp"
#include "media/gst/sound_room.hpp"

namespace anju::gst {

class GstEngine final : public media::CallEngine {
  public:
    GstEngine(media::EngineOptions options, std::function<void(media::News)> sink, std::function<void()> frame_came);
    ~GstEngine() override;

    void order(media::Order order) override;
    media::FrameSlot& remote() override { return remote_; }
    media::FrameSlot& self() override { return self_; }

  private:
    struct Call {
        std::string id;
        std::uint32_t newest = 0;
        bool agreed = false, camera = false, microphone = false;
        Watchdog::Time begun_at{};  // agreed to, or seen over another round
        Codec codec = Codec::H264;
        Ladder ladder;
        Sending sending = ladder.sending();
        std::optional<media::RungMoved> told;
        std::uint64_t pictures = 0;
        double fps = 0;
    };

    void obey(const media::ConnectCall& order);
    void obey(const media::OpenDevices& order);
    void obey(const media::GiveAnswer& order);
    void obey(const media::GiveCandidate& order);
    void obey(const media::StopCall& order);
    void obey(const media::StartRecording& order);
    void obey(const media::StopRecording& order);
    void obey(const media::PlayClip& order);
    void obey(const media::StopClip& order);
    void obey(const media::SetSpeaker& order);
    void obey(const media::StartRing& order);
    void obey(const media::StopRing& order);

    bool ready(std::string& why);  // plugins are there
    SoundRoom& room();
    void leave_room_unless_needed();
    void room_failed();
    void renew_room();
    void look_after_room();
    void devices_changed();
    void end_ring();
    Round* seen();  // the one that stands, while the next is being built; else the newest
    Round::Says says_of(std::uint32_t number);
    void end_call();
    void close_eyes();
    void open_eyes(const Camera& camera);
    void open_eyes_anew();
    void eyes_failed();
    void given_up(const std::string& coder, const std::string& why);
    void apply_devices();  // opens and closes what agrees with the call
    void tell_live();
    void end_film(bool tell, bool failed);
    void end_recording(const std::string& id, const media::News& news);
    void give_up_recording();
    void key_frame();
    void tick();
    void tell_rung(Call& call, const Round& round, Watchdog::Time now);
    void drop(const std::function<bool(std::uint32_t number, const Round& round)>& which);
    void failed(std::uint32_t number, const std::string& why, call::Fault fault);

    media::EngineOptions options_;
    std::function<void(media::News)> sink_;
    media::FrameSlot remote_, self_;
    Playing playing_;
    std::string certificate_;
    Tools tools_;
    bool loaded_ = false, lacks_ = false;

    std::unique_ptr<Devices> devices_;
    std::optional<Call> call_;
    std::mutex rounds_mutex_;  // of the map and the feeds inside, for the encoders' threads
    std::map<std::uint32_t, std::unique_ptr<Round>> rounds_;
    std::unique_ptr<Eyes> eyes_;
    std::unique_ptr<SoundRoom> room_;
    unsigned rooms_ = 0, eyes_opened_ = 0;
    bool room_lost_ = false;
    std::chrono::seconds room_waits_{1};
    std::unique_ptr<Recorder> recorder_;
    std::unique_ptr<Film> film_;
    std::string film_id_;
    std::atomic<bool> pictures_go_{true};
    media::LiveChanged live_;
    bool rings_ = false;
    Watchdog::Time last_key_{}, room_made_{}, eyes_broke_{};
    MediaThread::Timer room_care_ = 0, ticks_ = 0, key_later_ = 0, leave_later_ = 0;

    MediaThread thread_;  // the last to come, the first to go
};

}  // namespace anju::gst
