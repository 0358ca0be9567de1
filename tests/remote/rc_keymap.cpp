// SPDX-License-Identifier: Apache-2.0
#include "tests/remote/rc_keymap.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "remote-input/evdev_device.hpp"

namespace anju::keys {
namespace {

// 0x4d = "KEY_OK" # comment, with either quote; raw scancodes have keycode = "KEY_OK".
std::string key_of(const std::string& line) {
    const auto equals = line.find('=');
    const auto begin = line.find_first_of("\"'", equals);
    if (equals == std::string::npos || begin == std::string::npos) {
        return "";
    }
    const auto left = line.substr(line.find_first_not_of(" \t"), 8);
    if (!left.starts_with("0x") && !left.starts_with("keycode")) {
        return "";
    }
    const auto end = line.find(line[begin], begin + 1);
    return end == std::string::npos ? "" : line.substr(begin + 1, end - begin - 1);
}

}  // namespace

std::string rc_folder() { return "/usr/lib/udev/rc_keymaps"; }

std::vector<RcKeymap> rc_keymaps() {
    std::vector<RcKeymap> all;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(rc_folder(), none)) {
        if (entry.path().extension() != ".toml") {
            continue;
        }
        RcKeymap keymap;
        keymap.name = entry.path().stem().string();
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);) {
            const auto key = key_of(line);
            if (key.empty()) {
                continue;
            }
            keymap.keys.insert(key);
            const auto code = code_of(key);
            if (code) {
                keymap.codes.insert(*code);
            } else {
                keymap.unknown.insert(key);
            }
        }
        all.push_back(std::move(keymap));
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return all;
}

}  // namespace anju::keys
