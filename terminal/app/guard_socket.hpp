// SPDX-License-Identifier: Apache-2.0
// The line to the alarm guard: one Unix socket, connected again each second. A thread of its own; heard runs on it: copy, post, return.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "terminal/model/alarm.hpp"

namespace anju::app {

inline constexpr std::size_t kLongestSocketPath = 107;  // of a Unix socket's address

class GuardSocket {
  public:
    // heard: what the guard says; nothing: the line broke. A guard that says what is no line of a guard loses the line.
    GuardSocket(std::string path, std::function<void(std::optional<model::GuardState>)> heard);
    ~GuardSocket();
    GuardSocket(const GuardSocket&) = delete;
    GuardSocket& operator=(const GuardSocket&) = delete;

    // A whole line with its end. Dropped where there is no line to the guard. Any thread; never blocks.
    void say(std::string line);

  private:
    void run();
    void serve(int guard);
    bool read(int guard, std::string& rest);
    bool write(int guard);
    void sleep(std::chrono::milliseconds time);
    void wake();

    std::string path_;
    std::function<void(std::optional<model::GuardState>)> heard_;
    std::mutex mutex_;
    std::string out_;         // to be said
    bool connected_ = false;
    bool ends_ = false;       // this object goes
    int woken_ = -1;          // an eventfd
    std::jthread thread_;
};

}  // namespace anju::app
