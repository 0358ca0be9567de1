// SPDX-License-Identifier: Apache-2.0
// An encoder of the hardware that takes pictures and gives none, which drivers do without a word: it says so itself then.
// One that blocks instead stops what comes to it, and is not seen.
#pragma once

#include "media/gst/glib.hpp"

namespace anju::gst {

inline constexpr int kMostSwallowed = 45;  // pictures; one that works holds a few

// For as long as the encoder lives: an error of its own on the bus, once, after as many.
void watch_encoder(GstElement* encoder);

}  // namespace anju::gst
