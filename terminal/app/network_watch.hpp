// SPDX-License-Identifier: Apache-2.0
// Says when this machine has other addresses than before: a call then builds a new connection at once instead of
// waiting for the silence of the old one. One thread that sleeps on the kernel.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <thread>

namespace anju::app {

// Without loopback and link-local ones.
std::set<std::string> own_addresses();

class NetworkWatch {
  public:
    // Runs on the watch's thread: post, return.
    explicit NetworkWatch(std::function<void()> changed);
    ~NetworkWatch();
    NetworkWatch(const NetworkWatch&) = delete;
    NetworkWatch& operator=(const NetworkWatch&) = delete;

  private:
    void watch(std::set<std::string> known);

    std::function<void()> changed_;
    int kernel_ = -1;
    int ended_ = -1;  // an eventfd: this object goes
    std::jthread thread_;
};

}  // namespace anju::app
