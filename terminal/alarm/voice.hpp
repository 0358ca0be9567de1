// SPDX-License-Identifier: Apache-2.0
// The guard's own voice: recorded sentences, for when the TV shows nothing.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "terminal/alarm/machine.hpp"

namespace anju::alarm {

class Voice {
  public:
    using Done = std::function<void(bool whole)>;  // on any thread: whether it was played to its end
    virtual ~Voice() = default;
    // These files one after the other. Returns at once; what waits already is not said any more.
    virtual void say(std::vector<std::string> files, Done done) = 0;
    // Within a fifth of a second; what waits is not said either.
    virtual void hush() = 0;
};

// Below `folder`: "zh/dial.wav", and of the number each digit.
std::vector<std::string> files_of(Sentence sentence, std::string_view folder, std::string_view language, std::string_view number);

// device: a name of ALSA's; opened for each sentence, on a thread of its own. log: what fails, once until it works again.
std::unique_ptr<Voice> make_alsa_voice(std::string device, std::function<void(const std::string&)> log);
std::unique_ptr<Voice> make_no_voice();

}  // namespace anju::alarm
