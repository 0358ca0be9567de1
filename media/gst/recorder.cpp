// SPDX-License-Identifier: Apache-2.0
#include "media/gst/recorder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <utility>

#include "media/gst/pictures.hpp"
#include "media/gst/test_sources.hpp"

namespace anju::gst {
namespace {

using namespace std::chrono_literals;
constexpr auto kPatience = 5s;  // for the end of the file, after the end of the stream was asked for

bool on_disk(const std::string& path) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return false;
    }
    const bool synced = fsync(file) == 0 && lseek(file, 0, SEEK_END) > 0;
    close(file);
    return synced;
}

}  // namespace

Recorder::Recorder(MediaThread& thread, const media::StartRecording& order, const Devices& devices, const Tools& tools,
                   media::FrameSlot& self, std::function<void(media::News)> ended,
                   std::function<Tools(const std::string&, const std::string&)> other_tools)
    : thread_(thread), order_(order), self_(self), devices_(devices), ended_(std::move(ended)), other_tools_(std::move(other_tools)),
      camera_(devices.camera.has_value()), microphone_(devices.microphone.has_value()) {
    limit_ = thread_.after(kLongest, [this] { limit_ = 0, stop(); });
    start(tools);
}

void Recorder::start(const Tools& tools) {
    since_ = std::chrono::steady_clock::now();
    std::string why = "no camera and no microphone";
    if (camera_ || microphone_) {
        running_ = Running::made(recorder_text(devices_.camera, devices_.microphone, tools, part()),
                                 {[this](std::string reason) { fail(reason); },
                                  [this] { finished(); },
                                  [this](std::string coder, std::string reason) { coder_failed(coder, reason); }},
                                 why);
    }
    if (!running_) {
        const auto& coder = tools.h264_encoder;
        camera_ && coder.hardware ? coder_failed(coder.name, why) : fail(why);
        return;
    }
    if (const auto sink = running_->element("self")) {
        show_in(sink.get(), self_, [this](const media::Frame& frame) {
            width_ = frame.width, height_ = frame.height;  // read after the pipeline has ended
            return true;
        });
    }
    mark_test_camera(running_->bin(), running_->bin());
    mark_test_microphone(running_->bin(), running_->bin());
    if (!running_->play()) {
        const auto coder = running_->failed_coder();
        coder.empty() ? fail("camera or microphone do not open") : coder_failed(coder, "it does not start");
    }
}

void Recorder::coder_failed(const std::string& coder, const std::string& why) {
    const auto tools = other_tools_(coder, why);
    if (stopping_ || std::chrono::steady_clock::now() - since_ > kYoung) {
        fail(coder + ": " + why);
        return;
    }
    thread_.cancel(again_);
    again_ = thread_.after(std::chrono::milliseconds(0), [this, tools] {  // what fails is still on the stack
        again_ = 0;
        if (!stopping_) {
            running_.reset();
            start(tools);
        }
    });
}

Recorder::~Recorder() {
    thread_.cancel(limit_);
    thread_.cancel(patience_);
    thread_.cancel(again_);
    clean_up();
}

void Recorder::clean_up() {
    running_.reset();
    std::remove(part().c_str());
    std::remove((part() + ".moov").c_str());
}

void Recorder::fail(const std::string& why) {
    thread_.cancel(limit_);
    thread_.cancel(patience_);
    thread_.post([ended = std::exchange(ended_, {}), news = media::RecordingFailed{order_.id, why}] {
        if (ended) {
            ended(news);
        }
    });
}

void Recorder::stop() {
    if (std::exchange(stopping_, true)) {
        return;
    }
    if (!running_ || again_ != 0) {
        fail("stopped before it began");
        return;
    }
    thread_.cancel(limit_);
    until_ = std::chrono::steady_clock::now();
    patience_ = thread_.after(kPatience, [this] { patience_ = 0, fail("the film does not end"); });
    running_->end();
}

void Recorder::finished() {
    thread_.cancel(patience_);
    running_.reset();  // camera and microphone are closed
    if (!stopping_ || !on_disk(part()) || std::rename(part().c_str(), order_.path.c_str()) != 0) {
        fail("no film was written");
        return;
    }
    const auto length = std::chrono::duration_cast<std::chrono::milliseconds>(until_ - since_);
    thread_.post([ended = std::exchange(ended_, {}), news = media::Recorded{order_.id, order_.path, length, width_, height_}] {
        if (ended) {
            ended(news);
        }
    });
}

}  // namespace anju::gst
