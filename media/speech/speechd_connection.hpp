// SPDX-License-Identifier: Apache-2.0
// One connection to speech-dispatcher. Calls may wait up to kAnswerWithin for its answer.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "media/speech/speaker.hpp"

namespace anju::speech {

class SpeechdConnection {
  public:
    static constexpr std::chrono::seconds kAnswerWithin{2};

    // socket: empty for the user's own instance; none is started.
    static std::unique_ptr<SpeechdConnection> open(const std::string& socket);
    ~SpeechdConnection();
    SpeechdConnection(const SpeechdConnection&) = delete;
    SpeechdConnection& operator=(const SpeechdConnection&) = delete;

    // What was being said ends. False: the connection is lost.
    bool say(const std::string& text, const Voice& voice);
    bool stop();

  private:
    struct Wire;  // libspeechd's, whose types have no names to declare here
    explicit SpeechdConnection(std::unique_ptr<Wire> wire);
    bool use(const Voice& voice);
    bool choose_chinese();

    std::unique_ptr<Wire> wire_;
    bool used_ = false;  // voice_ is what speech-dispatcher was told
    Voice voice_;
};

// The socket that open() would use.
std::string speechd_socket(const std::string& chosen);
// speech-dispatcher's part of -100..100: 0 is normal, espeak-ng goes from 80 over 170 to 449 words
// a minute.
int speechd_rate(int percent);

}  // namespace anju::speech
