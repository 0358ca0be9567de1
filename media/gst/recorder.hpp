// SPDX-License-Identifier: Apache-2.0
// A film from camera and microphone: MP4 (H264, AAC), at most a minute. Under its name only when it is whole. Lives on the
// media thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "media/engine.hpp"
#include "media/gst/media_thread.hpp"
#include "media/gst/pipeline.hpp"
#include "media/gst/running.hpp"

namespace anju::gst {

class Recorder {
  public:
    static constexpr std::chrono::seconds kLongest{60};
    struct Devices {
        std::optional<Camera> camera;
        std::optional<Microphone> microphone;
    };
    // ended: once, with what became of it; then this may be destroyed. Destroyed earlier it leaves no file.
    Recorder(MediaThread& thread, const media::StartRecording& order, const Devices& devices, const Tools& tools,
             media::FrameSlot& self, std::function<void(media::News)> ended);
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    void stop();
    const std::string& id() const { return order_.id; }
    bool camera() const { return camera_ && running_; }
    bool microphone() const { return microphone_ && running_; }

  private:
    void finished();
    void fail(const std::string& why);
    void clean_up();
    std::string part() const { return order_.path + ".part"; }

    MediaThread& thread_;
    media::StartRecording order_;
    std::function<void(media::News)> ended_;
    bool camera_, microphone_, stopping_ = false;
    std::chrono::steady_clock::time_point since_, until_;
    int width_ = 0, height_ = 0;
    MediaThread::Timer limit_ = 0, patience_ = 0;
    std::unique_ptr<Running> running_;
};

}  // namespace anju::gst
