// SPDX-License-Identifier: Apache-2.0
// An alarm guard that says what a test wants, on a real Unix socket. It decides nothing. Used by one thread.
#pragma once

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <string>

namespace anju::test {

class FakeGuard {
  public:
    explicit FakeGuard(std::string path) : path_(std::move(path)) { start(); }
    ~FakeGuard() { stop(); }
    FakeGuard(const FakeGuard&) = delete;
    FakeGuard& operator=(const FakeGuard&) = delete;

    void start() {
        unlink(path_.c_str());
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path_.data(), path_.size());
        listener_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || listen(listener_, 4) != 0) {
            throw std::runtime_error("no socket at " + path_);
        }
    }
    void stop() {
        hang_up();
        if (listener_ >= 0) {
            close(listener_);
            unlink(path_.c_str());
        }
        listener_ = -1;
    }
    // Waits for the TV. False: it did not come.
    bool accept(std::chrono::milliseconds limit = std::chrono::seconds{20}) {
        if (!ready(listener_, limit)) {
            return false;
        }
        tv_ = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        return tv_ >= 0;
    }
    void hang_up() {
        if (tv_ >= 0) {
            close(tv_);
        }
        tv_ = -1;
        rest_.clear();
    }
    void say(const std::string& line) { [[maybe_unused]] const auto sent = send(tv_, line.data(), line.size(), MSG_NOSIGNAL); }
    void say_state(int version, const std::string& state, const std::string& also = "") {
        say(R"({"guard":{"version":)" + std::to_string(version) + R"(,"state":")" + state + R"(","at":"2026-11-21T01:41:03.000Z","presses":1,"rung":0)" + also + "}}\n");
    }
    // The next line of the TV, without its end; empty: none came, or the TV has gone.
    std::string hear(std::chrono::milliseconds limit = std::chrono::seconds{20}) {
        while (rest_.find('\n') == std::string::npos) {
            std::array<char, 4096> bytes;
            const auto got = ready(tv_, limit) ? recv(tv_, bytes.data(), bytes.size(), 0) : 0;
            if (got <= 0) {
                return {};
            }
            rest_.append(bytes.data(), static_cast<std::size_t>(got));
        }
        const auto end = rest_.find('\n');
        auto line = rest_.substr(0, end);
        rest_.erase(0, end + 1);
        return line;
    }

  private:
    static bool ready(int file, std::chrono::milliseconds limit) {
        pollfd one{file, POLLIN, 0};
        return poll(&one, 1, static_cast<int>(limit.count())) == 1;
    }

    std::string path_, rest_;
    int listener_ = -1, tv_ = -1;
};

}  // namespace anju::test
