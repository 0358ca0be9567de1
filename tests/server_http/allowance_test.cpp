// SPDX-License-Identifier: Apache-2.0
#include "platform/server/allowance.hpp"

#include <gtest/gtest.h>

#include "platform/server/options.hpp"
#include "platform/server/turn.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;

struct AnAllowance : testing::Test {
    Allowance::Clock::time_point now{};
    Allowance allowance{[this] { return now; }};
    int taken(const std::string& name, Rate rate, int tries) {
        int count = 0;
        for (int i = 0; i < tries; ++i) count += allowance.take(name, rate) ? 1 : 0;
        return count;
    }
};

TEST_F(AnAllowance, IsSoManyAtOnceAndSoManyASecond) {
    const Rate signals{200, 50};
    EXPECT_EQ(taken("tv", signals, 1000), 200);
    now += 1s;
    EXPECT_EQ(taken("tv", signals, 1000), 50);
    now += 20ms;
    EXPECT_EQ(taken("tv", signals, 10), 1);
    now += 1h;
    EXPECT_EQ(taken("tv", signals, 1000), 200) << "no more than at first";
}

TEST_F(AnAllowance, IsSoonerUsedUpByWhatWeighsMore) {
    EXPECT_TRUE(allowance.take("tv", {10, 1}, 8));
    EXPECT_FALSE(allowance.take("tv", {10, 1}, 3));
    EXPECT_TRUE(allowance.take("tv", {10, 1}, 2)) << "what was refused took nothing";
}

TEST_F(AnAllowance, OfOneIsNotTheOthers) {
    EXPECT_EQ(taken("a", {3, 1}, 10), 3);
    EXPECT_EQ(taken("b", {3, 1}, 10), 3);
}

TEST_F(AnAllowance, ForgetsNobodyWhoStillWaits) {
    EXPECT_EQ(taken("greedy", {2, 0.001}, 10), 2);
    for (int i = 0; i < 5000; ++i) {
        allowance.take("n" + std::to_string(i), {1, 1});
        now += 1ms;
    }
    EXPECT_EQ(taken("greedy", {2, 0.001}, 10), 0);
}

TEST(TurnCredentials, AreWhatTheRelayChecks) {
    const Turn turn({"turn:192.0.2.1:3478", "turn:192.0.2.1:3478?transport=tcp"}, "north wind", [] { return 1795574460 - 3600; });
    const auto ice = turn.mint("vb2xk7qmnf3rt5wyaecpd64hjl");
    ASSERT_EQ(ice.size(), 1U);
    EXPECT_EQ(ice[0].urls.size(), 2U);
    EXPECT_EQ(ice[0].username, "1795574460:vb2xk7qmnf3rt5wyaecpd64hjl");
    EXPECT_EQ(ice[0].credential, "lAt4X7xCNBTFpGD6erX7bWGKjlw=");  // made by another program
    EXPECT_TRUE(Turn().mint("v").empty());
}

TEST(TurnCredentials, NeedUrlsAndASecret) {
    for (const char* good : {"turn:host", "turn:192.0.2.1:3478?transport=tcp", "turns:host:5349", "turn:[2001:db8::1]:3478"}) EXPECT_TRUE(is_turn_url(good)) << good;
    for (const char* wrong : {"", "turn:", "turns:", "stun:host", "http://host", "turn:ho st", "turn:user@host", "turn:a\"b", "turn://host"}) EXPECT_FALSE(is_turn_url(wrong)) << wrong;
    EXPECT_FALSE(parse_options({"--turn", "turn:host"}));
    EXPECT_FALSE(parse_options({"--turn-secret", "file"}));
    EXPECT_FALSE(parse_options({"--turn", "host", "--turn-secret", "file"}));
    const auto both = parse_options({"--turn", "turn:a", "--turn", "turns:b", "--turn-secret", "file"});
    ASSERT_TRUE(both);
    EXPECT_EQ(both->turn, (std::vector<std::string>{"turn:a", "turns:b"}));
}

}  // namespace
}  // namespace anju::server
