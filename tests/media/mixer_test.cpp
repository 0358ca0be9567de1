// SPDX-License-Identifier: Apache-2.0
// What the loudspeaker plays, the burned-in time and the test tone.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "media/gst/mixer.hpp"
#include "media/gst/test_sources.hpp"
#include "media/gst/timecode.hpp"

namespace anju::gst {
namespace {

constexpr std::size_t kPiece = kRate / 50;  // what comes at a time: 20 ms

std::vector<std::int16_t> level(std::size_t samples, int value) { return std::vector<std::int16_t>(samples, static_cast<std::int16_t>(value)); }

std::vector<std::int16_t> played(Mixer& mixer) {
    std::vector<std::int16_t> out(kPiece);
    mixer.fill(out);
    return out;
}

Mixer loud() {
    Mixer mixer;
    mixer.set_volume(10, false);
    played(mixer);
    return mixer;
}

TEST(MixerTest, NothingIsSilence) {
    Mixer mixer;
    EXPECT_EQ(played(mixer), level(kPiece, 0));
}

TEST(MixerTest, AVoiceStartsWhenItsBufferIsThereAndLosesNothing) {
    auto mixer = loud();
    mixer.voice.put(level(kPiece, 1000));
    EXPECT_EQ(played(mixer), level(kPiece, 0));
    mixer.voice.put(level(kPiece, 1000));
    EXPECT_EQ(played(mixer), level(kPiece, 1000));
    EXPECT_EQ(mixer.voice.waiting_ms(), 20);
}

void plays(Mixer& mixer, int seconds) {
    for (int i = 0; i < seconds * 50; ++i) {
        mixer.voice.put(level(kPiece, 1000));
        played(mixer);
    }
}

TEST(MixerTest, ADryVoiceGetsALongerBufferAndShrinksLater) {
    auto mixer = loud();
    mixer.voice.put(level(kPiece * 2, 1000));
    played(mixer), played(mixer), played(mixer);  // dry
    EXPECT_EQ(mixer.voice.target_ms(), VoiceBuffer::kFirstMs + VoiceBuffer::kStepMs);
    mixer.voice.put(level(kPiece * 4, 1000));
    plays(mixer, 18);
    EXPECT_EQ(mixer.voice.target_ms(), VoiceBuffer::kFirstMs + VoiceBuffer::kStepMs) << "the first gap made it patient";
    plays(mixer, 4);
    EXPECT_EQ(mixer.voice.target_ms(), VoiceBuffer::kFirstMs);
    plays(mixer, 20);
    EXPECT_EQ(mixer.voice.target_ms(), VoiceBuffer::kLeastMs);
    plays(mixer, 60);
    EXPECT_LE(mixer.voice.waiting_ms(), 20);
}

TEST(MixerTest, TheBufferFollowsJitterAndItsGapsBecomeRare) {
    auto mixer = loud();
    std::mt19937 random(7);
    int late = 0, gaps_late = 0, gaps_early = 0, due = 0;
    for (int i = 0; i < 3000; ++i) {  // a minute; packets come up to 60 ms late, three at once
        ++due;
        if (late-- <= 0) {
            late = static_cast<int>(random() % 4);
            for (; due > 0; --due) {
                mixer.voice.put(level(kPiece, 1000));
            }
        }
        const bool gap = played(mixer).back() == 0;
        (i < 300 ? gaps_early : gaps_late) += gap ? 1 : 0;
    }
    EXPECT_GE(mixer.voice.target_ms(), 40);
    EXPECT_LT(gaps_late, 60) << "of 2700";
    EXPECT_GT(gaps_early, 0);
}

TEST(MixerTest, WhatCameInABurstDoesNotStayAsDelay) {
    auto mixer = loud();
    mixer.voice.put(level(kPiece * 4, 1000));
    plays(mixer, 60);
    EXPECT_EQ(mixer.voice.target_ms(), VoiceBuffer::kLeastMs);
    EXPECT_LE(mixer.voice.waiting_ms(), VoiceBuffer::kLeastMs + 10) << "80 at first";
}

TEST(MixerTest, AnotherClockNeverBuildsUpDelay) {
    auto mixer = loud();
    for (int i = 0; i < 5000; ++i) {
        mixer.voice.put(level(kPiece + 4, 1000));  // 0.4 % fast
        played(mixer);
    }
    EXPECT_LE(mixer.voice.waiting_ms(), VoiceBuffer::kLeastMs + 100);
}

TEST(MixerTest, AVoiceThatBreaksOffSpeaksNoLonger) {
    auto mixer = loud();
    plays(mixer, 2);
    EXPECT_TRUE(mixer.voice.speaking());
    for (int i = 0; i < 10; ++i) {
        played(mixer);
    }
    EXPECT_TRUE(mixer.voice.speaking()) << "a gap of 200 ms is no end";
    for (int i = 0; i < 65; ++i) {
        played(mixer);
    }
    EXPECT_FALSE(mixer.voice.speaking());
    plays(mixer, 1);
    EXPECT_TRUE(mixer.voice.speaking());
}

TEST(MixerTest, VoicesAddUpAndAreCutAtFull) {
    auto mixer = loud();
    mixer.voice.put(level(kPiece * 3, 30000));
    mixer.film.put(level(kPiece * 3, 30000));
    EXPECT_EQ(played(mixer), level(kPiece, 32767));
}

TEST(MixerTest, VolumeGoesWithTheSquareAndWithoutAClick) {
    auto mixer = loud();
    mixer.voice.put(level(kPiece * 5, 10000));
    mixer.set_volume(5, false);
    const auto first = played(mixer);
    for (std::size_t i = 1; i < first.size(); ++i) {
        EXPECT_LE(std::abs(first[i] - first[i - 1]), 20);
    }
    EXPECT_EQ(played(mixer), level(kPiece, 2500));
    mixer.set_volume(5, true);
    played(mixer);
    EXPECT_EQ(played(mixer), level(kPiece, 0));
}

TEST(MixerTest, WhoListensElsewhereHearsItBeforeTheVolume) {
    auto mixer = loud();
    mixer.set_volume(0, false);
    mixer.voice.put(level(kPiece * 3, 1234));
    std::vector<std::int16_t> out(kPiece), mixed(kPiece);
    mixer.fill(out, mixed);
    EXPECT_EQ(mixed, level(kPiece, 1234));
    EXPECT_EQ(out.back(), 0);
}

TEST(MixerTest, TheRingGoesOnAndStops) {
    auto mixer = loud();
    mixer.ring(call::Tone::Ring);
    double energy = 0;
    for (int i = 0; i < 500; ++i) {
        for (const auto sample : played(mixer)) {
            energy += sample * static_cast<double>(sample);
        }
    }
    EXPECT_GT(std::sqrt(energy / (500.0 * kPiece)), 500);
    mixer.ring({});
    played(mixer);
    EXPECT_EQ(played(mixer), level(kPiece, 0));
}

TEST(MixerTest, AChimeIsHeardOnceAtTheVolumeAndKnownToBeOnItsWay) {
    auto mixer = loud();
    mixer.set_volume(5, false);
    played(mixer);
    EXPECT_FALSE(mixer.chimes());
    mixer.chime(level(kPiece, 10000));
    EXPECT_TRUE(mixer.chimes());
    EXPECT_EQ(played(mixer), level(kPiece, 2500));
    EXPECT_EQ(played(mixer), level(kPiece, 0));
    EXPECT_TRUE(mixer.chimes()) << "it waits in the sink";
    for (int i = 0; i < 5; ++i) {
        played(mixer);
    }
    EXPECT_FALSE(mixer.chimes());
}

// Where nobody asks for more, because the loudspeaker is gone, a chime would be on its way for ever.
TEST(MixerTest, AChimeTakenBackIsNotOnItsWay) {
    auto mixer = loud();
    mixer.chime(level(kPiece, 10000));
    mixer.chime({});
    EXPECT_FALSE(mixer.chimes());
}

TEST(MixerTest, TheNewestChimeCutsOffTheOneBefore) {
    auto mixer = loud();
    mixer.chime(level(kPiece * 3, 1000));
    played(mixer);
    mixer.chime(level(kPiece, 2000));
    EXPECT_EQ(played(mixer), level(kPiece, 2000));
    EXPECT_EQ(played(mixer), level(kPiece, 0));
}

std::vector<std::int16_t> ringback(Mixer& mixer, int seconds) {
    std::vector<std::int16_t> all;
    for (int i = 0; i < seconds * 50; ++i) {
        const auto piece = played(mixer);
        all.insert(all.end(), piece.begin(), piece.end());
    }
    return all;
}

double most(std::span<const std::int16_t> sound) {
    int loudest = 0;
    for (const auto sample : sound) {
        loudest = std::max(loudest, std::abs(static_cast<int>(sample)));
    }
    return loudest;
}

TEST(Ringback, Is450HertzForOneSecondOfFive) {
    auto mixer = loud();
    mixer.ring(call::Tone::Ringback);
    const auto all = ringback(mixer, 11);
    const std::span<const std::int16_t> heard(all);
    for (const std::size_t start : {0u, 5u, 10u}) {
        const auto on = heard.subspan(start * kRate, kRate);
        EXPECT_NEAR(most(on), 3000, 10);
        int zeros = 0;
        for (std::size_t i = 1; i < on.size(); ++i) {
            zeros += on[i - 1] < 0 && on[i] >= 0 ? 1 : 0;
        }
        EXPECT_NEAR(zeros, 450, 1);
    }
    EXPECT_EQ(most(heard.subspan(kRate, 4 * kRate)), 0);
    EXPECT_EQ(most(heard.subspan(6 * kRate, 4 * kRate)), 0);
    EXPECT_LT(most(heard.subspan(0, kRate / 200)), 300) << "it begins gently";
    EXPECT_LT(most(heard.subspan(kRate - kRate / 200, kRate / 200)), 300) << "and ends so";
}

TEST(Ringback, EndsAtOnceButWithoutAClick) {
    auto mixer = loud();
    mixer.ring(call::Tone::Ringback);
    ringback(mixer, 1);
    mixer.ring(call::Tone::Ringback);  // from its beginning
    std::vector<std::int16_t> chunk(kChunk);
    for (int i = 0; i < 30; ++i) {
        mixer.fill(chunk);
    }
    const int before = chunk.back();
    mixer.ring({});
    mixer.fill(chunk);
    int last = before;
    for (const auto sample : chunk) {
        EXPECT_LE(std::abs(sample - last), 200) << "450 Hz at 3000 rises by 177 a sample";
        last = sample;
    }
    EXPECT_EQ(chunk.back(), 0);
    mixer.fill(chunk);
    EXPECT_EQ(most(chunk), 0);
}

TEST(Ringback, IsSilentWhenMutedAndAsLoudAsIsSet) {
    auto mixer = loud();
    mixer.set_volume(5, true);
    played(mixer);
    mixer.ring(call::Tone::Ringback);
    EXPECT_EQ(most(ringback(mixer, 1)), 0);
    mixer.set_volume(5, false);
    mixer.ring(call::Tone::Ringback);
    EXPECT_NEAR(most(ringback(mixer, 1)), 3000 / 4, 10);
}

TEST(Ringback, TheBellTakesItsPlace) {
    auto mixer = loud();
    mixer.ring(call::Tone::Ringback);
    played(mixer);
    mixer.ring(call::Tone::Ring);
    EXPECT_GT(most(ringback(mixer, 1)), 9000);
}

TEST(Timecode, IsReadAgainInEverySize) {
    for (const auto& [width, height] : {std::pair{1280, 720}, {640, 360}, {480, 270}, {320, 180}}) {
        std::vector<std::uint8_t> luma(static_cast<std::size_t>(width * height), 90);
        for (const std::uint32_t ms : {0u, 1u, 0xABCDEFu, kTimecodeWraps - 1}) {
            write_timecode({luma.data(), width, width, height}, nullptr, nullptr, 0, ms);
            EXPECT_EQ(read_timecode(luma.data(), width, width, height), ms) << width;
        }
        std::fill(luma.begin(), luma.end(), 90);
        EXPECT_FALSE(read_timecode(luma.data(), width, width, height));
    }
}

TEST(TestSound, ClicksAtEachFullSecond) {
    std::vector<std::int16_t> second(kRate);
    test_sound(5'000'000'000, second);
    const auto peak = [&](int from_ms, int to_ms) {
        int most = 0;
        for (int i = from_ms * kPerMs; i < to_ms * kPerMs; ++i) {
            most = std::max<int>(most, std::abs(second[static_cast<std::size_t>(i)]));
        }
        return most;
    };
    EXPECT_GT(peak(0, 40), 15000);
    EXPECT_LT(peak(41, 1000), 3300);
}

}  // namespace
}  // namespace anju::gst
