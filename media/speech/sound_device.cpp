// SPDX-License-Identifier: Apache-2.0
#include "media/speech/sound_device.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>

namespace anju::speech {
namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

// The places of pulse-client.conf(5) that are sockets of this machine. Another machine's is taken
// at its word.
bool pulse_answers() {
    const auto server = environment("PULSE_SERVER");
    if (!server.empty()) {
        const std::string_view unix_prefix = "unix:";
        if (server.starts_with(unix_prefix)) {
            return answers(server.substr(unix_prefix.size()));
        }
        return server.starts_with('/') ? answers(server) : true;
    }
    auto runtime = environment("PULSE_RUNTIME_PATH");
    if (runtime.empty() && !environment("XDG_RUNTIME_DIR").empty()) {
        runtime = environment("XDG_RUNTIME_DIR") + "/pulse";
    }
    return (!runtime.empty() && answers(runtime + "/native")) ||
           answers("/run/user/" + std::to_string(::getuid()) + "/pulse/native") ||
           answers("/run/pulse/native");
}

// A playback device of any card: pcmC0D0p.
bool card_present() {
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator("/dev/snd", none)) {
        const auto name = entry.path().filename().string();
        if (name.starts_with("pcm") && name.ends_with('p')) {
            return true;
        }
    }
    return false;
}

}  // namespace

bool answers(const std::string& socket_path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (socket_path.empty() || socket_path.size() >= sizeof address.sun_path) {
        return false;
    }
    std::memcpy(address.sun_path, socket_path.c_str(), socket_path.size() + 1);
    const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (probe < 0) {
        return false;
    }
    const bool accepted =
        ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(probe);
    return accepted;
}

Device sound_device() {
    if (pulse_answers()) {
        return Device::Pulse;
    }
    return card_present() ? Device::Alsa : Device::None;
}

}  // namespace anju::speech
