// SPDX-License-Identifier: Apache-2.0
#include "media/speech/speechd_connection.hpp"

#include <libspeechd.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>

#include "media/speech/sound_device.hpp"

namespace anju::speech {
namespace {

// espeak-ng 1.51 reads Mandarin's other voice, "latin as English", as English letters and numbers:
// 您好 becomes "nin two hao three". With this one Chinese is Chinese.
constexpr const char* kMandarin = "Chinese (Mandarin, latin as Pinyin)";

// A speech-dispatcher that hangs still accepts; libspeechd would wait for it without end.
bool talks(const std::string& socket_path) {
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
    constexpr std::string_view kQuit = "QUIT\r\n";
    bool said = false;
    if (::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        ::send(probe, kQuit.data(), kQuit.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(kQuit.size())) {
        pollfd waiting{probe, POLLIN, 0};
        constexpr int kAnswerMs = 1000;
        said = ::poll(&waiting, 1, kAnswerMs) > 0 && (waiting.revents & POLLIN) != 0;
    }
    ::close(probe);
    return said;
}

}  // namespace

std::string speechd_socket(const std::string& chosen) {
    if (!chosen.empty()) {
        return chosen;
    }
    std::string path;
    SPDConnectionAddress* address = spd_get_default_address(nullptr);
    if (address != nullptr) {
        if (address->method == SPD_METHOD_UNIX_SOCKET && address->unix_socket_name != nullptr) {
            path = address->unix_socket_name;
        }
        SPDConnectionAddress__free(address);
    }
    return path;
}

int speechd_rate(int percent) {
    constexpr double kSlowest = 80, kNormal = 170, kFastest = 449;
    const double span = percent < 100 ? kNormal - kSlowest : kFastest - kNormal;
    return static_cast<int>(std::clamp(std::lround((percent - 100) * kNormal / span), -100L, 100L));
}

struct SpeechdConnection::Wire {
    SPDConnection* connection;
};

SpeechdConnection::SpeechdConnection(std::unique_ptr<Wire> wire) : wire_(std::move(wire)) {}

std::unique_ptr<SpeechdConnection> SpeechdConnection::open(const std::string& socket) {
    auto path = speechd_socket(socket);
    if (!talks(path)) {
        return nullptr;
    }
    std::string host;
    SPDConnectionAddress address{SPD_METHOD_UNIX_SOCKET, path.data(), host.data(), 0, nullptr};
    constexpr int kStartNone = 0;
    char* reason = nullptr;
    SPDConnection* connection =
        spd_open2("anju-tv", "screen", nullptr, SPD_MODE_SINGLE, &address, kStartNone, &reason);
    std::free(reason);
    if (connection == nullptr) {
        return nullptr;
    }
    const timeval limit{kAnswerWithin.count(), 0};
    ::setsockopt(connection->socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(connection->socket, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    return std::unique_ptr<SpeechdConnection>(
        new SpeechdConnection(std::make_unique<Wire>(Wire{connection})));
}

SpeechdConnection::~SpeechdConnection() { spd_close(wire_->connection); }

bool SpeechdConnection::choose_chinese() {
    char* module = spd_get_output_module(wire_->connection);
    if (module == nullptr) {
        return false;
    }
    const bool espeak = std::string_view(module).starts_with("espeak-ng");
    std::free(module);
    return !espeak || spd_set_synthesis_voice(wire_->connection, kMandarin) == 0;
}

bool SpeechdConnection::use(const Voice& voice) {
    if (!used_ || voice.english != voice_.english) {
        if (spd_set_language(wire_->connection, voice.english ? "en" : "zh") != 0 ||
            (!voice.english && !choose_chinese())) {
            return false;
        }
    }
    if (!used_ || voice.rate_percent != voice_.rate_percent) {
        if (spd_set_voice_rate(wire_->connection, speechd_rate(voice.rate_percent)) != 0) {
            return false;
        }
    }
    if (!used_ || voice.volume_percent != voice_.volume_percent) {
        if (spd_set_volume(wire_->connection, std::clamp(voice.volume_percent, 0, 100) * 2 - 100) !=
            0) {
            return false;
        }
    }
    used_ = true;
    voice_ = voice;
    return true;
}

bool SpeechdConnection::say(const std::string& text, const Voice& voice) {
    return stop() && use(voice) && spd_say(wire_->connection, SPD_TEXT, text.c_str()) >= 0;
}

bool SpeechdConnection::stop() { return spd_cancel(wire_->connection) == 0; }

}  // namespace anju::speech
