// SPDX-License-Identifier: Apache-2.0
// What `--camera test` and `--microphone test` add to their sources: the wall clock burned into each picture, and a sound
// with a click at each full second, so that the other side can measure delay and lip sync.
#pragma once

#include <cstdint>
#include <span>

#include "media/gst/glib.hpp"

namespace anju::gst {

// Nothing happens where there is no test source.
void mark_test_camera(GstElement* bin, GstElement* pipeline);
void mark_test_microphone(GstElement* bin, GstElement* pipeline);

// 440 Hz, -20 dB; a loud 1.5 kHz in the first 40 ms of each second of the wall clock. Pure.
void test_sound(std::int64_t wall_ns, std::span<std::int16_t> samples);

}  // namespace anju::gst
