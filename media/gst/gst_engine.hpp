// SPDX-License-Identifier: Apache-2.0
// The engine's decisions: which devices are open, which connection is a call's, what is sent. All on the media thread but
// order(), the slots and push_*.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "media/engine.hpp"
#include "media/gst/devices.hpp"
#include "media/gst/eyes.hpp"
#include "media/gst/film.hpp"
#include "media/gst/ladder.hpp"
#include "media/gst/leg.hpp"
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
    media::FrameSlot& beside() override { return beside_; }
    media::FrameSlot& self() override { return self_; }

  private:
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
    Leg* leg_of(const std::string& call);
    Leg* add_leg(const media::ConnectCall& order);  // nothing: it is refused
    bool agreed() const;  // a call is on, and not only being connected
    Codec codec() const;  // of the one encoder
    Sending sending() const;
    media::FrameSlot& slot(const Leg& leg) { return leg.beside ? beside_ : remote_; }
    static VoiceBuffer& voice(Mixer& mixer, const Leg& leg) { return leg.beside ? mixer.beside : mixer.voice; }
    Round::Says says_of(Leg& leg, std::uint32_t number);
    void end_leg(const std::string& call);
    void end_calls();
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
    void tick(Leg& leg, Watchdog::Time now);
    void tell_rung(Leg& leg, const Round& round, Watchdog::Time now);
    void drop(Leg& leg, const std::function<bool(std::uint32_t number, const Round& round)>& which);
    void failed(Leg& leg, std::uint32_t number, const std::string& why, call::Fault fault);

    media::EngineOptions options_;
    std::function<void(media::News)> sink_;
    media::FrameSlot remote_, beside_, self_;
    Playing playing_;
    std::string certificate_;
    Tools tools_;
    bool loaded_ = false, lacks_ = false;

    std::unique_ptr<Devices> devices_;
    std::mutex rounds_mutex_;  // of the legs, their rounds and the feeds inside, for the encoders' threads
    std::vector<std::unique_ptr<Leg>> legs_;
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
