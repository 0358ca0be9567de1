// SPDX-License-Identifier: Apache-2.0
#include "media/speech/tones.hpp"

#include <gtest/gtest.h>

#include "media/speech/speechd_connection.hpp"
#include "tests/speech/room.hpp"

namespace anju::speech {
namespace {

TEST(Tones, LieWhereAnOldEarHears) {
    for (const auto chime : {Chime::Message, Chime::Move, Chime::Ok}) {
        EXPECT_GT(share(samples(chime, 100), 500, 1000), 0.99) << static_cast<int>(chime);
    }
}

TEST(Tones, ClickForTwentyMillisecondsAndMoveIsSofterThanOk) {
    EXPECT_EQ(samples(Chime::Ok, 70).size(), 960U);
    EXPECT_EQ(samples(Chime::Move, 70).size(), 960U);
    EXPECT_LT(loudness(samples(Chime::Move, 70)) * 2, loudness(samples(Chime::Ok, 70)));
}

TEST(Tones, OfAMessageAreThreeInTheirOrder) {
    const auto all = samples(Chime::Message, 100);
    const auto part = [&](double from, double to) {
        return std::vector<std::int16_t>(all.begin() + static_cast<long>(from * kRate),
                                         all.begin() + static_cast<long>(to * kRate));
    };
    EXPECT_GT(share(part(0.02, 0.2), 500, 545), 0.9);
    EXPECT_GT(share(part(0.02, 0.2), 500, 545), share(part(0.3, 0.45), 500, 545));
    EXPECT_GT(share(part(0.3, 0.45), 750, 810), 0.5);
    EXPECT_GT(share(part(0.7, 0.9), 640, 680), 0.9);
}

TEST(Tones, FollowTheVolumeAndNeverOverflow) {
    for (const auto chime : {Chime::Message, Chime::Move, Chime::Ok}) {
        EXPECT_EQ(loudness(samples(chime, 0)), 0);
        EXPECT_LT(loudness(samples(chime, 40)), loudness(samples(chime, 80)));
        EXPECT_EQ(samples(chime, 100), samples(chime, 1000));
        for (const int sample : samples(chime, 100)) {
            ASSERT_LT(std::abs(sample), 32767);
        }
    }
}

TEST(SpeakingRate, MeansWordsAMinuteOfTheSynthesiser) {
    EXPECT_EQ(speechd_rate(100), 0);
    EXPECT_EQ(speechd_rate(85), -28);  // 145 of 170 words a minute
    EXPECT_EQ(speechd_rate(10), -100);
    EXPECT_EQ(speechd_rate(200), 61);
}

}  // namespace
}  // namespace anju::speech
