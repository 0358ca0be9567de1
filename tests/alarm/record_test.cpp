// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <atomic>
#include <cstring>
#include <map>
#include <semaphore>

#include "terminal/alarm/journal.hpp"
#include "terminal/alarm/journal_writer.hpp"

namespace anju::alarm {
namespace {

Run run_of(std::uint64_t sequence, int presses) {
    Run run;
    run.report = {"0a1b2c3d-0000-4000-8000-" + std::to_string(100'000'000'000 + sequence), sequence, contract::AlarmSource::Sos,
                  contract::Time(std::chrono::milliseconds(1'764'000'000'123)), presses, presses - 1};
    run.there_presses = 1;
    run.revision = 77;
    run.there = contract::AlarmState::Changing;
    run.last_press = Moment(123'456'789);
    return run;
}

TEST(Record, WhatIsWrittenIsReadAlsoWhenItIsFull) {
    Kept kept{99, run_of(99, 3), {}, std::string(kLongestId, 'b')};
    for (std::uint64_t i = 0; i < kMostOlder; ++i) {
        kept.older.push_back(run_of(i, contract::kMaxPresses));
        kept.older.back().report.id = std::string(kLongestId, 'x');
        kept.older.back().taken_back_at = Moment(5);
    }
    const Numbered numbered{12345, kept};
    EXPECT_EQ(from_record(to_record(numbered)), numbered);
    const Numbered none{1, Kept{}};
    EXPECT_EQ(from_record(to_record(none)), none);
}

TEST(Record, EachBitThatIsWrongMakesItNone) {
    const auto good = to_record({5, Kept{2, run_of(2, 1), {}, "boot"}});
    for (std::size_t byte = 0; byte < 130; ++byte) {
        for (int bit = 0; bit < 8; ++bit) {
            auto bad = good;
            bad[byte] ^= static_cast<std::byte>(1 << bit);
            ASSERT_FALSE(from_record(bad)) << byte << "." << bit;
        }
    }
    EXPECT_FALSE(from_record(Record{}));
    EXPECT_FALSE(from_record(std::span(good).first(100)));
}

// A disk that loses its power at one operation: of what was not synced each part may have reached it, or not.
struct Platter {
    std::vector<std::byte> safe = std::vector<std::byte>(kJournal);  // what a sync has confirmed
    std::map<std::size_t, std::vector<std::byte>> dirty;
    bool unreadable = false;
    int left = -1;  // operations until the power goes; -1: it stays

    bool dead() { return left == 0 || (left > 0 && --left == 0); }
    // What is found afterwards: of the last write only the first `torn` bytes, or none of it.
    std::vector<std::byte> after(std::size_t torn) const {
        auto found = safe;
        for (const auto& [at, bytes] : dirty) {
            std::memcpy(found.data() + at, bytes.data(), std::min(torn, bytes.size()));
        }
        return found;
    }
};

class PlatterStorage final : public Storage {
  public:
    explicit PlatterStorage(Platter& platter) : platter_(platter) {}
    bool read(std::size_t at, std::span<std::byte> into) override {
        std::memcpy(into.data(), platter_.safe.data() + at, into.size());
        return !platter_.unreadable;
    }
    bool write(std::size_t at, std::span<const std::byte> bytes) override {
        platter_.dirty[at] = {bytes.begin(), bytes.end()};
        return !platter_.dead();
    }
    bool sync() override {
        if (platter_.dead()) {
            return false;
        }
        platter_.safe = platter_.after(kRecord);
        platter_.dirty.clear();
        return true;
    }

  private:
    Platter& platter_;
};

std::optional<Kept> reopened(std::vector<std::byte> bytes) {
    Platter platter;
    platter.safe = std::move(bytes);
    JournalRing ring(std::make_unique<PlatterStorage>(platter));
    return ring.load();
}

TEST(JournalCrash, AtEachWriteAndEachSyncTheLastConfirmedPressIsStillThere) {
    constexpr int kSaves = 40;  // twice around the ring
    for (int power = 1; power <= 2 * kSaves; ++power) {
        Platter platter;
        platter.left = power;
        JournalRing ring(std::make_unique<PlatterStorage>(platter));
        EXPECT_FALSE(ring.load());
        int confirmed = 0, asked = 0;
        for (int i = 1; i <= kSaves; ++i) {
            asked = i;
            if (!ring.save(Kept{1, run_of(1, i), {}, "boot"})) {
                break;
            }
            confirmed = i;
        }
        for (const std::size_t torn : {std::size_t{0}, std::size_t{1}, std::size_t{8}, std::size_t{16}, std::size_t{100}, std::size_t{511},
                                       std::size_t{512}, kRecord - 1, kRecord}) {
            const auto kept = reopened(platter.after(torn));
            const int found = kept ? kept->run->report.presses : 0;
            ASSERT_GE(found, confirmed) << "power " << power << ", torn " << torn;
            ASSERT_LE(found, asked);
        }
    }
}

TEST(JournalCrash, AfterACrashItGoesOnAndWritesOverNothingThatIsNeeded) {
    Platter platter;
    int presses = 0;
    for (int life = 0; life < 200; ++life) {
        platter.left = 1 + life % 5;
        JournalRing ring(std::make_unique<PlatterStorage>(platter));
        const auto kept = ring.load();
        ASSERT_GE(kept ? kept->run->report.presses : 0, presses);
        presses = kept ? kept->run->report.presses : 0;
        int next = presses;
        while (ring.save(Kept{1, run_of(1, next + 1), {}, "boot"})) {
            presses = ++next;
        }
        platter.safe = platter.after(static_cast<std::size_t>(life) * 37 % kRecord);
        platter.dirty.clear();
    }
    EXPECT_GT(presses, 150);
}

TEST(JournalCrash, AfterAReadErrorThatPassesTheNewestIsStillTheNewest) {
    Platter platter;
    std::counting_semaphore<> answered(0);
    std::atomic<bool> ok = false;
    JournalWriter writer(std::make_unique<JournalRing>(std::make_unique<PlatterStorage>(platter)),
                         [&] {
                             platter.left = -1;
                             auto ring = std::make_unique<JournalRing>(std::make_unique<PlatterStorage>(platter));
                             platter.unreadable = true;
                             ring->load();
                             platter.unreadable = false;
                             return ring;
                         },
                         [&](Written written) {
                             ok = written.ok;
                             answered.release();
                         });
    const auto save = [&](int presses) {
        writer.write({static_cast<std::uint64_t>(presses), Kept{1, run_of(1, presses), {}, "boot"}});
        answered.acquire();
        return ok.load();
    };
    for (int presses = 1; presses <= 5; ++presses) {
        EXPECT_TRUE(save(presses));
    }
    platter.left = 1;
    EXPECT_FALSE(save(6));
    EXPECT_TRUE(save(7));
    EXPECT_EQ(reopened(platter.safe)->run->report.presses, 7);
}

TEST(JournalCrash, GarbageIsNoJournalAndIsToldFromANewOne) {
    Platter platter;
    JournalRing fresh(std::make_unique<PlatterStorage>(platter));
    EXPECT_FALSE(fresh.load());
    EXPECT_FALSE(fresh.spoiled());
    std::ranges::fill(platter.safe, std::byte{0x41});
    JournalRing spoiled(std::make_unique<PlatterStorage>(platter));
    EXPECT_FALSE(spoiled.load());
    EXPECT_TRUE(spoiled.spoiled());
    EXPECT_TRUE(spoiled.save(Kept{1, run_of(1, 1), {}, ""}));
    EXPECT_TRUE(reopened(platter.safe));
}

}  // namespace
}  // namespace anju::alarm
