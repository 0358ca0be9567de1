// SPDX-License-Identifier: Apache-2.0
#include "platform/client/backoff.hpp"

#include <gtest/gtest.h>

namespace anju::client {
namespace {

using namespace std::chrono_literals;

TEST(Backoff, DoublesFromHalfASecondToFifteen) {
    Backoff backoff(500ms, 15s, [] { return 0.999999; });
    std::vector<std::int64_t> waits;
    for (int i = 0; i < 8; ++i) {
        waits.push_back(
            std::chrono::round<std::chrono::milliseconds>(backoff.next() + 1ms).count());
    }
    EXPECT_EQ(waits, (std::vector<std::int64_t>{500, 1000, 2000, 4000, 8000, 15000, 15000, 15000}));
}

TEST(Backoff, NeverWaitsLessThanHalfOfTheStep) {
    Backoff backoff(500ms, 15s, [] { return 0.0; });
    EXPECT_EQ(backoff.next(), 250ms);
    EXPECT_EQ(backoff.next(), 500ms);
    EXPECT_EQ(backoff.next(), 1000ms);
}

TEST(Backoff, StartsAnew) {
    Backoff backoff(500ms, 15s, [] { return 0.0; });
    backoff.next();
    backoff.next();
    backoff.reset();
    EXPECT_EQ(backoff.next(), 250ms);
}

}  // namespace
}  // namespace anju::client
