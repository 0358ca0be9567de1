// SPDX-License-Identifier: Apache-2.0
// One open input: a kernel device with the map that its keys ask for, or a FIFO. Never grabbed.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "remote-input/input_event.hpp"
#include "remote-input/keymap.hpp"
#include "remote-input/repeat.hpp"

namespace anju::keys {

// By libevdev: "KEY_OK" to 352.
std::optional<Code> code_of(std::string_view name);
// The maps built in, read once.
const std::vector<Keymap>& keymaps();
// What the keys of such a remote do.
std::map<Code, Key> keys_of_remote(const std::set<Code>& remote);

class InputDevice {
  public:
    using Take = std::function<void(Key, Edge, Time)>;

    // Nothing when the path is neither, may not be read, or has no key that Anju TV knows.
    static std::unique_ptr<InputDevice> open(const std::string& path);
    ~InputDevice();
    InputDevice(const InputDevice&) = delete;
    InputDevice& operator=(const InputDevice&) = delete;

    // Takes all that is there. False: the device is gone.
    bool read(const Take& take);
    int descriptor() const { return descriptor_; }
    bool is_fifo() const { return fifo_; }

  private:
    InputDevice(std::string path, int descriptor, bool fifo, std::map<Code, Key> map);
    bool reopen();

    std::string path_;
    int descriptor_;
    bool fifo_;
    std::map<Code, Key> map_;
    EventReader reader_;
};

}  // namespace anju::keys
