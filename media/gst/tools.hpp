// SPDX-License-Identifier: Apache-2.0
// Which encoders and decoders this machine has: hardware first, as GStreamer ranks it. After load_for_visits(). Any thread.
#pragma once

#include <string>

#include "media/gst/glib.hpp"
#include "media/gst/pipeline.hpp"

namespace anju::gst {

Tools found_tools();

// It failed: found_tools() leaves it out from now on, in this process. What is done without hardware is never given up.
void give_up(const std::string& element);

bool is_hardware(GstElementFactory* factory);

// Alone, and is over again.
bool starts(const std::string& element);

}  // namespace anju::gst
