// SPDX-License-Identifier: Apache-2.0
// The guard and the platform as they are installed: from the red key to the desk and back, over deaths of both.
#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "tests/alarm/real_platform.hpp"
#include "tests/support/slow.hpp"

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using tests::eventually;

TEST(GuardAtHome, FromTheRedKeyToTheDeskAndBackOverDeathsOfBoth) {
    GuardHouse house;
    RealPlatform platform(house.folder);
    platform.pair();
    std::ofstream(house.folder / "key") << kKey << '\n';
    const auto start_guard = [&] { house.start({"--platform", platform.url(), "--key-file", (house.folder / "key").string()}); };
    start_guard();
    platform.at_desk("seat", {{"on_duty", true}});
    std::string incident;
    {
        PlayedTv tv(house.socket());
        house.tap(KEY_RED);
        const auto received = tv.until("received");
        ASSERT_FALSE(received.is_null()) << house.log();
        incident = received["alarm"]["id"];
        const auto desk = platform.desk();
        ASSERT_EQ(desk["alarms"].size(), 1u);
        EXPECT_EQ(desk["alarms"][0]["alarm"]["id"], incident);
        platform.at_desk("alarms/" + incident + "/accept");
        EXPECT_FALSE(tv.until("accepted")["alarm"]["by"].is_null());
        house.tap(KEY_BACK);  // takes nothing back any more
        house.tap(KEY_SOS);
        EXPECT_TRUE(eventually([&] { return platform.desk()["alarms"][0]["alarm"]["presses"] == 2; }));
        platform.at_desk("alarms/" + incident + "/outcome", {{"outcome", "helped"}, {"text", ""}});
        platform.at_desk("alarms/" + incident + "/close");
        EXPECT_FALSE(tv.until("ended").is_null()) << house.log();
    }
    // The next run, while both are killed again and again.
    std::mt19937 random(7);
    int pressed = 0;
    const int kills = test::rounds(500);
    for (int i = 0; i < kills; ++i) {
        for (int burst = 0; burst < 3; ++burst) {
            house.tap(pressed++ % 2 == 0 ? KEY_RED : KEY_SOS);
            ::usleep(random() % 4'000);
        }
        ::usleep(random() % 30'000);
        // Both at once; whose process takes longer to start is spared now and then where time is short.
        if (test::slow() || i % 5 == 4) {
            platform.child.kill_now();
        }
        house.guard.kill_now();
        start_guard();
        if (!platform.child.alive()) {
            platform.start();
        }
    }
    PlayedTv tv(house.socket());
    auto received = tv.until("received");
    while (received.is_object() && !received.contains("alarm")) {  // from the journal, until the platform has answered
        received = tv.until("received");
    }
    ASSERT_FALSE(received.is_null()) << house.log();
    EXPECT_NE(received["alarm"]["id"], incident);
    json desk;
    EXPECT_TRUE(eventually([&] {
        desk = platform.desk();
        return desk["alarms"].size() == 1 && desk["alarms"][0]["alarm"]["presses"] >= received["presses"];
    })) << desk;
    EXPECT_LE(desk["alarms"][0]["alarm"]["presses"], pressed);
    const int before = desk["alarms"][0]["alarm"]["presses"];
    house.tap(KEY_RED);  // 返回 counts within ten seconds of it
    EXPECT_TRUE(eventually([&] { return platform.desk()["alarms"][0]["alarm"]["presses"] >= before + 1; }));
    house.tap(KEY_BACK);
    EXPECT_FALSE(tv.until("cancelled").is_null());
    EXPECT_TRUE(eventually([&] {
        desk = platform.desk();
        return desk["alarms"].empty() && desk["call_back"].size() == 1;
    })) << desk;
}

// What the desk knows of a box: it is there, it went as somebody wanted, it is there again.
TEST(GuardAtHome, TheDeskHearsThatTheBoxIsThereAndThatItGoes) {
    GuardHouse house;
    RealPlatform platform(house.folder);
    platform.pair();
    house.start();
    const auto counts = [&](const char* state) { return platform.boxes().at(state).get<int>(); };
    const auto pairs = [&] {
        PlayedTv tv(house.socket());
        tv.until("idle");
        house.pair(tv, platform.url(), kKey);
        return eventually([&] { return counts("online") == 1; }, 20s);
    };
    EXPECT_EQ(counts("online"), 0);
    ASSERT_TRUE(pairs()) << house.log();
    house.guard.signal(SIGTERM);
    EXPECT_EQ(house.guard.end(), 0);
    EXPECT_EQ(counts("planned_off"), 1) << "written before the guard has gone";
    std::filesystem::remove(house.folder / "data/box.json");
    house.start();
    EXPECT_TRUE(pairs()) << house.log();
    EXPECT_EQ(counts("planned_off"), 0);
}

}  // namespace
}  // namespace anju::alarm
