// SPDX-License-Identifier: Apache-2.0
// The one thread that owns pipelines, with the one GMainContext of the engine. post() from any thread; everything else
// on the thread itself.
#pragma once

#include <chrono>
#include <functional>
#include <thread>

#include "media/gst/glib.hpp"

namespace anju::gst {

class MediaThread {
  public:
    MediaThread();
    ~MediaThread();  // what was posted before is carried out, then joins
    MediaThread(const MediaThread&) = delete;
    MediaThread& operator=(const MediaThread&) = delete;

    // In order, never before post() returned.
    void post(std::function<void()> task);

    using Timer = unsigned;  // 0: none
    Timer after(std::chrono::milliseconds time, std::function<void()> task);
    Timer every(std::chrono::milliseconds time, std::function<void()> task);
    void cancel(Timer& timer);  // 0 and a timer that is over: nothing happens

  private:
    Timer arm(std::chrono::milliseconds time, bool again, std::function<void()> task);

    GMainContext* context_;
    GMainLoop* loop_;
    std::thread thread_;
};

}  // namespace anju::gst
