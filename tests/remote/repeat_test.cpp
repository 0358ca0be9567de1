// SPDX-License-Identifier: Apache-2.0
#include "remote-input/repeat.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "tests/support/slow.hpp"

namespace anju::keys {
namespace {

using std::chrono::milliseconds;

constexpr Time kStart{std::chrono::hours{5}};

struct Trace {
    std::string expected, result;
};

std::string word(const KeyPress& press) {
    return std::string(name(press.key)) + (press.repeat ? "+" : "");
}

// "expect ok right right+", then "MILLISECOND KEY down|held|up" a line.
Trace replay(const std::filesystem::path& path) {
    Trace trace;
    Repeat repeat;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        if (line.starts_with("expect ")) {
            trace.expected = line.substr(7);
            continue;
        }
        int at = 0;
        std::string key, edge;
        if (!(words >> at >> key >> edge)) {
            continue;
        }
        const auto kind = edge == "down" ? Edge::Pressed
                          : edge == "up" ? Edge::Released
                                         : Edge::Held;
        if (const auto press =
                repeat.feed(from_name(key).value(), kind, kStart + milliseconds(at))) {
            trace.result += (trace.result.empty() ? "" : " ") + word(*press);
        }
    }
    return trace;
}

TEST(Traces, AreEachWhatThePersonMeant) {
    std::size_t count = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(ANJU_SOURCE_DIR "/tests/remote/traces")) {
        const auto trace = replay(entry.path());
        EXPECT_FALSE(trace.expected.empty()) << entry.path();
        EXPECT_EQ(trace.result, trace.expected) << entry.path().filename();
        ++count;
    }
    EXPECT_GE(count, 15U);
}

// Presses of one key, `period` apart and `contact` long; how many count.
int counted(Key key, int presses, double period, double contact) {
    Repeat repeat;
    int count = 0;
    for (int i = 0; i < presses; ++i) {
        const auto at = kStart + milliseconds(static_cast<int>(i * period));
        count += repeat.feed(key, Edge::Pressed, at) ? 1 : 0;
        count +=
            repeat.feed(key, Edge::Released, at + milliseconds(static_cast<int>(contact))) ? 1 : 0;
    }
    return count;
}

TEST(Press, TremorOfAnyRhythmIsOnePress) {
    std::mt19937 random(7);
    for (int round = 0; round < test::rounds(100'000); ++round) {
        const double hertz = std::uniform_real_distribution(2.7, 7.0)(random);
        const double period = 1000 / hertz, part = std::uniform_real_distribution(0.3, 0.7)(random);
        EXPECT_EQ(counted(Key::Ok, 12, period, period * part), 1) << hertz << " Hz, " << part;
        EXPECT_EQ(counted(Key::Right, 12, period, period * std::max(part, 0.35)), 1)
            << hertz << " Hz, " << part;
    }
}

TEST(Press, TwoASecondAlwaysCount) {
    for (int contact = 20; contact <= 400; contact += 20) {
        EXPECT_EQ(counted(Key::Ok, 6, 500, contact), 6) << contact;
        EXPECT_EQ(counted(Key::Left, 6, 500, contact), 6) << contact;
    }
}

TEST(Press, LightTapsThreeASecondMoveTheFocusButPressOkOnce) {
    EXPECT_EQ(counted(Key::Right, 6, 333, 70), 6);
    EXPECT_EQ(counted(Key::Ok, 6, 333, 70), 1);
}

TEST(Press, ShortTapsOnAnArrowAllCountFromAQuarterOfASecondApart) {
    for (int period = 250; period < 400; period += 10) {
        for (int contact = 0; contact <= 80; contact += 10) {
            EXPECT_EQ(counted(Key::Down, 4, period, contact), 4) << period << " ms, " << contact;
            EXPECT_EQ(counted(Key::Ok, 4, period, contact), 1) << period << " ms, " << contact;
        }
    }
}

TEST(Press, IsSeenOnceThroughTwoDevices) {
    Repeat repeat;
    EXPECT_TRUE(repeat.feed(Key::Ok, Edge::Pressed, kStart));
    EXPECT_FALSE(repeat.feed(Key::Ok, Edge::Pressed, kStart + milliseconds(2)));
    EXPECT_FALSE(repeat.feed(Key::Ok, Edge::Released, kStart + milliseconds(90)));
    EXPECT_FALSE(repeat.feed(Key::Ok, Edge::Released, kStart + milliseconds(92)));
    EXPECT_TRUE(repeat.feed(Key::Ok, Edge::Pressed, kStart + milliseconds(600)));
}

TEST(Press, CountsAfterALostRelease) {
    Repeat repeat;
    EXPECT_TRUE(repeat.feed(Key::Ok, Edge::Pressed, kStart));
    EXPECT_TRUE(repeat.feed(Key::Ok, Edge::Pressed, kStart + milliseconds(700)));
}

TEST(Press, ReleaseAndRepeatOfAKeyNeverPressedAreNothing) {
    Repeat repeat;
    EXPECT_FALSE(repeat.feed(Key::Ok, Edge::Released, kStart));
    EXPECT_FALSE(repeat.feed(Key::Ok, Edge::Held, kStart + std::chrono::seconds(5)));
}

TEST(Hold, OfAKeyThatAnotherFollowedDoesNotGoOn) {
    Repeat repeat;
    repeat.feed(Key::Down, Edge::Pressed, kStart);
    repeat.feed(Key::Ok, Edge::Pressed, kStart + milliseconds(200));
    EXPECT_FALSE(repeat.feed(Key::Down, Edge::Held, kStart + milliseconds(2000)));
}

TEST(Hold, OfAScriptIsWhatTheKernelWouldSend) {
    EXPECT_EQ(held(Key::Ok, milliseconds(800)),
              (std::vector<TimedPress>{{milliseconds(0), {Key::Ok, false}}}));
    const auto long_hold = held(Key::Down, milliseconds(2000));
    ASSERT_EQ(long_hold.size(), 5U);
    EXPECT_EQ(long_hold[0].press, (KeyPress{Key::Down, false}));
    for (std::size_t i = 1; i < long_hold.size(); ++i) {
        EXPECT_TRUE(long_hold[i].press.repeat);
        EXPECT_GE(long_hold[i].at, milliseconds(1000));
    }
}

TEST(Hold, GoesOnAtTheSamePaceWhateverTheKernelsRate) {
    for (const int every : {33, 60, 125}) {
        Repeat repeat;
        repeat.feed(Key::Down, Edge::Pressed, kStart);
        int moves = 0;
        for (int at = 500; at <= 5000; at += every) {
            moves += repeat.feed(Key::Down, Edge::Held, kStart + milliseconds(at)) ? 1 : 0;
        }
        EXPECT_GE(moves, 11) << every;
        EXPECT_LE(moves, 17) << every;
    }
}

}  // namespace
}  // namespace anju::keys
