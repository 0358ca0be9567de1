// SPDX-License-Identifier: Apache-2.0
// The installed guard: real keys in, a real HTTP platform at the other end, and mishaps between.
#include <gtest/gtest.h>
#include <sched.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <random>

#include "terminal/alarm/journal.hpp"
#include "terminal/alarm/testing.hpp"
#include "tests/alarm/guard_house.hpp"
#include "tests/support/slow.hpp"

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;
using tests::eventually;

std::optional<Kept> journal_of(const GuardHouse& house) {
    auto storage = read_storage(house.folder / "data/journal");  // also beside a guard
    return storage ? JournalRing(std::move(*storage)).load() : std::nullopt;
}

TEST(Guard, APressOfTheRedKeyIsReceivedAcceptedAndClosed) {
    PlayedPlatform platform;
    GuardHouse house;
    house.start();
    PlayedTv tv(house.socket());
    EXPECT_EQ(tv.until("idle")["presses"], 0);
    house.pair(tv, platform.url());
    house.tap(KEY_RED);
    const auto calling = tv.until("calling");
    EXPECT_EQ(calling["presses"], 1) << house.log();
    EXPECT_TRUE(calling.contains("take_back_until"));
    const auto received = tv.until("received");
    EXPECT_EQ(received["alarm"]["state"], "waiting") << house.log();
    EXPECT_EQ(platform.last().source, contract::AlarmSource::Red);
    EXPECT_EQ(platform.last().sequence, 1u);
    house.tap(KEY_SOS);
    ASSERT_TRUE(eventually([&] { return platform.presses() == 2; }));
    house.tap(KEY_BACK);
    EXPECT_EQ(tv.until("cancelled")["presses"], 2);
    tv.say("{\"press\":{\"source\":\"tile\"}}\n");
    EXPECT_EQ(tv.until("received")["presses"], 3);
    platform.becomes(contract::AlarmState::Accepted);
    house.tap(KEY_RED);  // and so it is told before ten seconds are over
    EXPECT_EQ(tv.until("accepted")["presses"], 4);
    platform.becomes(contract::AlarmState::Closed);
    house.tap(KEY_SOS);
    EXPECT_FALSE(tv.until("ended").is_null());
    EXPECT_EQ(platform.runs(), 1u);
    house.guard.signal(SIGTERM);
    EXPECT_EQ(house.guard.end(), 0);
    EXPECT_EQ(journal_of(house)->run->report.presses, 5);
    EXPECT_EQ(house.log().find("the-key"), std::string::npos);
}

// One whose first test is due at once: elsewhere it is spread over some minutes.
std::string quick_key() {
    for (int i = 0;; ++i) {
        std::string key = "quick-" + std::to_string(i);
        if (phase_of(key, kFirstTest) < 1ms) {
            return key;
        }
    }
}

TEST(Guard, SaysThatItIsThereTestsItselfAndSaysGoodbye) {
    PlayedPlatform platform;
    GuardHouse house;
    std::filesystem::create_directories(house.folder / "data");
    std::ofstream(house.folder / "data/running") << "another start of the machine";
    house.start();
    PlayedTv tv(house.socket());
    tv.say("{\"parts\":{\"camera\":true,\"microphone\":true}}\n{\"parts\":{\"camera\":false,\"microphone\":true}}\n");
    house.pair(tv, platform.url(), quick_key());
    ASSERT_TRUE(eventually([&] { return !platform.beats().empty(); })) << house.log();
    const auto has = [](const contract::Heartbeat& beat, contract::BoxFault fault) { return std::ranges::find(beat.faults, fault) != beat.faults.end(); };
    EXPECT_TRUE(has(platform.beats().front(), contract::BoxFault::UncleanStart));
    EXPECT_TRUE(has(platform.beats().front(), contract::BoxFault::CameraLost));
    EXPECT_FALSE(has(platform.beats().front(), contract::BoxFault::MicrophoneLost));
    EXPECT_EQ(platform.beats().front().path, "primary");
    ASSERT_TRUE(eventually([&] { return !platform.tests().empty(); })) << "the week's test of a box that was never tested\n" << house.log();
    EXPECT_EQ(platform.tests().front().kind, contract::TestKind::Silent);
    EXPECT_TRUE(journal_of(house)) << "it was written down like a call";
    EXPECT_EQ(platform.runs(), 0u) << "and is none";
    house.guard.signal(SIGTERM);
    EXPECT_EQ(house.guard.end(), 0);
    EXPECT_TRUE(platform.beats().back().leaving);
    EXPECT_FALSE(std::filesystem::exists(house.folder / "data/running"));

    // The restart of an upgrade is no goodbye; and what was tested is not tested again.
    const auto tests = platform.tests().size();
    std::ofstream(house.folder / "upgrade").flush();
    house.start();
    PlayedTv again(house.socket());
    again.until("idle");
    house.guard.signal(SIGTERM);
    EXPECT_EQ(house.guard.end(), 0);
    EXPECT_EQ(platform.tests().size(), tests);
    EXPECT_EQ(std::ranges::count_if(platform.beats(), [](const auto& beat) { return beat.leaving; }), 1);

    // A platform that is gone holds nobody up for long.
    std::filesystem::remove(house.folder / "upgrade");
    platform.dead = true;
    house.start();
    PlayedTv last(house.socket());
    last.until("idle");
    const auto began = std::chrono::steady_clock::now();
    house.guard.signal(SIGTERM);
    EXPECT_EQ(house.guard.end(), 0);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 4s);
}

TEST(Guard, ItKeepsWhoTheBoxIsAndCallsWithoutATv) {
    PlayedPlatform platform;
    GuardHouse house;
    house.start();
    {
        PlayedTv tv(house.socket());
        house.pair(tv, platform.url());
        ASSERT_TRUE(eventually([&] { return std::filesystem::exists(house.folder / "data/box.json"); }));
    }
    house.guard.kill_now();
    house.start();
    house.tap(KEY_SOS);
    EXPECT_TRUE(eventually([&] { return platform.presses() == 1; })) << house.log();
}

TEST(Guard, WhatTheTvSaysOfTheBoxIsKeptOnceTheDiskTakesIt) {
    PlayedPlatform platform;
    GuardHouse house;
    const auto kept = house.folder / "data/box.json";
    std::filesystem::create_directories(kept / "in the way");
    house.start();
    PlayedTv tv(house.socket());
    house.pair(tv, platform.url());
    ASSERT_TRUE(eventually([&] { return house.log().find("could not be kept") != std::string::npos; }));
    std::filesystem::remove_all(kept);
    EXPECT_TRUE(eventually([&] { return std::filesystem::is_regular_file(kept); })) << house.log();
}

TEST(Guard, APlatformThatIsGoneIsTriedUntilItIsBack) {
    PlayedPlatform platform;
    platform.dead = true;
    GuardHouse house;
    house.start();
    PlayedTv tv(house.socket());
    house.pair(tv, platform.url());
    house.tap(KEY_RED);
    EXPECT_FALSE(tv.until("calling").is_null());
    EXPECT_TRUE(tv.until("received", 1s).is_null());
    platform.dead = false;
    EXPECT_FALSE(tv.until("received").is_null()) << house.log();
    EXPECT_EQ(platform.runs(), 1u);
}

TEST(Guard, KilledAtAnyMomentItLosesNoPressThatItHadWrittenDown) {
    const int kills = test::slow() ? 500 : 30;
    std::mt19937 random(20261128);
    PlayedPlatform platform;
    GuardHouse house;
    house.start();
    {
        PlayedTv tv(house.socket());
        house.pair(tv, platform.url());
        ASSERT_TRUE(eventually([&] { return std::filesystem::exists(house.folder / "data/box.json"); }));
    }
    int pressed = 0, written = 0;
    for (int i = 0; i < kills; ++i) {
        for (int burst = 0; burst < 3; ++burst) {
            house.tap(pressed++ % 2 == 0 ? KEY_RED : KEY_SOS);  // the same key twice is a tremor
            ::usleep(random() % 4'000);
        }
        if (i % 3 == 0) {  // also while it writes what the platform answered
            const int before = platform.presses();
            eventually([&] { return platform.presses() > before; }, 1s);
        }
        ::usleep(random() % 20'000);
        const int told = platform.presses();
        house.guard.kill_now();
        const auto kept = journal_of(house);
        const int now_written = kept && kept->run ? kept->run->report.presses : 0;
        ASSERT_GE(now_written, told) << "sent before it was written, kill " << i;
        ASSERT_GE(now_written, written) << "kill " << i;
        ASSERT_LE(now_written, pressed);
        ASSERT_TRUE(!kept || kept->sequence <= 1);
        written = now_written;
        house.start();
    }
    ASSERT_TRUE(eventually([&] { return platform.presses() >= written && platform.presses() > kills; })) << house.log();
    house.tap(pressed++ % 2 == 0 ? KEY_RED : KEY_SOS);
    house.tap(KEY_BACK);  // the last of all keys: when it is known everywhere, nothing is on its way
    EXPECT_TRUE(eventually([&] {
        const auto kept = journal_of(house);
        return kept && kept->run && taken_back(*kept->run) && delivered(*kept->run) && kept->run->report.presses == platform.presses();
    })) << house.log();
    EXPECT_EQ(platform.runs(), 1u);
    EXPECT_LE(platform.presses(), pressed);
    house.guard.kill_now();
    EXPECT_EQ(journal_of(house)->run->report.presses, platform.presses());
}

TEST(Guard, AStrangerAtTheSocketHoldsNothingUp) {
    PlayedPlatform platform;
    GuardHouse house;
    house.start();
    PlayedTv tv(house.socket());
    house.pair(tv, platform.url());
    for (int i = 0; i < 50; ++i) {
        const PlayedTv stranger(house.socket());
        stranger.say(std::string(5'000, 'x'));
    }
    house.tap(KEY_RED);
    EXPECT_TRUE(eventually([&] { return platform.presses() == 1; })) << house.log();
}

TEST(Guard, WithoutADiskItCallsFromMemoryAndSaysSo) {
    PlayedPlatform platform;
    platform.dead = true;
    GuardHouse house;
    std::ofstream(house.folder / "data") << "no folder";
    house.start();
    PlayedTv tv(house.socket());
    house.pair(tv, platform.url());
    house.tap(KEY_RED);
    EXPECT_EQ(tv.until("lost")["presses"], 1) << house.log();
    platform.dead = false;
    EXPECT_FALSE(tv.until("received").is_null());
    EXPECT_GT(platform.last().sequence, 1'000'000'000u);  // none that a run before can have had
}

// A disk of its own below a folder; gone at the end.
class SmallDisk {
  public:
    explicit SmallDisk(std::filesystem::path at) : at_(std::move(at)) {
        std::filesystem::create_directories(at_);
        there = run("mount -t tmpfs -o size=256k none " + at_.string());
    }
    ~SmallDisk() {
        if (there) {
            run("umount -l " + at_.string());
        }
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    void fill() const {
        const int filler = ::open((at_ / "filler").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        const std::string block(4096, 'x');
        while (::write(filler, block.data(), block.size()) > 0) {
        }
        ::close(filler);
    }
    bool read_only() const { return run("mount -o remount,ro " + at_.string()); }
    bool there = false;

  private:
    static bool run(const std::string& command) { return std::system((command + " 2>/dev/null").c_str()) == 0; }
    std::filesystem::path at_;
};

TEST(Guard, WithAFullDiskThePressIsStillWrittenDown) {
    PlayedPlatform platform;
    GuardHouse house;
    const SmallDisk disk(house.folder / "data");
    if (!disk.there) {
        GTEST_SKIP() << "no right to mount";
    }
    house.start();
    PlayedTv tv(house.socket());
    house.pair(tv, platform.url());
    ASSERT_TRUE(eventually([&] { return std::filesystem::exists(house.folder / "data/box.json"); }));
    disk.fill();
    platform.dead = true;
    house.tap(KEY_RED);
    EXPECT_EQ(tv.until("calling")["presses"], 1) << house.log();
    platform.dead = false;
    EXPECT_FALSE(tv.until("received").is_null());
    house.guard.kill_now();
    EXPECT_EQ(journal_of(house)->run->report.presses, 1);
}

TEST(Guard, WithADiskThatBecameReadOnlyItStillCallsWhatWasWrittenDownAndWhatIsPressed) {
    PlayedPlatform platform;
    platform.dead = true;
    GuardHouse house;
    const SmallDisk disk(house.folder / "data");
    if (!disk.there) {
        GTEST_SKIP() << "no right to mount";
    }
    house.start();
    {
        PlayedTv tv(house.socket());
        house.pair(tv, platform.url());
        ASSERT_TRUE(eventually([&] { return std::filesystem::exists(house.folder / "data/box.json"); }));
        house.tap(KEY_RED);
        EXPECT_FALSE(tv.until("calling").is_null());
    }
    house.guard.kill_now();
    const auto kept = journal_of(house);
    ASSERT_TRUE(disk.read_only());
    house.start();
    PlayedTv tv(house.socket());
    EXPECT_FALSE(tv.until("lost").is_null());
    house.tap(KEY_SOS);
    EXPECT_TRUE(eventually([&] { return house.log().find("presses 2") != std::string::npos; })) << house.log();
    platform.dead = false;
    EXPECT_EQ(tv.until("received")["presses"], 2) << house.log();
    EXPECT_EQ(platform.last().id, kept->run->report.id);
    house.guard.kill_now();
}

TEST(Guard, WhatAFrozenTvDoesNotShowIsHeard) {
    PlayedPlatform platform;
    platform.dead = true;
    GuardHouse house;
    const auto sound = house.folder / "sound.raw";
    house.start({"--speaker", "file:" + sound.string() + ",raw"});
    const PlayedTv frozen(house.socket());  // reads nothing
    house.tap(KEY_RED);
    EXPECT_TRUE(eventually([&] {
        std::error_code none;
        return std::filesystem::exists(sound, none) && std::filesystem::file_size(sound, none) > 100'000;
    })) << house.log();
}

TEST(Guard, ALoudspeakerThatIsMissingIsSaidOnceAndTheCallGoesOut) {
    PlayedPlatform platform;
    GuardHouse house;
    house.start({"--speaker", "hw:31"});
    {
        PlayedTv tv(house.socket());
        house.pair(tv, platform.url());
        house.tap(KEY_RED);
        EXPECT_FALSE(tv.until("received").is_null());
    }
    EXPECT_TRUE(eventually([&] { return house.log().find("the voice cannot be heard") != std::string::npos; })) << house.log();
}

TEST(Guard, ASecondOneDoesNotStart) {
    GuardHouse house;
    house.start();
    const PlayedTv tv(house.socket());
    tests::Child second(tests::Child::spawn("anju-alarmd", house.folder / "second",
                                            {"--data", (house.folder / "data").string(), "--socket", house.socket(), "--input", house.input()}));
    EXPECT_EQ(second.end(), 1);
    EXPECT_NE(tests::text_of(house.folder / "second").find("Another guard is at work"), std::string::npos);
}

TEST(Guard, ItStaysSmall) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer is not small";
#endif
    PlayedPlatform platform;
    GuardHouse house;
    house.start();
    PlayedTv tv(house.socket());
    house.pair(tv, platform.url());
    house.tap(KEY_RED);
    EXPECT_FALSE(tv.until("received").is_null());
    std::ifstream rollup("/proc/" + std::to_string(house.pid) + "/smaps_rollup");
    long kilobytes = 0;
    for (std::string word; rollup >> word;) {
        if (word.starts_with("Private_")) {
            long value = 0;
            rollup >> value;
            kilobytes += value;
        }
    }
    EXPECT_GT(kilobytes, 100);
    EXPECT_LE(kilobytes, 8 * 1024) << "of its own memory, in the middle of a call";
    RecordProperty("uss_kib", static_cast<int>(kilobytes));
    std::printf("own memory in a call: %ld KiB\n", kilobytes);
}

}  // namespace
}  // namespace anju::alarm
