// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/mailbox.hpp"

#include <gtest/gtest.h>

#include <array>
#include <thread>

#include "terminal/app/stage.hpp"

namespace anju::app {
namespace {

TEST(TheMailbox, KeepsTheOrderOfEachOf100Threads) {
    constexpr int kThreads = 100;
    constexpr int kEach = 200;
    const auto stage = make_headless_stage(320, 180);
    Mailbox<std::pair<int, int>> box([&] { stage->wake(); });
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&box, thread] {
            for (int i = 0; i < kEach; ++i) {
                box.post({thread, i});
            }
        });
    }
    std::array<int, kThreads> next{};
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    for (int taken = 0; taken < kThreads * kEach;) {
        for (const auto& [thread, i] : box.take()) {
            ASSERT_EQ(i, next[static_cast<std::size_t>(thread)]++);
            ++taken;
        }
        if (taken < kThreads * kEach) {
            ASSERT_LT(std::chrono::steady_clock::now(), limit) << "a wake-up was lost";
            stage->wait(limit);
        }
    }
    EXPECT_TRUE(box.empty());
}

TEST(TheMailbox, WakesOnceUntilItIsTaken) {
    int woken = 0;
    Mailbox<int> box([&] { ++woken; });
    box.post(1);
    box.post(2);
    EXPECT_EQ(woken, 1);
    EXPECT_EQ(box.take(), (std::vector<int>{1, 2}));
    box.post(3);
    EXPECT_EQ(woken, 2);
}

}  // namespace
}  // namespace anju::app
