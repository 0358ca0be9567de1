// SPDX-License-Identifier: Apache-2.0
// Which encoders and decoders this machine has: hardware first, as GStreamer ranks it. After load_for_visits().
#pragma once

#include "media/gst/pipeline.hpp"

namespace anju::gst {

Tools found_tools();

}  // namespace anju::gst
