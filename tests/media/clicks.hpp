// SPDX-License-Identifier: Apache-2.0
// A loudspeaker that is heard: GStreamer writes each block into a pipe when it is to be played, and here is noted when a click began.
#pragma once

#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace anju::media {

class Clicks {
  public:
    Clicks() {
        if (pipe(ends_) != 0) {
            std::abort();
        }
        thread_ = std::thread([this] { listen(); });
    }
    ~Clicks() {
        close(ends_[1]);
        thread_.join();
        close(ends_[0]);
    }
    std::string sink() const { return "fdsink sync=true fd=" + std::to_string(ends_[1]); }
    // On the wall, ms, since the last time that it was asked.
    std::vector<double> heard() {
        const std::scoped_lock lock(mutex_);
        return std::exchange(heard_, {});
    }

  private:
    void listen() {
        constexpr int kLoud = 8000, kQuietBefore = 48 * 400;
        std::vector<std::int16_t> block(4096);
        int quiet = 0;
        for (ssize_t got = 0; (got = read(ends_[0], block.data(), block.size() * 2)) > 0;) {
            const double now = std::chrono::duration<double, std::milli>(std::chrono::system_clock::now().time_since_epoch()).count();
            for (ssize_t i = 0; i < got / 2; ++i) {
                if (std::abs(block[static_cast<std::size_t>(i)]) < kLoud) {
                    ++quiet;
                } else {
                    if (quiet > kQuietBefore) {
                        const std::scoped_lock lock(mutex_);
                        heard_.push_back(now + static_cast<double>(i) / 48);
                    }
                    quiet = 0;
                }
            }
        }
    }

    int ends_[2] = {-1, -1};
    std::thread thread_;
    std::mutex mutex_;
    std::vector<double> heard_;
};

}  // namespace anju::media
