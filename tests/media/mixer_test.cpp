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
    mixer.ring(true);
    double energy = 0;
    for (int i = 0; i < 500; ++i) {
        for (const auto sample : played(mixer)) {
            energy += sample * static_cast<double>(sample);
        }
    }
    EXPECT_GT(std::sqrt(energy / (500.0 * kPiece)), 500);
    mixer.ring(false);
    EXPECT_EQ(played(mixer), level(kPiece, 0));
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
