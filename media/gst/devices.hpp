// SPDX-License-Identifier: Apache-2.0
// Which camera, microphone and loudspeaker there are, and what of them is used; told again when one is plugged in or out.
// Nothing is opened here. Lives on the media thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "media/engine.hpp"
#include "media/gst/media_thread.hpp"
#include "media/gst/pipeline.hpp"
#include "media/speech/sound_device.hpp"

namespace anju::gst {

class Devices {
  public:
    Devices(MediaThread& thread, const media::EngineOptions& options, std::function<void()> changed);
    ~Devices();
    Devices(const Devices&) = delete;
    Devices& operator=(const Devices&) = delete;

    std::optional<Camera> camera() const { return camera_; }
    std::optional<Microphone> microphone() const { return microphone_; }
    Speaker speaker() const { return speaker_; }
    const media::Devices& told() const { return told_; }
    void look();        // again; may start the monitor again, never called by it
    void look_anew();   // the sound server was lost, and may be another one now

  private:
    struct Monitor;
    void watch();
    void read();
    MediaThread& thread_;
    media::EngineOptions options_;
    std::function<void()> changed_;
    bool cameras_ = false, microphones_ = false;  // that are watched
    std::optional<speech::Device> watched_;        // what played when the monitor started: it follows no sound server that comes or goes
    std::unique_ptr<Monitor> monitor_;
    std::optional<Camera> camera_;
    std::optional<Microphone> microphone_;
    Speaker speaker_;
    media::Devices told_;
    bool looked_ = false;
};

}  // namespace anju::gst
