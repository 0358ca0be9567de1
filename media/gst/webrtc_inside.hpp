// SPDX-License-Identifier: Apache-2.0
// What webrtcbin's threads and the media thread share of one Webrtc. Lives as long as the last signal handler.
#pragma once

#include <condition_variable>
#include <mutex>
#include <utility>

#include "media/gst/webrtc.hpp"

namespace anju::gst {

struct Webrtc::Inside {
    Inside(MediaThread& thread, Webrtc* owner, std::string certificate)
        : thread(&thread), owner(owner), certificate(std::move(certificate)) {}

    std::mutex thread_mutex;
    MediaThread* thread;  // null: the connection is gone; webrtcbin's own threads may outlive even the media thread
    Webrtc* owner;        // the media thread's; null: gone
    const std::string certificate;
    std::atomic<std::chrono::steady_clock::rep> last{std::chrono::steady_clock::now().time_since_epoch().count()};
    std::mutex mutex;
    std::condition_variable answered;
    int asked = 0;  // of webrtcbin, and not answered yet
    std::set<std::uint32_t> sound;
    Ref<GstElement> repeater, dtls;
    std::atomic<bool> repeats{true};
    std::optional<Report> reported;  // by all that the other side told since it was taken
};

// From any thread: runs on the media thread, unless the connection is gone by then.
template <class What>
void tell(const std::shared_ptr<Webrtc::Inside>& inside, What what) {
    const std::scoped_lock lock(inside->thread_mutex);
    if (inside->thread == nullptr) {
        return;
    }
    inside->thread->post([inside, what = std::move(what)] {
        if (inside->owner != nullptr) {
            what(*inside->owner);
        }
    });
}

}  // namespace anju::gst
