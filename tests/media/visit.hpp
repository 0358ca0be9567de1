// SPDX-License-Identifier: Apache-2.0
// An engine and a phone in one process, wired to each other without a platform.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "media/engine.hpp"
#include "tests/media/phone.hpp"

namespace anju::gst {

class Visit {
  public:
    explicit Visit(Codec codec = Codec::H264, media::EngineOptions options = test_devices());
    ~Visit();

    static media::EngineOptions test_devices() {
        media::EngineOptions options;
        options.camera = options.microphone = "test";
        options.speaker = "none";
        return options;
    }

    void connect(std::uint32_t round = 0, Codec codec = Codec::H264);  // with a new phone
    void agree(bool camera = true, bool microphone = true) { engine->order(media::OpenDevices{"c1", camera, microphone}); }
    void stop() { engine->order(media::StopCall{"c1"}); }

    // Until it is true, looked at whenever something came and each 5 ms. False: it took too long.
    bool until(const std::function<bool()>& what, std::chrono::milliseconds most = std::chrono::seconds(15));
    template <class T>
    std::optional<T> last() {
        const std::scoped_lock lock(mutex_);
        for (auto one = news_.rbegin(); one != news_.rend(); ++one) {
            if (const auto* found = std::get_if<T>(&*one)) {
                return *found;
            }
        }
        return std::nullopt;
    }
    template <class T>
    int count() {
        const std::scoped_lock lock(mutex_);
        int found = 0;
        for (const auto& one : news_) {
            found += std::holds_alternative<T>(one) ? 1 : 0;
        }
        return found;
    }
    bool live(bool camera, bool microphone) {
        const auto now = last<media::LiveChanged>();
        return now ? now->camera == camera && now->microphone == microphone : !camera && !microphone;
    }

    void forget() {  // what was heard so far, but what is live
        const std::scoped_lock lock(mutex_);
        const auto live = live_;
        news_.clear();
        if (live) {
            news_.push_back(*live);
        }
    }

    std::atomic<bool> answers{true};           // the phone gets the offers
    std::atomic<std::string*> keep_answer{nullptr};
    std::function<std::string(std::string)> change_answer;  // set before connect()
    std::unique_ptr<Phone> phone;
    std::unique_ptr<media::CallEngine> engine;

  private:
    void hear(media::News news);
    void connect_phone(Codec codec);
    std::mutex mutex_, phone_mutex_;
    std::condition_variable came_;
    std::vector<media::News> news_;
    std::optional<media::LiveChanged> live_;
    std::atomic<std::uint32_t> round_{0};
};

// At the very end: GST_TRACERS=leaks writes what still lives.
void end_gstreamer();

// How much of the samples' energy lies at this frequency (Goertzel), 0–1.
double part_at(const std::vector<std::int16_t>& samples, double hertz);

}  // namespace anju::gst
