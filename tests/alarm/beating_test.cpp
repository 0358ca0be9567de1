// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/beating.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace anju::alarm {
namespace {

using contract::BoxFault;
using namespace std::chrono_literals;

// A box whose beats meet a world that a test plays; every answer comes at once, what is lost is known after 4 s.
class BeatingBox {
  public:
    explicit BeatingBox(const std::string& key = "key", bool second = false, Moment from = 1'000'000ms) : up(from) { begin_beats(state, true, second, key, false, up); }
    void passes(Moment time) {
        for (const Moment end = up + time; up < end;) {
            auto next = next_beat(state).value_or(end);
            if (!answers.empty()) {
                next = std::min(next, answers.begin()->first);
            }
            up = std::min(end, std::max(up, next));
            while (!answers.empty() && answers.begin()->first <= up) {
                beat_answered(state, answers.begin()->second, false, up);
                answers.erase(answers.begin());
            }
            for (const auto& beat : due_beats(state, held, up)) {
                sent.emplace_back(up, beat);
                if (works(beat.way)) {
                    heard.push_back(up);
                    beat_answered(state, beat, true, up);
                } else {
                    answers.emplace(up + 4s, beat);
                }
            }
            if (held) {
                up = end;
            }
        }
    }
    Moment longest_silence() const {
        Moment longest{};
        for (std::size_t i = 1; i < heard.size(); ++i) {
            longest = std::max(longest, heard[i] - heard[i - 1]);
        }
        return longest;
    }
    int by(Way way) const { return static_cast<int>(std::ranges::count(sent, way, [](const auto& one) { return one.second.way; })); }

    Beating state;
    Moment up;
    bool held = false;
    std::function<bool(Way)> works = [](Way) { return true; };
    std::vector<std::pair<Moment, SendBeat>> sent;
    std::vector<Moment> heard;
    std::multimap<Moment, SendBeat> answers;
};

TEST(Beats, ComeEach30SecondsInTheTurnOfTheBox) {
    BeatingBox box;
    box.passes(10min);
    ASSERT_EQ(box.heard.size(), 20u);
    for (const Moment at : box.heard) {
        EXPECT_EQ(at % 30s, phase_of("key", 30s));
    }
    EXPECT_EQ(box.by(Way::Second), 0);
}

TEST(Beats, OfACityAreSpreadOverThe30Seconds) {
    std::map<std::int64_t, int> in_second;
    for (int i = 0; i < 18'000; ++i) {
        ++in_second[phase_of("key-of-box-" + std::to_string(i), 30s) / 1s];
    }
    ASSERT_EQ(in_second.size(), 30u);
    for (const auto& [second, boxes] : in_second) {
        EXPECT_NEAR(boxes, 600, 120) << second;
    }
}

TEST(Beats, OfABoxThatIsPairedComeAtOnce) {
    Beating state;
    begin_beats(state, true, false, "key", true, 5s);
    EXPECT_EQ(due_beats(state, false, 5s).size(), 1u);
    begin_beats(state, false, false, "", false, 6s);
    EXPECT_FALSE(next_beat(state)) << "nobody is there to be told";
}

TEST(Beats, ThatAreLostAreSaidAgainSoThatNobodyIsMissed) {
    std::mt19937 chance(7);
    Moment longest{};
    for (int i = 0; i < 1000; ++i) {
        BeatingBox box("box " + std::to_string(i));
        box.works = [&](Way) { return chance() % 20 != 0; };
        box.passes(30min);
        longest = std::max(longest, box.longest_silence());
    }
    EXPECT_LT(longest, contract::kOfflineAfter) << "one in twenty is lost, 1,000 boxes, 30 minutes";
}

TEST(Beats, WithoutAnAnswerBecomeNoStorm) {
    BeatingBox box;
    box.works = [](Way) { return false; };
    box.passes(10min);
    EXPECT_LE(box.sent.size(), 81u) << "four in 30 s";
    EXPECT_GE(box.sent.size(), 60u);
    const Moment back = box.up;
    box.works = [](Way) { return true; };
    box.passes(1min);
    EXPECT_LE(box.heard.front() - back, 30s) << "back at the desk within 35 s";
}

TEST(Beats, GoByEachAddressOnceInTenAndSayWhichIsDown) {
    BeatingBox box("key", true);
    box.passes(10min);
    EXPECT_EQ(box.by(Way::Second), 2);
    EXPECT_FALSE(path_down(box.state));
    box.works = [](Way way) { return way == Way::First; };
    box.passes(10min);
    EXPECT_TRUE(path_down(box.state));
    EXPECT_LE(box.longest_silence(), 30s) << "the other goes on as if nothing was";
    box.works = [](Way) { return true; };
    box.passes(5min);
    EXPECT_FALSE(path_down(box.state));
}

TEST(Beats, TakeTheAddressThatWorks) {
    BeatingBox box("key", true);
    box.passes(1min);
    box.works = [](Way way) { return way == Way::Second; };
    box.passes(2min);
    EXPECT_LT(box.longest_silence(), contract::kOfflineAfter);
    EXPECT_EQ(box.state.works, Way::Second);
    EXPECT_TRUE(path_down(box.state));
    const auto before = box.by(Way::First);
    box.passes(10min);
    EXPECT_LE(box.by(Way::First) - before, 3) << "the one that is down is asked now and then";
    box.works = [](Way way) { return way == Way::First; };
    box.passes(2min);
    EXPECT_LT(box.longest_silence(), contract::kOfflineAfter);
    EXPECT_EQ(box.state.works, Way::First);
}

TEST(Beats, SayAtOnceWhatIsWrong) {
    BeatingBox box;
    box.passes(5min);
    const auto before = box.sent.size();
    faults_are(box.state, {BoxFault::DiskFull});
    box.passes(6s);
    ASSERT_GE(box.sent.size(), before + 1);
    EXPECT_THAT(box.sent.back().second.faults, testing::ElementsAre(BoxFault::DiskFull));
    EXPECT_EQ(*box.state.told, box.state.now);
    for (int i = 0; i < 100; ++i) {  // one that comes and goes
        faults_are(box.state, i % 2 == 0 ? Faults{} : Faults{BoxFault::CameraLost});
        box.passes(300ms);
    }
    EXPECT_LE(box.sent.size(), before + 10);
}

TEST(Beats, WaitForAnAlarm) {
    BeatingBox box;
    box.passes(1min);
    const auto before = box.sent.size();
    box.held = true;
    box.passes(30s);
    EXPECT_EQ(box.sent.size(), before);
    box.held = false;
    box.passes(1ms);
    EXPECT_EQ(box.sent.size(), before + 1);
}

}  // namespace
}  // namespace anju::alarm
