// SPDX-License-Identifier: Apache-2.0
// The kernel's keys, read beside whoever else reads them: no device is ever grabbed, since the
// alarm guard listens to the same one. One thread; the sink runs on it: copy, post, return.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "remote-input/key.hpp"
#include "remote-input/repeat.hpp"

namespace anju::keys {

class EvdevSource {
  public:
    using Sink = std::function<void(KeyPress, Time)>;

    // inputs: devices, or FIFOs that carry the kernel's 24-byte input_event; they may come and go.
    // Empty: every /dev/input/event* that has a key Anju TV knows, as they are plugged in and out.
    // What can be opened now is open when the constructor returns.
    EvdevSource(std::vector<std::string> inputs, Sink sink);
    ~EvdevSource();
    EvdevSource(const EvdevSource&) = delete;
    EvdevSource& operator=(const EvdevSource&) = delete;

    // A real device is open: its keys also reach SDL, which then must be ignored. A FIFO is not
    // one: SDL cannot see it, so a desktop's keyboard works beside it. Any thread.
    bool any_device() const;
    // A device or a FIFO is open. Any thread.
    bool any_input() const;

  private:
    class Loop;
    std::unique_ptr<Loop> loop_;
};

}  // namespace anju::keys
