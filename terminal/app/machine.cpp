// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/machine.hpp"

#include <fstream>
#include <sstream>

#include "terminal/app/network_kind.hpp"

namespace anju::app {
namespace {

namespace fs = std::filesystem;

std::string first_word(const fs::path& file) {
    std::ifstream in(file);
    std::string word;
    in >> word;
    return word;
}

// A USB device of class "video" is a camera. Another video device may be one or a decoder: only opening it would tell.
std::optional<bool> camera(const fs::path& root) {
    constexpr std::string_view kVideoClass = "0e";
    std::error_code none;
    const fs::directory_iterator devices(root / "sys/class/video4linux", none);
    if (none) {
        return fs::exists(root / "sys/class", none) ? std::optional(false) : std::nullopt;  // the kernel has met no video device
    }
    bool any = false;
    for (const auto& device : devices) {
        any = true;
        if (first_word(device.path() / "device/bInterfaceClass") == kVideoClass) {
            return true;
        }
    }
    return any ? std::nullopt : std::optional(false);
}

// "00-00: USB Audio : USB Audio : playback 1 : capture 1"
std::optional<bool> microphone(const fs::path& root) {
    std::ifstream in(root / "proc/asound/pcm");
    if (!in) {
        return std::nullopt;
    }
    for (std::string line; std::getline(in, line);) {
        if (line.find(": capture") != line.npos) {
            return true;
        }
    }
    return false;
}

// Columns: device, status, link, level, noise; the level of today's drivers is in dBm.
std::string signal(const fs::path& root) {
    constexpr double kGood = -60, kFair = -70;
    const std::string device = way_out(root);
    std::ifstream in(root / "proc/net/wireless");
    for (std::string line; !device.empty() && std::getline(in, line);) {
        std::istringstream fields(line);
        std::string name, status;
        double link = 0, level = 0;
        if (fields >> name >> status >> link >> level && name == device + ":") {
            return level >= 0 ? "" : level >= kGood ? "good" : level >= kFair ? "fair" : "weak";
        }
    }
    return {};
}

}  // namespace

model::Machine look_at_machine(const fs::path& root) { return {camera(root), microphone(root), signal(root)}; }

std::string boot_id(const fs::path& root) { return first_word(root / "proc/sys/kernel/random/boot_id"); }

}  // namespace anju::app
