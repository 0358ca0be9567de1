// SPDX-License-Identifier: Apache-2.0
// GStreamer's plugins by name instead of the registry of all of them (docs/decisions/041-sounds.md): what a visit needs
// is loaded when the first visit comes. Any thread, one at a time.
#pragma once

#include <string>

namespace anju::gst {

bool load_for_devices();             // finds cameras, microphones, loudspeakers
bool load_for_visits(std::string& missing);  // all that calls and films need; what could not be loaded
bool have(const std::string& element);

}  // namespace anju::gst
