// SPDX-License-Identifier: Apache-2.0
// Plays a film that someone sent: pictures into a slot, sound to the loudspeaker. Lives on the media thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "media/frame_slot.hpp"
#include "media/gst/running.hpp"

namespace anju::gst {

class Film {
  public:
    // sound: on a streaming thread, 48 kHz mono. ended: once; destroy it later, not there.
    Film(const std::string& path, media::FrameSlot& slot, std::function<void(std::span<const std::int16_t>)> sound,
         std::function<void(bool failed)> ended);

  private:
    std::function<void(bool)> ended_;
    std::unique_ptr<Running> running_;
};

}  // namespace anju::gst
