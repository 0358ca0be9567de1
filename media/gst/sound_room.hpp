// SPDX-License-Identifier: Apache-2.0
// The loudspeaker with everything that plays through it, and the microphone that must hear none of it: one pipeline, since
// the echo canceller takes away exactly what its probe saw. Lives on the media thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "media/gst/mixer.hpp"
#include "media/gst/pictures.hpp"
#include "media/gst/pipeline.hpp"
#include "media/gst/running.hpp"
#include "media/sound_desk.hpp"
#include "media/sound_tap.hpp"

namespace anju::gst {

class SoundRoom {
  public:
    struct Doors {
        media::SoundTap* tap = nullptr;    // who listens elsewhere
        media::SoundDesk* desk = nullptr;  // whose sounds come here while the room stands, and there is a loudspeaker
    };
    // failed: the loudspeaker is lost; silence follows, nothing else ends. stuck: at its end, it does not close and was left so.
    SoundRoom(const Speaker& speaker, Playing& playing, bool echo_cancel, Doors doors, std::function<void(std::string)> failed,
              std::function<void()> stuck = {});
    ~SoundRoom();  // within kClosing
    static constexpr std::chrono::milliseconds kClosing{1500};
    SoundRoom(const SoundRoom&) = delete;
    SoundRoom& operator=(const SoundRoom&) = delete;

    // Opens the microphone: coded sound on its streaming thread. False: it does not open.
    bool listen(const Microphone& microphone, std::function<void(const Taken&)> heard);
    void stop_listening();
    bool listens() const { return microphone_ != nullptr; }

    GstElement* bin() const { return running_ ? running_->bin() : nullptr; }
    bool plays() const { return running_ != nullptr; }
    const Speaker& speaker() const { return speaker_; }

  private:
    struct Feeding;
    void start();
    void close_desk();

    Speaker speaker_;
    Playing& playing_;
    std::string echo_;
    bool echo_cancel_;
    Doors doors_;
    std::function<void(std::string)> failed_;
    std::function<void()> stuck_;
    std::shared_ptr<Feeding> feeding_;
    std::uint64_t played_ = 0;  // samples
    std::unique_ptr<Running> running_;
    Ref<GstElement> microphone_;
};

}  // namespace anju::gst
