// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/watcher.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <condition_variable>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <mutex>

namespace anju::app {
namespace {

using namespace std::chrono_literals;

class Heard {
  public:
    void add(std::string text) {
        const std::scoped_lock lock(mutex_);
        texts_.push_back(std::move(text));
        changed_.notify_all();
    }
    std::vector<std::string> wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, 10s, [&] { return texts_.size() >= count; });
        return texts_;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> texts_;
};

class TheWatcher : public ::testing::Test {
  protected:
    TheWatcher() {
        path_ = std::filesystem::path(::testing::TempDir()) /
                ("script-" + std::to_string(getpid()));
        std::filesystem::remove(path_);
    }
    ~TheWatcher() override { std::filesystem::remove(path_); }

    Watcher watch() {
        return {path_, [this](const script::Lines::Line& line) {
                    heard_.add(std::to_string(line.number) + " " + line.text);
                },
                [this] { heard_.add("stop"); }};
    }
    void say(const std::string& text) const {
        const int fifo = open(path_.c_str(), O_WRONLY | O_CLOEXEC);
        ASSERT_GE(fifo, 0);
        ASSERT_EQ(write(fifo, text.data(), text.size()), static_cast<ssize_t>(text.size()));
        close(fifo);
    }

    std::filesystem::path path_;
    Heard heard_;
};

TEST_F(TheWatcher, ReadsAFileToItsEndThoughTheLastLineIsOpen) {
    std::ofstream(path_) << "left\nok";
    const auto watcher = watch();
    EXPECT_EQ(heard_.wait_for(2), (std::vector<std::string>{"1 left", "2 ok"}));
}

TEST_F(TheWatcher, OpensAFifoAgainWhenItsWriterHasGone) {
    ASSERT_EQ(mkfifo(path_.c_str(), 0600), 0);
    const auto watcher = watch();
    say("left\n");
    ASSERT_EQ(heard_.wait_for(1).size(), 1U);
    say("right\nok");
    auto heard = heard_.wait_for(3);
    for (auto& line : heard) {
        line.erase(0, line.find(' ') + 1);
    }
    EXPECT_EQ(heard, (std::vector<std::string>{"left", "right", "ok"}));
}

// A writer that comes before its predecessor was seen to go counts on: nobody outside can tell when
// that is, so writers come until one was late enough.
TEST_F(TheWatcher, CountsTheLinesOfAFifoFromOneForAWriterThatComesAlone) {
    constexpr std::size_t kWriters = 1000;
    ASSERT_EQ(mkfifo(path_.c_str(), 0600), 0);
    const auto watcher = watch();
    say("first\nsecond\n");
    ASSERT_EQ(heard_.wait_for(2), (std::vector<std::string>{"1 first", "2 second"}));
    std::string last;
    for (std::size_t i = 1; i <= kWriters && last != "1 late"; ++i) {
        say("late\n");
        last = heard_.wait_for(2 + i).back();
    }
    EXPECT_EQ(last, "1 late");
}

TEST_F(TheWatcher, LosesNothingOfWritersThatComeAndGoQuickly) {
    constexpr std::size_t kWriters = 3000;
    ASSERT_EQ(mkfifo(path_.c_str(), 0600), 0);
    const auto watcher = watch();
    std::vector<std::string> said;
    for (std::size_t i = 1; i <= kWriters; ++i) {
        said.push_back("key-" + std::to_string(i));
        say(said.back() + "\n");
    }
    auto heard = heard_.wait_for(kWriters);
    for (auto& line : heard) {
        line.erase(0, line.find(' ') + 1);  // one that came before its predecessor was seen to go counts on
    }
    EXPECT_EQ(heard, said);
}

TEST_F(TheWatcher, SaysInOneSentenceThatThereIsNoScript) {
    EXPECT_THROW(watch(), std::runtime_error);
}

TEST_F(TheWatcher, TellsOfASignalOnce) {
    std::ofstream(path_) << "";
    catch_signals();
    const auto watcher = watch();
    std::raise(SIGTERM);
    EXPECT_EQ(heard_.wait_for(1), (std::vector<std::string>{"stop"}));
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
}

}  // namespace
}  // namespace anju::app
