// SPDX-License-Identifier: Apache-2.0
#include "tests/network/line.hpp"

#include <gtest/gtest.h>

namespace anju::tests {
namespace {

using namespace std::chrono_literals;

std::vector<std::byte> packet(std::size_t size, std::uint8_t mark = 0) { return std::vector<std::byte>(size, std::byte{mark}); }

// All that arrives, with its time: mark, when.
std::vector<std::pair<int, Microseconds>> arrivals(Line& line) {
    std::vector<std::pair<int, Microseconds>> found;
    while (const auto at = line.next()) {
        if (const auto one = line.pop(*at)) {
            found.emplace_back(static_cast<int>(one->front()), *at);
        }
    }
    return found;
}

TEST(Line, PassesWhatItGetsAtOnceAndWhole) {
    Line line(1);
    line.push(packet(100, 7), 5us);
    const auto one = line.pop(5us);
    ASSERT_TRUE(one);
    EXPECT_EQ(*one, packet(100, 7));
    EXPECT_FALSE(line.pop(1h));
}

TEST(Line, HoldsAPacketForItsDelayNotLonger) {
    Line line(1);
    Trouble trouble;
    trouble.delay = 50ms;
    line.set(trouble);
    line.push(packet(100), 10ms);
    EXPECT_FALSE(line.pop(60ms - 1us));
    EXPECT_EQ(line.next(), 60ms);
    EXPECT_TRUE(line.pop(60ms));
}

TEST(Line, ABottleneckSendsOneAfterTheOther) {
    Line line(1);
    Trouble trouble;
    trouble.bits_a_second = 800'000;  // 1000 bytes in 10 ms
    trouble.delay = 5ms;
    line.set(trouble);
    for (std::uint8_t i = 0; i < 3; ++i) {
        line.push(packet(1000, i), 0ms);
    }
    line.push(packet(500, 3), 100ms);  // it had been idle: no credit is kept
    EXPECT_EQ(arrivals(line), (std::vector<std::pair<int, Microseconds>>{{0, 15ms}, {1, 25ms}, {2, 35ms}, {3, 110ms}}));
}

TEST(Line, WhoWouldWaitTooLongIsDroppedAndTakesNoRoom) {
    Line line(1);
    Trouble trouble;
    trouble.bits_a_second = 800'000;
    trouble.queue = 30ms;
    line.set(trouble);
    for (std::uint8_t i = 0; i < 10; ++i) {
        line.push(packet(1000, i), 0ms);
    }
    EXPECT_EQ(line.count().overflowed, 6u);  // waits 0, 10, 20, 30 ms
    EXPECT_EQ(arrivals(line).size(), 4u);
    line.push(packet(1000, 9), 20ms);
    EXPECT_EQ(arrivals(line), (std::vector<std::pair<int, Microseconds>>{{9, 50ms}}));
}

TEST(Line, ARateIsKeptOverAMinute) {
    Line line(1);
    Trouble trouble;
    trouble.bits_a_second = 600'000;
    line.set(trouble);
    for (int ms = 0; ms < 60'000; ms += 5) {
        line.push(packet(1200), std::chrono::milliseconds(ms));  // 1.92 Mbit/s
    }
    std::size_t bits = 0;
    while (line.pop(60s)) {
        bits += 1200 * 8;
    }
    EXPECT_NEAR(static_cast<double>(bits) / 60, 600'000, 6'000);
}

class Losses : public testing::TestWithParam<double> {};

TEST_P(Losses, AreAsManyAsWasSaidAndSpread) {
    Line line(42);
    Trouble trouble;
    trouble.loss = GetParam();
    line.set(trouble);
    constexpr int kAll = 100'000;
    int in_a_row = 0, longest = 0;
    for (int i = 0; i < kAll; ++i) {
        line.push(packet(1), Microseconds(i));
        const bool came = line.pop(Microseconds(i)).has_value();
        in_a_row = came ? 0 : in_a_row + 1;
        longest = std::max(longest, in_a_row);
    }
    EXPECT_NEAR(static_cast<double>(line.count().lost) / kAll, GetParam(), 0.005);
    EXPECT_LE(longest, GetParam() <= 0.1 ? 8 : 30);
}
INSTANTIATE_TEST_SUITE_P(Some, Losses, testing::Values(0.0, 0.01, 0.05, 0.1, 0.3));

TEST(Line, TheSameSeedLosesTheSamePackets) {
    const auto lost = [](std::uint64_t seed, Microseconds jitter) {
        Line line(seed);
        Trouble trouble;
        trouble.loss = 0.1;
        trouble.jitter = jitter;
        line.set(trouble);
        for (int i = 0; i < 250; ++i) {
            line.push(packet(1, static_cast<std::uint8_t>(i)), Microseconds(i));
        }
        std::vector<int> came;
        for (const auto& [mark, when] : arrivals(line)) {
            came.push_back(mark);
        }
        return came;
    };
    EXPECT_EQ(lost(5, 0ms), lost(5, 0ms));
    EXPECT_EQ(lost(5, 0ms), lost(5, 20ms));
    EXPECT_NE(lost(5, 0ms), lost(6, 0ms));
}

TEST(Line, JitterMakesLaterNeverEarlierAndKeepsTheOrder) {
    Line line(3);
    Trouble trouble;
    trouble.delay = 20ms;
    trouble.jitter = 30ms;
    line.set(trouble);
    for (int i = 0; i < 200; ++i) {
        line.push(packet(1, static_cast<std::uint8_t>(i)), std::chrono::milliseconds(i));
    }
    auto last = Microseconds::zero();
    int mark = 0;
    Microseconds most{0};
    for (const auto& [found, when] : arrivals(line)) {
        const auto late = when - std::chrono::milliseconds(mark);
        EXPECT_EQ(found, mark++);
        EXPECT_GE(when, last);
        EXPECT_GE(late, 20ms);
        EXPECT_LE(late, 50ms);
        most = std::max(most, late);
        last = when;
    }
    EXPECT_GT(most, 40ms);
}

TEST(Line, ACutTakesWhatComesAndWhatIsOnItsWay) {
    Line line(1);
    Trouble trouble;
    trouble.delay = 50ms;
    line.set(trouble);
    line.push(packet(1, 1), 0ms);
    trouble.cut = true;
    line.set(trouble);
    line.push(packet(1, 2), 10ms);
    EXPECT_FALSE(line.pop(60ms));
    EXPECT_EQ(line.count().cut, 2u);
    trouble.cut = false;
    line.set(trouble);
    line.push(packet(1, 3), 70ms);
    EXPECT_EQ(arrivals(line), (std::vector<std::pair<int, Microseconds>>{{3, 120ms}}));
}

TEST(Line, EveryPacketIsCountedOnce) {
    Line line(9);
    Trouble trouble;
    trouble.loss = 0.2;
    trouble.bits_a_second = 100'000;
    trouble.queue = 100ms;
    line.set(trouble);
    for (int i = 0; i < 1000; ++i) {
        line.push(packet(125), std::chrono::milliseconds(5 * i));
    }
    arrivals(line);
    const auto& count = line.count();
    EXPECT_EQ(count.taken, 1000u);
    EXPECT_EQ(count.lost + count.overflowed + count.passed + count.cut, 1000u);
    EXPECT_GT(count.overflowed, 400u);
}

}  // namespace
}  // namespace anju::tests
