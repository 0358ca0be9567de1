// SPDX-License-Identifier: Apache-2.0
#include "platform/server/notify/outbox.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace anju::server {
namespace {

using namespace std::chrono_literals;

constexpr int kAtOnce = 20;
constexpr auto kFirstWait = 2s;
constexpr auto kLongestWait = 10min;

}  // namespace

std::optional<Time> next_try(const Notice& notice, Time now) {
    const auto life = notice.event == "film" ? std::chrono::minutes{24h} : notice.event == "responder" ? 10min : std::chrono::minutes{1h};
    const auto wait = std::min<std::chrono::seconds>(kFirstWait * (1 << std::min(notice.tries, 10)), kLongestWait);
    const Time next = now + wait;
    return next <= notice.created_at + life ? std::optional(next) : std::nullopt;
}

Outbox::Outbox(Repository& repository, Notifier& notifier, std::function<Time()> clock, std::chrono::milliseconds look_every)
    : repository_(repository), notifier_(notifier), clock_(std::move(clock)), look_every_(look_every),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

int Outbox::send_due() {
    const auto due = repository_.due_notices(kAtOnce, clock_());
    if (!due) {
        fmt::print(stderr, "anju-platform: notices not read: {}\n", due.error().context);
        return 0;
    }
    int tried = 0;
    for (const Notice& notice : *due) {
        if (stopping_.stop_requested()) break;
        const Delivery said = notifier_.deliver(notice);
        const bool delivered = said == Delivery::Delivered;
        const auto next = said == Delivery::Later ? next_try(notice, clock_()) : std::nullopt;
        if (!delivered && !next) fmt::print(stderr, "anju-platform: the notice {} could not be delivered\n", notice.id);
        ++tried;
        if (const auto kept = repository_.notice_tried(notice.id, delivered, next, clock_()); !kept) {
            fmt::print(stderr, "anju-platform: notice {} not noted: {}\n", notice.id, kept.error().context);
            break;  // it comes again, under the same id
        }
    }
    return tried;
}

void Outbox::run(const std::stop_token& stop) {
    stopping_ = stop;
    std::mutex mutex;
    std::condition_variable_any waiting;
    while (!stop.stop_requested()) {
        send_due();
        std::unique_lock lock(mutex);
        waiting.wait_for(lock, stop, look_every_, [] { return false; });
    }
}

}  // namespace anju::server
