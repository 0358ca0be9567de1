// SPDX-License-Identifier: Apache-2.0
// Which way sound leaves this machine, asked without loading a sound library.
#pragma once

#include <string>

namespace anju::speech {

enum class Device { None, Pulse, Alsa };

// PulseAudio or PipeWire when its socket answers, else a sound card of the kernel's.
Device sound_device();

// Something accepts on this Unix socket.
bool answers(const std::string& socket_path);

}  // namespace anju::speech
