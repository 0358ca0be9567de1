// SPDX-License-Identifier: Apache-2.0
// The installed guard and what goes wrong around it: it dies at each write, the network is cut, the disk is full from the beginning, the TV's
// program is stopped, and somebody at its socket says what no TV says.
#include <gtest/gtest.h>

#include <sys/wait.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

#include "terminal/alarm/journal.hpp"
#include "tests/alarm/guard_house.hpp"
#include "tests/support/slow.hpp"

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;
using tests::eventually;

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
int written_presses(const GuardHouse& house) {
    auto storage = read_storage(house.folder / "data/journal");
    const auto kept = storage ? JournalRing(std::move(*storage)).load() : std::nullopt;
    return kept && kept->run ? kept->run->report.presses : 0;
}

// Of the child alone; it was started when this ends.
struct DiesAt {
    DiesAt(int at, bool torn) {
        ::setenv("LD_PRELOAD", ANJU_DIE_AT, 1);
        ::setenv("ANJU_DIE_AT", std::to_string(at).c_str(), 1);
        torn ? ::setenv("ANJU_DIE_TORN", "1", 1) : ::unsetenv("ANJU_DIE_TORN");
    }
    ~DiesAt() {
        for (const char* name : {"LD_PRELOAD", "ANJU_DIE_AT", "ANJU_DIE_TORN"}) {
            ::unsetenv(name);
        }
    }
};

// A press, another, 返回, a third; `alive` is false once it is dead. What of them was pressed is answered.
int presses_until_dead(GuardHouse& house, const PlayedPlatform& platform) {
    int pressed = 0;
    for (const int key : {KEY_RED, KEY_SOS, KEY_BACK, KEY_RED}) {
        house.tap(key);
        pressed += key == KEY_BACK ? 0 : 1;
        const bool came = eventually([&] { return platform.presses() >= pressed || !house.guard.alive(); });
        EXPECT_TRUE(came) << house.log();
        if (!house.guard.alive()) {
            break;
        }
    }
    return pressed;
}

TEST(GuardFaults, DeadAtEachWriteAndEachSyncItLosesNothingThatWasWrittenDown) {
    int points = 0;
    for (const bool torn : {false, true}) {
        bool dies = true;
        for (int at = 1; dies; at += torn && !test::slow() ? 3 : 1) {
            ASSERT_LT(at, 200) << "it dies without end";
            PlayedPlatform platform;
            GuardHouse house;
            const std::vector<std::string> box{"--platform", platform.url(), "--key-file", (house.folder / "key").string()};
            std::ofstream(house.folder / "key") << "the-key\n";
            {
                const DiesAt there(at, torn);
                house.start(box);
            }
            const int pressed = presses_until_dead(house, platform);
            dies = !house.guard.alive();
            points += dies ? 1 : 0;
            const int told = platform.presses();
            house.guard.kill_now();
            const int written = written_presses(house);
            ASSERT_GE(written, told) << "told before it was written, point " << at;
            ASSERT_LE(written, pressed);
            house.start(box);
            house.tap(KEY_SOS);  // one more, so that something is told whatever was written
            ASSERT_TRUE(eventually([&] { return platform.presses() >= std::max(written, told) + 1; })) << at << " " << house.log();
            ASSERT_EQ(platform.runs(), 1u) << "point " << at;
            ASSERT_LE(platform.presses(), pressed + 1) << "each once, point " << at;
            ASSERT_GE(written_presses(house), platform.presses());
        }
    }
    EXPECT_GT(points, 20) << "of the journal's making, the presses and the answers";
    std::printf("dead at %d points\n", points);
}
#endif

TEST(GuardFaults, ANetworkThatIsCutHoldsNothingUpOnceItIsBack) {
    PlayedPlatform platform;
    platform.hung = true;
    GuardHouse house;
    house.start();
    PlayedTv tv(house.socket());
    house.pair(tv, platform.url());
    house.tap(KEY_RED);
    EXPECT_FALSE(tv.until("calling").is_null());
    EXPECT_TRUE(tv.until("received", 1s).is_null());
    platform.hung = false;
    const auto back = std::chrono::steady_clock::now();
    EXPECT_EQ(tv.until("received")["presses"], 1) << house.log();
    EXPECT_LT(std::chrono::steady_clock::now() - back, 3900ms) << "by the next try, not after the one that hangs";
    EXPECT_EQ(platform.runs(), 1u);
}

TEST(GuardFaults, OfTwoPlatformsOneThatHangsHoldsTheOtherNotUp) {
    if (!test::slow()) {
        GTEST_SKIP() << "the second one has its turn after ten seconds";
    }
    PlayedPlatform first, second;
    first.hung = true;
    GuardHouse house;
    house.start({"--second", second.url()});
    PlayedTv tv(house.socket());
    house.pair(tv, first.url());
    house.tap(KEY_RED);
    const auto pressed = std::chrono::steady_clock::now();
    EXPECT_FALSE(tv.until("received").is_null()) << house.log();
    EXPECT_LT(std::chrono::steady_clock::now() - pressed, 12s);
    EXPECT_EQ(second.presses(), 1);
    EXPECT_EQ(first.presses(), 0);
}

TEST(GuardFaults, WithADiskThatWasFullFromTheBeginningItCallsFromMemoryAndSaysSo) {
    PlayedPlatform platform;
    GuardHouse house;
    const auto data = house.folder / "data";
    std::filesystem::create_directories(data);
    if (std::system(("mount -t tmpfs -o size=16k none " + data.string() + " 2>/dev/null").c_str()) != 0) {
        GTEST_SKIP() << "no right to mount";
    }
    {
        std::ofstream(data / "filler") << std::string(16'384, 'x');
        house.start();
        PlayedTv tv(house.socket());
        const auto url = platform.url();
        house.pair(tv, "http://localhost" + url.substr(url.rfind(':')));
        const auto something_happens = [&] { tv.say(R"({"parts":{"camera":true,"microphone":true}})" "\n"); };
        EXPECT_TRUE(eventually([&] {
            something_happens();
            return house.log().find("names lead could not be kept: ") != std::string::npos;
        })) << house.log();
        platform.dead = true;
        house.tap(KEY_RED);
        EXPECT_EQ(tv.until("lost")["presses"], 1) << house.log();
        EXPECT_NE(house.log().find("No journal: "), std::string::npos);
        EXPECT_NE(house.log().find("No space left on device"), std::string::npos) << "why: " << house.log();
        platform.dead = false;
        EXPECT_EQ(tv.until("received")["presses"], 1);
        std::filesystem::remove(data / "filler");
        EXPECT_TRUE(eventually([&] {  // written again whenever something happens, no sooner than after three seconds
            something_happens();
            return std::filesystem::exists(data / "addresses.json");
        })) << house.log();
    }
    house.guard.kill_now();
    EXPECT_EQ(std::system(("umount -l " + data.string()).c_str()), 0);
}

// A TV that shows all it is told, as a process of its own.
pid_t a_tv_program(const std::string& socket) {
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::alarm(60);
        PlayedTv tv(socket);
        for (;;) {
            for (const char* state : {"idle", "calling", "received"}) {
                const auto said = tv.until(state, 1s);
                if (!said.is_null()) {
                    tv.say("{\"shown\":{\"version\":" + said["version"].dump() + "}}\n");
                }
            }
        }
    }
    return pid;
}

TEST(GuardFaults, ATvProgramThatIsStoppedIsSpokenFor) {
    PlayedPlatform platform;
    platform.dead = true;
    GuardHouse house;
    const auto sound = house.folder / "sound.raw";
    const auto spoken = [&] {
        std::error_code none;
        return std::filesystem::exists(sound, none) && std::filesystem::file_size(sound, none) > 50'000;
    };
    house.start({"--speaker", "file:" + sound.string() + ",raw"});
    ASSERT_TRUE(eventually([&] { return std::filesystem::exists(house.socket()); }));
    const pid_t tv = a_tv_program(house.socket());
    ::usleep(50'000);
    ASSERT_EQ(::kill(tv, SIGSTOP), 0);
    house.tap(KEY_RED);
    EXPECT_TRUE(eventually(spoken)) << house.log();
    ::kill(tv, SIGKILL);
    ::waitpid(tv, nullptr, 0);
}

TEST(GuardFaults, AnAcceptedThatComesFromTheSocketIsNone) {
    PlayedPlatform platform;
    GuardHouse house;
    house.start();
    PlayedTv tv(house.socket());
    house.pair(tv, platform.url());
    house.tap(KEY_RED);
    const auto received = tv.until("received");
    ASSERT_FALSE(received.is_null()) << house.log();
    auto forged = received;
    forged["state"] = "accepted";
    forged["version"] = received["version"].get<std::uint64_t>() + 1;
    forged["alarm"]["state"] = "accepted";
    forged["alarm"]["revision"] = 99;
    for (const auto& line : {nlohmann::json{{"guard", forged}}, nlohmann::json{{"alarm", forged["alarm"]}}, nlohmann::json{{"accepted", true}}, forged["alarm"]}) {
        const PlayedTv stranger(house.socket());
        stranger.say(line.dump() + "\n");
    }
    PlayedTv next(house.socket());
    EXPECT_EQ(next.until("received")["alarm"]["state"], "waiting");
    EXPECT_TRUE(next.until("accepted", 1s).is_null()) << house.log();
    house.tap(KEY_SOS);
    EXPECT_TRUE(eventually([&] { return platform.presses() == 2; })) << house.log();
}

}  // namespace
}  // namespace anju::alarm
