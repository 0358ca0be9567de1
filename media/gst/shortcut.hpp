// SPDX-License-Identifier: Apache-2.0
// What webrtcbin lets its elements do for each packet, and a call with one connection has no use for.
#pragma once

#include "media/gst/glib.hpp"

namespace anju::gst {

// Buffers that leave `from` go straight into `to`, further down, in their own thread, past the queue between them and its wake-ups.
// The queue does its work as long as it holds any, and for the first: nothing is overtaken, and what is blocked there stays blocked.
void add_shortcut(GstPad* from, GstPad* to);

// Of what is told to all that follow `pad` about the streams, nothing is told a second time: where sound and picture take turns on
// one pad, each turn tells it all again.
void say_once(GstPad* pad);

}  // namespace anju::gst
