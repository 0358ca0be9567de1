// SPDX-License-Identifier: Apache-2.0
// --record: every message that the model was told, one line of JSON each, without names, words,
// codes or tokens. --replay gives them back; update() then goes through the same states of the
// placeholders.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "platform/contract/result.hpp"
#include "terminal/app/disk/placeholders.hpp"
#include "terminal/model/message.hpp"

namespace anju::disk {

class Recorder {
  public:
    // Starts the file anew, mode 0600. Throws std::runtime_error with one sentence when it cannot.
    explicit Recorder(const std::string& path);

    // On its way to the disk when this returns; a full disk ends the recording, not the program.
    void add(const model::Message& message);

  private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::unique_ptr<std::FILE, Close> file_;
    Placeholders placeholders_;
};

// A last line that was cut is left out; any other that cannot be read is named in the error.
contract::Result<std::vector<model::Message>> read_recording(const std::string& path);

}  // namespace anju::disk
