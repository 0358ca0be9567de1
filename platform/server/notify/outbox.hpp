// SPDX-License-Identifier: Apache-2.0
// Sends what waits in the outbox, one after the other, and tries again what did not go through. What waits is in the
// database alone: a program that dies goes on where it was.
#pragma once

#include <functional>
#include <thread>

#include "platform/server/notify/notifier.hpp"
#include "platform/server/repository.hpp"

namespace anju::server {

// When to try again after so many tries; nothing: no more. A ring is told of for an hour, a film for a day.
std::optional<Time> next_try(const Notice&, Time now);

class Outbox {
  public:
    Outbox(Repository& repository, Notifier& notifier, std::function<Time()> clock,
           std::chrono::milliseconds look_every = std::chrono::milliseconds{250});
    // Waits for the one under way.
    ~Outbox() = default;

    // One round; how many were tried. The thread does nothing else.
    int send_due();

  private:
    void run(const std::stop_token& stop);

    Repository& repository_;
    Notifier& notifier_;
    std::function<Time()> clock_;
    std::chrono::milliseconds look_every_;
    std::stop_token stopping_;
    std::jthread thread_;
};

}  // namespace anju::server
