// SPDX-License-Identifier: Apache-2.0
// What the first picture does not need: network, voice, calls. Loading their libraries is half of a start, so they
// stand in a module of their own beside the program, loaded once the picture is shown. Main thread only.
#pragma once

#include <functional>
#include <memory>

#include "media/engine.hpp"
#include "media/speech/speaker.hpp"
#include "platform/client/client.hpp"

namespace anju::app {

struct Late {
    std::unique_ptr<client::PlatformClient> (*make_client)(client::ClientOptions, std::function<void(client::News)>);
    std::unique_ptr<speech::Speaker> (*make_speaker)(speech::SpeakerOptions, std::function<void(speech::Available)>);
    std::unique_ptr<media::CallEngine> (*make_engine)(media::EngineOptions, std::function<void(media::News)>, std::function<void()>);
};

inline constexpr const char* kLateFile = "anju-tv-late.so";    // beside the program
inline constexpr const char* kLateSymbol = "anju_tv_late";

// Loads the module at the first call; it stays until the program ends. Throws std::runtime_error with one sentence.
const Late& late();

// Before anything starts: false, and the program is not whole.
bool late_is_there();

}  // namespace anju::app
