// SPDX-License-Identifier: Apache-2.0
// So many at once and so many a second under one name; who has used them up waits. Any thread.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>

namespace anju::server {

struct Rate {
    double burst = 1, per_second = 1;
};

class Allowance {
  public:
    using Clock = std::chrono::steady_clock;
    explicit Allowance(std::function<Clock::time_point()> clock = Clock::now) : clock_(std::move(clock)) {}

    // False: not this one. A name must always come with the same rate; what weighs more counts for more.
    bool take(const std::string& name, Rate rate, double weight = 1);

  private:
    struct Bucket {
        double left = 0;
        Rate rate;
        Clock::time_point at;
    };
    static void fill(Bucket& bucket, Clock::time_point now);
    void forget_full(Clock::time_point now);

    std::function<Clock::time_point()> clock_;
    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
    std::size_t look_at_ = 1024;  // so many names, and the ones that wait for nothing go
};

}  // namespace anju::server
