// SPDX-License-Identifier: Apache-2.0
// The way from an encoder's thread into one connection, with the gate that lets nothing through before it is opened. A
// gate that opened in the middle would leave the other side with parts of old pictures for seconds: it opens at a key frame.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>

#include "media/gst/glib.hpp"
#include "media/gst/pictures.hpp"

namespace anju::gst {

class Feed {
  public:
    // Pushes into `payloader`. key_wanted: on any thread, when the other side asks for a key frame.
    Feed(GstElement* payloader, std::function<void()> key_wanted);
    ~Feed();  // after its pipeline went to NULL
    Feed(const Feed&) = delete;
    Feed& operator=(const Feed&) = delete;

    void open(bool at_key);
    void shut();
    bool is_open() const { return open_; }
    // The encoder's thread. offset: from its pipeline's time to the connection's.
    void push(const Taken& taken, std::int64_t offset);
    std::uint64_t passed() const { return passed_; }
    std::uint64_t bytes() const { return bytes_; }

  private:
    bool announce(GstCaps* caps);

    std::function<void()> key_wanted_;
    std::mutex mutex_;
    Ref<GstPad> pad_;
    Caps caps_;
    std::atomic<bool> open_{false};
    bool waits_for_key_ = true, started_ = false;
    std::atomic<std::uint64_t> passed_{0}, bytes_{0};
};

}  // namespace anju::gst
