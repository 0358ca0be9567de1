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
    // other_tools: those to go on with, when this encoder of the hardware failed. A film that has lasted is not begun anew.
    Recorder(MediaThread& thread, const media::StartRecording& order, const Devices& devices, const Tools& tools,
             media::FrameSlot& self, std::function<void(media::News)> ended,
             std::function<Tools(const std::string& coder, const std::string& why)> other_tools);
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    void stop();
    const std::string& id() const { return order_.id; }
    bool camera() const { return camera_ && running_; }
    bool microphone() const { return microphone_ && running_; }

  private:
    static constexpr std::chrono::seconds kYoung{8};
    void start(const Tools& tools);
    void coder_failed(const std::string& coder, const std::string& why);
    void finished();
    void fail(const std::string& why);
    void clean_up();
    std::string part() const { return order_.path + ".part"; }

    MediaThread& thread_;
    media::StartRecording order_;
    media::FrameSlot& self_;
    Devices devices_;
    std::function<void(media::News)> ended_;
    std::function<Tools(const std::string&, const std::string&)> other_tools_;
    bool camera_, microphone_, stopping_ = false;
    std::chrono::steady_clock::time_point since_, until_;
    int width_ = 0, height_ = 0;
    MediaThread::Timer limit_ = 0, patience_ = 0, again_ = 0;
    std::unique_ptr<Running> running_;
};

}  // namespace anju::gst
