// SPDX-License-Identifier: Apache-2.0
// The door to everything heard: speech and chimes. Calls return at once; the work is on one thread
// of its own.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "media/sound_desk.hpp"

namespace anju::speech {

enum class Chime { Message, Move, Ok };

struct Voice {
    bool english = false;
    int rate_percent = 85;    // of normal
    int volume_percent = 70;  // of full
};

struct Available {
    bool sound = false;   // a sound device answers
    bool speech = false;  // speech-dispatcher answers
    bool operator==(const Available&) const = default;
};

class Speaker {
  public:
    virtual ~Speaker() = default;
    // The newest interrupts what is being said.
    virtual void say(std::string text, Voice voice) = 0;
    virtual void stop() = 0;
    virtual void play(Chime chime, int volume_percent) = 0;
};

struct SpeakerOptions {
    std::string speechd_socket;  // a private instance's Unix socket; empty: the user's own
    std::chrono::milliseconds probe_every{15'000};  // while sound or speech is missing
    std::chrono::milliseconds look_every{60'000};   // while both are there: what is unplugged is missed before the next sound
    media::SoundDesk* desk = nullptr;  // takes the sounds while another loudspeaker of ours is open; outlives the speaker
};

// changed runs on the speaker's thread: copy, post, return. Without a device everything is silent
// and said so.
std::unique_ptr<Speaker> make_speaker(SpeakerOptions options,
                                      std::function<void(Available)> changed);

}  // namespace anju::speech
