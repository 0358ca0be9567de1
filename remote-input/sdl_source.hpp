// SPDX-License-Identifier: Apache-2.0
// A desktop keyboard through SDL, for a machine whose kernel devices may not be read.
#pragma once

#include <optional>

#include "remote-input/key.hpp"
#include "remote-input/repeat.hpp"

union SDL_Event;

namespace anju::keys {

class SdlSource {
  public:
    // A press for an SDL_KEYDOWN or SDL_KEYUP of a key that Anju TV knows, after Repeat; nothing
    // for all else. Ask it on SDL's thread, and only while no EvdevSource::any_device(): keys come
    // twice otherwise.
    std::optional<KeyPress> press(const SDL_Event& event, Time now);

  private:
    Repeat repeat_;
};

}  // namespace anju::keys
