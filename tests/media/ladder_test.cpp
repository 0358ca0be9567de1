// SPDX-License-Identifier: Apache-2.0
// The ladder and the watchdog, by tables of what the network said.
#include <gtest/gtest.h>

#include "media/gst/ladder.hpp"
#include "media/gst/watchdog.hpp"

namespace anju::gst {
namespace {

using namespace std::chrono_literals;
using call::Rung;

// A pipe of so many bits a second in front of the ladder, with a queue of 0.3 s, told each 0.2 s.
class Pipe {
  public:
    Ladder ladder;
    Ladder::Time now{1h};

    // Runs for so long; random: loss that is there at any rate.
    void run(std::chrono::milliseconds time, int bps, double random_loss = 0) {
        for (auto end = now + time; now < end; now += 200ms) {
            const auto sending = ladder.sending();
            const double sent = sending.video_bps / 0.92;
            const double fuller = std::max(queue_ms_ + (sent / bps - 1) * 200, 0.0);
            Report report;
            report.loss_percent = std::max(fuller - 300, 0.0) / (200 * sent / bps) * 100 + random_loss;
            report.delay_growth_ms = std::min(fuller, 300.0) - queue_ms_;
            queue_ms_ = std::min(fuller, 300.0);
            report.sent_bps = static_cast<int>(sent);
            report.received_bps = static_cast<int>(std::min<double>(sent, bps) * (1 - random_loss / 100));
            ladder.report(report, now);
        }
    }

  private:
    double queue_ms_ = 0;
};

TEST(LadderTest, AWidePipeCarriesEverythingSoon) {
    Pipe pipe;
    pipe.run(4s, 10'000'000);
    EXPECT_EQ(pipe.ladder.target_bps(), Ladder::kMost);
    EXPECT_EQ(pipe.ladder.sending().rung, Rung::Full);
    EXPECT_EQ(pipe.ladder.sending().size, (Size{1280, 720}));
    EXPECT_EQ(pipe.ladder.sending().fps, 30);
}

TEST(LadderTest, ASqueezeIsFollowedWithinASecond) {
    Pipe pipe;
    pipe.run(5s, 10'000'000);
    pipe.run(1s, 600'000);
    EXPECT_LE(pipe.ladder.target_bps(), 600'000);
    EXPECT_LT(pipe.ladder.sending().size.width, 1280);
}

TEST(LadderTest, AfterTheSqueezeItIsBackWithinTenSeconds) {
    Pipe pipe;
    pipe.run(5s, 10'000'000);
    pipe.run(20s, 600'000);
    pipe.run(10s, 1'500'000);
    EXPECT_GE(pipe.ladder.sending().video_bps, 1'000'000);
}

TEST(LadderTest, RandomLossAloneKeepsThePicture) {
    for (const double loss : {5.0, 10.0}) {
        Pipe pipe;
        pipe.run(20s, 10'000'000, loss);
        EXPECT_GE(pipe.ladder.target_bps(), 1'000'000) << loss;
        EXPECT_EQ(pipe.ladder.sending().fps, 30) << loss;
        EXPECT_TRUE(pipe.ladder.sending().repeats) << loss;
    }
}

struct Row {
    int bps;
    Rung rung;
    int most_width, least_fps;
};
class Narrow : public testing::TestWithParam<Row> {};
TEST_P(Narrow, PipesHaveTheirRung) {
    Pipe pipe;
    pipe.run(30s, GetParam().bps);
    const auto sending = pipe.ladder.sending();
    EXPECT_LE(sending.video_bps, GetParam().bps * 1.1);
    EXPECT_LE(sending.size.width, GetParam().most_width);
    EXPECT_GE(sending.fps, GetParam().least_fps);
    EXPECT_LE(static_cast<int>(sending.rung), static_cast<int>(GetParam().rung));
}
INSTANTIATE_TEST_SUITE_P(Ladder, Narrow, testing::Values(Row{800'000, Rung::Full, 960, 30}, Row{400'000, Rung::Reduced, 640, 30},
                                                         Row{260'000, Rung::Low, 640, 15}, Row{140'000, Rung::Low, 480, 15},
                                                         Row{85'000, Rung::Still, 640, 0}));

TEST(LadderTest, NoPipeIsSoundOnly) {
    Pipe pipe;
    pipe.run(30s, 20'000);
    EXPECT_EQ(pipe.ladder.sending().rung, Rung::SoundOnly);
    EXPECT_EQ(pipe.ladder.sending().video_bps, 0);
}

TEST(LadderTest, RepeatsStopInASqueezeAndComeBackAfterIt) {
    Pipe pipe;
    pipe.run(5s, 10'000'000);
    for (int i = 0; i < 5; ++i) {
        pipe.ladder.report({60, 300'000, 0, 0, std::nullopt}, pipe.now += 200ms);
    }
    EXPECT_FALSE(pipe.ladder.sending().repeats);
    pipe.run(4s, 10'000'000);
    EXPECT_TRUE(pipe.ladder.sending().repeats);
}

TEST(LadderTest, AFillingQueueIsEnough) {
    Pipe pipe;
    pipe.run(5s, 10'000'000);
    pipe.ladder.report({0, 900'000, 0, 70, std::nullopt}, pipe.now);
    EXPECT_LE(pipe.ladder.target_bps(), 900'000);
}

// Reports of a line that loses a tenth, as Chromium sent them: some speak of two pictures, some of five.
TEST(LadderTest, LessArrivingWithoutADelayThatGrowsIsOnlyCountedUnevenly) {
    Pipe pipe;
    pipe.run(5s, 10'000'000);
    struct Told { double loss; int received; double growth; };
    for (int i = 0; i < 40; ++i) {
        for (const auto& told : {Told{13.0, 1'010'000, 0.3}, Told{11.4, 961'000, 0.1}, Told{8.3, 1'404'000, 0.4}, Told{9.1, 2'403'000, -0.8}}) {
            pipe.ladder.report({told.loss, told.received, 1'646'000, told.growth, std::nullopt}, pipe.now += 200ms);
            ASSERT_EQ(pipe.ladder.target_bps(), Ladder::kMost) << i;
            ASSERT_EQ(pipe.ladder.sending().fps, 30) << i;
            ASSERT_TRUE(pipe.ladder.sending().repeats) << i;
        }
    }
}

// Half the reports of such a line speak of more than a tenth.
TEST(LadderTest, WhereATenthIsLostTheKeyFrameComesWithTheRepeats) {
    Pipe pipe;
    pipe.run(5s, 10'000'000);
    pipe.ladder.report({60, 300'000, 0, 100, std::nullopt}, pipe.now += 200ms);
    ASSERT_FALSE(pipe.ladder.sending().repeats);
    const int before = pipe.ladder.sending().keys;
    for (int i = 0; i < 25 && !pipe.ladder.sending().repeats; ++i) {
        pipe.ladder.report({11, 300'000, 330'000, 0, std::nullopt}, pipe.now += 200ms);
    }
    EXPECT_TRUE(pipe.ladder.sending().repeats);
    EXPECT_GT(pipe.ladder.sending().keys, before);
}

TEST(LadderTest, WhatFillsSlowlyIsSeenBeforeItRunsOver) {
    Pipe pipe;
    pipe.run(5s, 10'000'000);
    int reports = 0;
    for (; reports < 20 && pipe.ladder.target_bps() == Ladder::kMost; ++reports) {
        pipe.ladder.report({0, 1'700'000, 1'800'000, 10, std::nullopt}, pipe.now += 200ms);
    }
    EXPECT_LE(reports, 10) << "a queue of 0.1 s";
}

// The first report after a squeeze still speaks of the time before it as well.
TEST(LadderTest, TheFirstCutMayBeDeepenedOnce) {
    Pipe pipe;
    pipe.run(5s, 10'000'000);
    pipe.ladder.report({10, 940'000, 1'600'000, 70, std::nullopt}, pipe.now += 200ms);
    EXPECT_EQ(pipe.ladder.target_bps(), 752'000);
    pipe.ladder.report({50, 880'000, 1'600'000, 100, std::nullopt}, pipe.now += 100ms);
    EXPECT_EQ(pipe.ladder.target_bps(), 752'000);
    pipe.ladder.report({50, 520'000, 700'000, 100, std::nullopt}, pipe.now += 100ms);
    const int deeper = pipe.ladder.target_bps();
    EXPECT_LT(deeper, 600'000);
    pipe.ladder.report({50, 90'000, 500'000, 100, std::nullopt}, pipe.now += 100ms);
    EXPECT_EQ(pipe.ladder.target_bps(), deeper);
}

// They would fill the line that became narrower, for longer than its queue; pictures would be lost in it.
TEST(LadderTest, NoRepeatsAndNoPicturesUntilTheQueueOfASqueezeIsEmpty) {
    Pipe pipe;
    pipe.run(5s, 10'000'000);
    pipe.ladder.report({5, 800'000, 1'600'000, 70, std::nullopt}, pipe.now += 200ms);
    EXPECT_FALSE(pipe.ladder.sending().repeats);
    EXPECT_EQ(pipe.ladder.sending().fps, 0);
    EXPECT_EQ(pipe.ladder.sending().keys, 0) << "it would wait in the queue, behind what is lost anyway";
    pipe.ladder.no_report(pipe.now += 200ms);
    EXPECT_EQ(pipe.ladder.sending().fps, 0);
    pipe.ladder.no_report(pipe.now += 200ms);
    EXPECT_EQ(pipe.ladder.sending().fps, 30);
    EXPECT_EQ(pipe.ladder.sending().keys, 1);
    pipe.now += 200ms;
    pipe.run(1000ms, 10'000'000);
    EXPECT_TRUE(pipe.ladder.sending().repeats);
    EXPECT_EQ(pipe.ladder.sending().keys, 1);
}

// Where it broke is approached slowly; a queue that empties at once says that the line is another now.
TEST(LadderTest, AQueueThatEmptiesAtOnceIsAWiderLine) {
    const auto after_a_second_squeeze = [](double growth_ms) {
        Pipe pipe;
        pipe.run(5s, 10'000'000);
        pipe.run(10s, 600'000);
        pipe.ladder.report({30, 500'000, 620'000, 100, std::nullopt}, pipe.now += 200ms);
        pipe.ladder.report({0, 1'500'000, 400'000, growth_ms, std::nullopt}, pipe.now += 200ms);
        pipe.run(5s, 10'000'000);
        return pipe.ladder.target_bps();
    };
    EXPECT_GT(after_a_second_squeeze(-300), after_a_second_squeeze(-10) * 1.2);
}

// What is reported right after a cut is about packets of before it, and about the repeats that fill the line.
TEST(LadderTest, OneSqueezeIsNotCountedOverAndOver) {
    Pipe pipe;
    pipe.run(5s, 10'000'000);
    for (int i = 0; i < 6; ++i) {
        pipe.ladder.report({85, 90'000, 1'600'000, 300, std::nullopt}, pipe.now += 200ms);
    }
    EXPECT_GE(pipe.ladder.target_bps(), 170'000);
    EXPECT_FALSE(pipe.ladder.sending().repeats);
}

TEST(LadderTest, OneFloodTakesTheRepeatsAtOnce) {
    Ladder ladder;
    ladder.report({60, 300'000, 1'000'000, 100, std::nullopt}, Ladder::Time{1h});
    EXPECT_FALSE(ladder.sending().repeats);
}

// Each report speaks of five packets: two of them are lost now and then.
TEST(LadderTest, ChanceAmongFewPacketsIsNoFlood) {
    Pipe pipe;
    pipe.run(5s, 10'000'000);
    for (int i = 0; i < 200; ++i) {
        const double loss = i % 10 == 0 ? 45 : i % 3 == 0 ? 20 : 0;
        pipe.ladder.report({loss, static_cast<int>(1'700'000 * (1 - loss / 100)), 1'650'000, i % 2 == 0 ? 8.0 : -8.0, std::nullopt}, pipe.now += 200ms);
        EXPECT_TRUE(pipe.ladder.sending().repeats) << i;
    }
    EXPECT_GE(pipe.ladder.target_bps(), 1'000'000);
}

TEST(LadderTest, WhatIsLostWithoutRepeatsIsMadeGoodByOneKeyFrame) {
    Pipe pipe;
    pipe.run(5s, 10'000'000);
    const int before = pipe.ladder.sending().keys;
    for (const double loss : {70.0, 50.0, 30.0}) {
        pipe.ladder.report({loss, 300'000, 350'000, 200, std::nullopt}, pipe.now += 200ms);
        EXPECT_EQ(pipe.ladder.sending().keys, before) << "it would be lost";
    }
    for (int i = 0; i < 3; ++i) {
        pipe.ladder.report({0, 300'000, 300'000, 0, std::nullopt}, pipe.now += 200ms);
        EXPECT_EQ(pipe.ladder.sending().keys, before + 1);
    }
}

// Without pictures nobody reports: the way up must not need a report.
TEST(LadderTest, FromSoundOnlyItComesBackByItself) {
    Pipe pipe;
    pipe.run(30s, 20'000);
    ASSERT_EQ(pipe.ladder.sending().rung, Rung::SoundOnly);
    for (const auto end = pipe.now + 8s; pipe.now < end; pipe.now += 200ms) {
        pipe.ladder.no_report(pipe.now);
    }
    EXPECT_GE(pipe.ladder.sending().fps, 15);
    pipe.run(12s, 10'000'000);
    EXPECT_EQ(pipe.ladder.sending().rung, Rung::Full);
}

TEST(LadderTest, ACutNetworkChangesNothing) {
    Pipe pipe;
    pipe.run(5s, 10'000'000);
    for (const auto end = pipe.now + 60s; pipe.now < end; pipe.now += 200ms) {
        pipe.ladder.no_report(pipe.now);
    }
    EXPECT_EQ(pipe.ladder.target_bps(), Ladder::kMost);
}

TEST(LadderTest, RembIsALimit) {
    Ladder ladder;
    ladder.report({0, 0, 0, 0, 500'000}, Ladder::Time{1h});
    EXPECT_LE(ladder.target_bps(), 500'000);
}

TEST(LadderTest, GoingUpAStepNeedsMoreThanStayingOnIt) {
    Ladder ladder(1'050'000, 1'050'000);
    Ladder::Time now{1h};
    ladder.report({50, 690'000, 0, 100, std::nullopt}, now);
    EXPECT_EQ(ladder.sending().size, (Size{640, 360}));
    int steps = 0;
    for (int i = 0; i < 200; ++i) {
        const auto before = ladder.sending().size;
        ladder.report({0, 0, 0, 0, std::nullopt}, now += 200ms);
        steps += ladder.sending().size == before ? 0 : 1;
    }
    EXPECT_LE(steps, 1) << "it must not swing";
}

TEST(Receiving, IsSaidInTheSameWords) {
    EXPECT_EQ(receiving(720, 30, 20ms, true), Rung::Full);
    EXPECT_EQ(receiving(360, 30, 20ms, true), Rung::Reduced);
    EXPECT_EQ(receiving(180, 15, 20ms, true), Rung::Low);
    EXPECT_EQ(receiving(720, 5, 20ms, true), Rung::Low);
    EXPECT_EQ(receiving(720, 30, 3s, true), Rung::Still);
    EXPECT_EQ(receiving(0, 0, 0ms, false), Rung::SoundOnly);
}

TEST(WatchdogTest, TellsASilenceOnce) {
    Watchdog dog;
    const Watchdog::Time zero{1h};
    EXPECT_FALSE(dog.silent(zero)) << "it was not started";
    dog.start(zero);
    EXPECT_FALSE(dog.silent(zero + 1999ms));
    EXPECT_TRUE(dog.silent(zero + 2s));
    EXPECT_FALSE(dog.silent(zero + 3s));
}

TEST(WatchdogTest, TellsTheNextSilenceToo) {
    Watchdog dog;
    const Watchdog::Time zero{1h};
    dog.start(zero);
    EXPECT_TRUE(dog.silent(zero + 2s));
    dog.heard(zero + 5s);
    EXPECT_FALSE(dog.silent(zero + 6s));
    EXPECT_TRUE(dog.silent(zero + 7s));
    dog.stop();
    EXPECT_FALSE(dog.silent(zero + 99s));
}

TEST(WatchdogTest, WhatWasHeardLongAgoIsNoNews) {
    Watchdog dog;
    const Watchdog::Time zero{1h};
    dog.start(zero);
    dog.heard(zero - 1s);
    EXPECT_FALSE(dog.silent(zero + 1500ms));
    EXPECT_TRUE(dog.silent(zero + 2s));
    dog.heard(zero - 1s);
    EXPECT_FALSE(dog.silent(zero + 3s)) << "old news must not tell again";
}

}  // namespace
}  // namespace anju::gst
