// SPDX-License-Identifier: Apache-2.0
// The line to a guard that comes late, goes, hangs and talks nonsense.
#include "terminal/app/guard_socket.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <vector>

#include "terminal/app/guard_line.hpp"
#include "tests/support/fake_guard.hpp"

namespace anju::app {
namespace {

using namespace std::chrono_literals;

class GuardTalk : public ::testing::Test {
  protected:
    GuardTalk() : path_((std::filesystem::path(::testing::TempDir()) / ("guard-" + std::to_string(getpid()))).string()) {}

    std::unique_ptr<GuardSocket> line() {
        return std::make_unique<GuardSocket>(path_, [this](std::optional<model::GuardState> said) {
            const std::lock_guard lock(mutex_);
            heard_.push_back(std::move(said));
            more_.notify_all();
        });
    }
    std::vector<std::optional<model::GuardState>> wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        more_.wait_for(lock, 20s, [&] { return heard_.size() >= count; });
        return heard_;
    }

    std::string path_;
    std::mutex mutex_;
    std::condition_variable more_;
    std::vector<std::optional<model::GuardState>> heard_;
};

TEST_F(GuardTalk, BothSidesHearEachOther) {
    test::FakeGuard guard(path_);
    const auto tv = line();
    ASSERT_TRUE(guard.accept());
    guard.say(R"({"guard":{"version":1,"state":"id)");
    guard.say("le\",\"at\":\"2026-11-21T01:41:03Z\",\"presses\":0}}\n{\"other\":1}\n");
    guard.say_state(2, "calling", R"(,"take_back_until":"2026-11-21T01:41:13Z")");
    const auto heard = wait_for(2);
    ASSERT_EQ(heard.size(), 2u);
    EXPECT_EQ(heard[1]->version, 2u);
    tv->say(press_line(contract::AlarmSource::Red));
    tv->say(back_line());
    EXPECT_EQ(guard.hear(), R"({"press":{"source":"red"}})");
    EXPECT_EQ(guard.hear(), R"({"back":{}})");
}

TEST_F(GuardTalk, AGuardThatComesLateOrAgainIsFound) {
    const auto tv = line();
    tv->say(back_line());  // there is nobody: dropped
    test::FakeGuard guard(path_);
    ASSERT_TRUE(guard.accept());
    guard.say_state(1, "idle");
    ASSERT_EQ(wait_for(1).size(), 1u);
    guard.stop();
    EXPECT_FALSE(wait_for(2).back());
    guard.start();
    ASSERT_TRUE(guard.accept());
    guard.say_state(1, "calling");
    EXPECT_EQ(wait_for(3).back()->stage, model::GuardState::Stage::Calling);
    tv->say(shown_line(1));
    EXPECT_EQ(guard.hear(), R"({"shown":{"version":1}})") << "and nothing of before";
}

TEST_F(GuardTalk, NonsenseAndLinesWithoutEndLoseTheLine) {
    for (const auto& hostile : {std::string("{\"guard\":{\"state\":\"saved\"}}\n"), std::string("GET / HTTP/1.1\r\n\r\n"), std::string(9000, 'x'),
                                "{\"guard\":\"" + std::string(5000, 'y') + "\"}\n", std::string("\0\0\0\n", 4)}) {
        test::FakeGuard guard(path_);
        heard_.clear();
        const auto tv = line();
        ASSERT_TRUE(guard.accept());
        guard.say(hostile);
        EXPECT_EQ(guard.hear(), "") << "closed";
        EXPECT_EQ(wait_for(1).size(), 1u);
        EXPECT_FALSE(heard_.front());
    }
}

TEST_F(GuardTalk, OneThatReadsNothingBlocksNobodyAndIsGivenUp) {
    test::FakeGuard guard(path_);
    const auto tv = line();
    ASSERT_TRUE(guard.accept());
    guard.say_state(1, "idle");
    ASSERT_EQ(wait_for(1).size(), 1u);
    const auto began = std::chrono::steady_clock::now();
    for (int i = 0; i < 40'000; ++i) {
        tv->say(press_line(contract::AlarmSource::Red));
    }
    EXPECT_LT(std::chrono::steady_clock::now() - began, 5s);
    EXPECT_FALSE(wait_for(2).back());
}

}  // namespace
}  // namespace anju::app
