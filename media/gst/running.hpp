// SPDX-License-Identifier: Apache-2.0
// One GStreamer pipeline that the media thread owns: made of text, heard on that thread, over when destroyed.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "media/gst/glib.hpp"

namespace anju::gst {

class Running {
  public:
    struct Heard {
        std::function<void(std::string why)> failed;  // once; the pipeline still stands
        std::function<void()> finished;               // end of stream
        // Instead of failed, with the name of its element: what is called `coder` or `decoder` is hardware's, and to blame.
        std::function<void(std::string coder, std::string why)> coder_failed = {};
    };
    // On the media thread. Nothing: the text is not a pipeline, `why` says what is wrong.
    static std::unique_ptr<Running> made(const std::string& text, Heard heard, std::string& why);
    static std::unique_ptr<Running> empty(Heard heard);
    ~Running();  // NULL: no thread of its own is left, devices are closed
    // As its destruction, but at most this long: false, it hangs. What is left of it then lives on, on a thread of its own, and so
    // must all that its streaming threads touch; this one only remains to be destroyed.
    bool close_within(std::chrono::milliseconds most);
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    bool play();
    std::string failed_coder();  // after play() failed, when it is over: the hardware's coder that does not start, or nothing
    void end();                     // sends the end of stream into its sources
    void set_latency(int ms);       // of all its sinks
    GstElement* bin() const { return bin_.get(); }
    Ref<GstElement> element(const std::string& name) const;
    // A piece that is added while it runs, and one that is taken out again.
    Ref<GstElement> add(const std::string& text, bool ghost_pads, std::string& why);
    void remove(GstElement* piece);

  private:
    explicit Running(GstElement* bin, Heard heard);
    struct Bus;
    Ref<GstElement> bin_;
    std::unique_ptr<Bus> bus_;
};

// What buffers of `from` are called in `to`'s time: both run by the system clock with other zeros.
std::int64_t offset_between(GstElement* from, GstElement* to);

}  // namespace anju::gst
