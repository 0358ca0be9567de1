// SPDX-License-Identifier: Apache-2.0
// ./run that is stopped, and whatever is killed under it: it says so, and nothing is left behind.
#include <csignal>
#include <fstream>
#include <thread>

#include "tests/run/run_fixture.hpp"
#include "tests/support/slow.hpp"

namespace anju::tests {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

TEST_F(TheRun, EndsEverythingWithinTenSecondsOfCtrlCAndOfTerm) {
    for (const auto& [signal, whole_group] : {std::pair{SIGINT, true}, {SIGTERM, false}}) {  // a terminal's Ctrl-C reaches all
        run.start(run.usual());
        run.info();
        EXPECT_EQ(fs::status(run.info_file()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
        EXPECT_GE(running_below().size(), 3U) << "./run, the platform and the TV";
        const auto begin = std::chrono::steady_clock::now();
        run.signal(signal, whole_group);
        const auto end = run.end();
        EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);
        EXPECT_EQ(end.code, 0) << end.said;
        EXPECT_EQ(end.said, "");
        for (const auto* told : {"Anju TV is running for", "/family/#", "/approve/", "/homes/", "/people/", "/desk/", "Ctrl-C stops everything.", "Anju TV has stopped."}) {
            EXPECT_THAT(end.told, ::testing::HasSubstr(told));
        }
        expect_nothing_left();
        EXPECT_TRUE(fs::is_empty(run.data() / "run"));
    }
}

// A shell that waits for a command may lose a signal, but not at every moment: so at many.
TEST_F(TheRun, EndsInTheMiddleOfItsFirstStart) {
    for (int moment = 0; moment < test::rounds(120); ++moment) {
        run.start(run.usual());
        ASSERT_TRUE(eventually([&] { return fs::exists(run.data() / "platform" / ".first-start"); }));
        std::this_thread::sleep_for(3ms * (moment % 12));
        run.signal(SIGINT, true);
        ASSERT_NO_THROW(run.end()) << "moment " << moment;
        expect_nothing_left();
        fs::remove_all(run.data());
    }
}

TEST_F(TheRun, BeginsAnewAfterItEndedInTheMiddleOfItsFirstStart) {
    run.start(run.usual());
    ASSERT_TRUE(eventually([&] { return fs::exists(run.data() / "platform" / ".first-start"); }));
    run.signal(SIGINT, true);
    run.end();
    run.start(run.usual());
    EXPECT_EQ(run.info().at("version"), 1);
}

TEST_F(TheRun, BringsTheGuardBackAndSaysThatThePlatformWasKilled) {
    run.start(run.usual());
    const auto guard = run.info().at("pids").at("alarm").get<pid_t>();
    kill(guard, SIGKILL);
    EXPECT_TRUE(eventually([&] {
        const auto next = run.info().at("pids").at("alarm").get<pid_t>();
        return next != guard && kill(next, 0) == 0;
    }));
    kill(run.info().at("pids").at("platform").get<pid_t>(), SIGKILL);
    expect_one_sentence(run.end(), "The platform was ended from outside (signal 9)");
}

TEST_F(TheRun, BringsTheTvBackThatWasKilledOrHangsAndSaysSoWhereItNeverStays) {
    run.start(run.usual());
    const auto tv = [&] { return run.info().at("pids").at("tv").get<pid_t>(); };
    const auto another = [&](pid_t than) { return eventually([&] { return tv() != than && kill(tv(), 0) == 0; }, 30s); };
    const auto page = [&] { return run.info().at("urls").at("mirror").get<std::string>(); };
    const std::string before = page();
    pid_t now = tv();
    kill(now, SIGSTOP);  // it hangs
    ASSERT_TRUE(another(now));
    EXPECT_TRUE(eventually([&] { return page() != before; }, 30s)) << "its page has a token of its own";
    for (int i = 0; i < 2; ++i) {
        now = tv();
        kill(now, SIGKILL);
        ASSERT_TRUE(another(now)) << i;
    }
    kill(tv(), SIGKILL);
    expect_one_sentence(run.end(), "The TV was ended from outside (signal 9)", 128 + SIGKILL);
}

TEST_F(TheRun, EndsWithTheTvsOwnCode) {
    run.start(run.usual());
    std::ofstream(run.info().at("paths").at("script").get<std::string>()) << "wait settings 0.1\n";
    expect_one_sentence(run.end(), "The TV has stopped: script:", 3);
    run.start(run.usual());
    std::ofstream(run.info().at("paths").at("script").get<std::string>()) << "quit\n";
    const auto end = run.end();
    EXPECT_EQ(end.code, 0);
    EXPECT_EQ(end.said, "");
    expect_nothing_left();
}

TEST_F(TheRun, SaysThatThePlatformWasKilledBeforeItAnswered) {
    run.start(run.usual());
    std::string platform;
    ASSERT_TRUE(eventually([&] {
        for (const auto& one : running_below()) {
            if (one.find("bin/anju-platform --listen") != one.npos) {
                platform = one;
            }
        }
        return !platform.empty();
    }));
    kill(std::stoi(platform), SIGKILL);
    const auto end = run.end();
    EXPECT_EQ(end.code, 1);
    EXPECT_EQ(std::ranges::count(end.said, '\n'), 1) << end.said;
    expect_nothing_left();
}

TEST_F(TheRun, StartsAgainRightAfterItWasKilled) {
    run.start(run.usual());
    const auto household = run.info().at("household");
    run.signal(SIGKILL);
    EXPECT_EQ(run.end().code, -SIGKILL);
    run.start(run.usual());  // while the programs of the first still stop
    ASSERT_TRUE(eventually([&] { return fs::exists(run.data() / "log" / "platform.before.log"); }));
    EXPECT_EQ(run.info().at("household"), household);
    run.signal(SIGTERM);
    EXPECT_EQ(run.end().code, 0);
    expect_nothing_left();
}

TEST_F(TheRun, KilledLeavesNothingRunning) {
    run.start(run.usual());
    run.info();
    run.signal(SIGKILL);
    run.end();
    fs::remove(run.info_file());  // nobody could
    expect_nothing_left(10s);
}

TEST_F(TheRun, StartsAnewWhenItWasKilledDuringItsFirstStart) {
    run.start(run.usual());
    ASSERT_TRUE(eventually([&] { return fs::exists(run.data() / "platform" / ".first-start"); }));
    run.signal(SIGKILL);
    run.end();
    expect_nothing_left(10s);
    run.start(run.usual());
    EXPECT_FALSE(run.info().at("logins").at(0).at("password").get<std::string>().empty());
    EXPECT_FALSE(fs::exists(run.data() / "platform" / ".first-start"));
}

// As a box is left whose plug was pulled between the technician's approval and its next question.
TEST_F(TheRun, FindsItsHomeWhenTheTvNeverHeardThatItWasApproved) {
    run.start(run.usual());
    const auto household = run.info().at("household");
    run.signal(SIGTERM);
    run.end();
    for (const auto* heard : {"paired.json", "snapshot.json"}) {
        ASSERT_TRUE(fs::remove(run.data() / "tv" / heard)) << heard;
    }
    run.start(run.usual());
    EXPECT_EQ(run.info().at("household"), household);
    EXPECT_TRUE(eventually([&] { return fs::exists(run.data() / "tv" / "paired.json"); }));
}

// Whatever a first start got to write before it was killed.
TEST_F(TheRun, BeginsAHalfMadeDemoAnew) {
    fs::create_directories(run.data() / "platform");
    fs::create_directories(run.data() / "demo");
    std::ofstream(run.data() / "platform" / ".first-start");
    std::ofstream(run.data() / "platform" / "anju.db") << "half a database";
    std::ofstream(run.data() / "demo" / "demo.json") << "{\"half\":";
    run.start(run.usual());
    EXPECT_FALSE(run.info().at("household").at("id").get<std::string>().empty());
    EXPECT_FALSE(fs::exists(run.data() / "platform" / ".first-start"));
}

}  // namespace
}  // namespace anju::tests
