// SPDX-License-Identifier: Apache-2.0
#include "platform/settings/watchdog.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace anju::settings {
namespace {

using namespace std::chrono_literals;
using Instant = Watchdog::Instant;

TEST(Watchdog, WantsNothingWhereNobodyAsks) {
    ::unsetenv("WATCHDOG_USEC");
    EXPECT_EQ(Watchdog().due(), std::nullopt);
}

TEST(Watchdog, IsPettedThreeTimesInTheTimeOfTheServiceManager) {
    ::setenv("WATCHDOG_USEC", "10000000", 1);
    Watchdog dog;
    ::unsetenv("WATCHDOG_USEC");
    ASSERT_TRUE(dog.due());
    const Instant now{1h};
    dog.pet(now);
    EXPECT_EQ(dog.due(), now + 3333ms);
    dog.pet(now + 1s);
    EXPECT_EQ(dog.due(), now + 3333ms) << "not before its time";
    dog.pet(now + 4s);
    EXPECT_EQ(dog.due(), now + 7333ms);
}

TEST(Watchdog, MovesTheTimeOfItsFile) {
    const std::filesystem::path file = ::testing::TempDir() + "anju-watchdog-" + std::to_string(getpid());
    std::ofstream(file) << "here\n";
    const auto old = std::filesystem::file_time_type::clock::now() - 1h;
    std::filesystem::last_write_time(file, old);
    Watchdog dog(file);
    dog.pet(Instant{1h});
    EXPECT_GT(std::filesystem::last_write_time(file), old + 30min);
    EXPECT_EQ(dog.due(), Instant{1h} + 2s);
    std::filesystem::remove(file);
    dog.pet(Instant{2h});
    EXPECT_FALSE(std::filesystem::exists(file)) << "what was taken away is not made anew";
}

}  // namespace
}  // namespace anju::settings
