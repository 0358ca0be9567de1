// SPDX-License-Identifier: Apache-2.0
// One direction of a bad network: a bottleneck with a queue before it, loss, delay, jitter, a cut. Packets keep their order. Pure:
// time is given, chance is counted from a seed.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <random>
#include <vector>

namespace anju::tests {

using Microseconds = std::chrono::microseconds;

struct Trouble {
    Microseconds delay{0};
    Microseconds jitter{0};         // each packet later by 0 … jitter
    double loss = 0;                // 0 … 1, each packet for itself
    std::int64_t bits_a_second = 0; // 0: no limit
    Microseconds queue{300'000};    // how long a packet may wait for the bottleneck; who would wait longer is dropped
    bool cut = false;
};

class Line {
  public:
    explicit Line(std::uint64_t seed) : chance_(seed) {}

    void set(const Trouble& trouble) { trouble_ = trouble; }
    void push(std::vector<std::byte> packet, Microseconds now);
    // The next packet that has arrived by now.
    std::optional<std::vector<std::byte>> pop(Microseconds now);
    std::optional<Microseconds> next() const;

    struct Count { std::uint64_t taken = 0, lost = 0, overflowed = 0, cut = 0, passed = 0; };
    const Count& count() const { return count_; }

  private:
    struct OnItsWay { Microseconds at; std::vector<std::byte> packet; };

    double chance() { return std::uniform_real_distribution<double>(0, 1)(chance_); }

    Trouble trouble_;
    std::mt19937_64 chance_;
    std::deque<OnItsWay> way_;
    Microseconds free_{0};  // when the bottleneck has sent all that it took
    Count count_;
};

}  // namespace anju::tests
