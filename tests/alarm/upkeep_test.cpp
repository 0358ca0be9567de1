// SPDX-License-Identifier: Apache-2.0
// The month's test aloud, from the sentence to the one that ends it; the clock and the voice are the test's, the platform is scripted.
#include "terminal/alarm/upkeep.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

#include "platform/contract/codec.hpp"
#include "tests/support/scripted_server.hpp"

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;
using anju::test::kJson;
using anju::test::ScriptedConnection;
using anju::test::ScriptedRequest;
using anju::test::ScriptedServer;
using contract::TestKind;

const std::string kOwnKey = "key-of-the-box";
const contract::Time kNoon{1'795'600'000'000ms};

class QuietVoice final : public Voice {
  public:
    void say(std::vector<std::string>, Done) override {}
    void hush() override { ++hushed; }
    int hushed = 0;
};

class AloudTest : public testing::Test {
  protected:
    void begin() {
        delivery.use(Box{server.url(), kOwnKey, "zh", "12349", ""});
        Remembered before;
        before.first_at = kNoon;
        before.tested[0] = week_of(kOwnKey, kNoon);
        upkeep.emplace(Upkeep::Doors{delivery, voice, [this] { return ++state.number; },
                                     [this](Sentence sentence, std::function<void(bool)> whole) {
                                         said.push_back(sentence);
                                         done = std::move(whole);
                                     },
                                     [] {}, [this](std::string text) { kept = std::move(text); }, [] { return std::string("test-0000001"); },
                                     [](contract::Time) { return Here{2026, 11, 29, 10 * 60 + 59}; }},
                       to_text(before), std::nullopt, "boot", now);
        upkeep->use(true, false, kOwnKey, false, now);
        turn();
    }
    void turn(Moment time = 0ms) {
        now.up += time;
        now.wall += time;
        upkeep->turn(state, now);
    }
    bool hears() {
        for (const auto end = std::chrono::steady_clock::now() + 10s; std::chrono::steady_clock::now() < end;) {
            for (const auto& one : delivery.work(20ms, {})) {
                if (const auto* tested = std::get_if<Tested>(&one)) {
                    upkeep->heard(*tested, now);
                    return true;
                }
            }
        }
        return false;
    }

    int status = 204;
    contract::TestReport report;
    std::atomic<bool> left = false;
    ScriptedServer server{[this](const ScriptedRequest& request, ScriptedConnection& connection) {
        if (const auto test = contract::decode<contract::TestReport>(request.body)) {  // not a beat
            report = *test;
        }
        const auto beat = contract::decode<contract::Heartbeat>(request.body);
        left = left || (beat && beat->leaving);
        connection.answer(status, kJson, "");
        return true;
    }};
    QuietVoice voice;
    Delivery delivery{[] { return client::make_curl_transport("test"); }, "", [](const std::string&) {}};
    State state;
    Now now{5h, kNoon};
    std::vector<Sentence> said;
    std::function<void(bool)> done;
    std::string kept;
    std::optional<Upkeep> upkeep;
};

TEST_F(AloudTest, IsSaidWrittenDownSentAndAnswered) {
    begin();
    turn();
    EXPECT_TRUE(said.empty()) << "the journal has not taken it";
    state.written = state.number;
    turn();
    ASSERT_EQ(said, std::vector{Sentence::Check});
    turn(3s);
    EXPECT_EQ(report.id, "") << "not before the sentence is over";
    done(true);
    turn();
    ASSERT_TRUE(hears());
    EXPECT_EQ(report.kind, TestKind::Voice);
    EXPECT_EQ(report.path, "primary");
    EXPECT_TRUE(report.spoken);
    EXPECT_EQ(said, (std::vector{Sentence::Check, Sentence::CheckGood}));
    EXPECT_EQ(remembered_from(kept)->spoken, month_of({2026, 11, 29, 0}));
    turn(1h);
    EXPECT_EQ(said.size(), 2u) << "once a month";
}

TEST_F(AloudTest, ThatDoesNotComeThroughSaysWhatToDo) {
    status = 503;
    begin();
    state.written = state.number;
    turn();
    done(false);  // nobody heard it either
    for (int i = 0; i < 4; ++i) {
        turn(i == 0 ? 0ms : 8s);
        ASSERT_TRUE(hears()) << i;
        EXPECT_FALSE(report.spoken);
    }
    turn(10s);
    EXPECT_EQ(said, (std::vector{Sentence::Check, Sentence::CheckBad}));
    EXPECT_FALSE(remembered_from(kept.empty() ? "{}" : kept).value_or(Remembered{}).spoken);
}

TEST_F(AloudTest, ALoudspeakerOrADiskThatHangsHoldsItUpForHalfAMinute) {
    begin();
    turn(kVoicePatience - 1ms);
    EXPECT_TRUE(said.empty()) << "the disk has its time";
    turn(1ms);
    ASSERT_EQ(said, std::vector{Sentence::Check});
    turn(kVoicePatience);
    done(true);  // too late: what was said of it is said
    ASSERT_TRUE(hears());
    EXPECT_EQ(report.kind, TestKind::Voice);
    EXPECT_FALSE(report.spoken);
    EXPECT_EQ(said, (std::vector{Sentence::Check, Sentence::CheckGood}));
}

TEST_F(AloudTest, EndsWhereSomebodyCalls) {
    begin();
    state.written = state.number;
    turn();
    state.told.state = Shows::Calling;
    turn();
    EXPECT_EQ(voice.hushed, 1);
    done(true);
    turn();
    EXPECT_EQ(report.id, "");
    state.told.state = Shows::Ended;
    turn(9min);
    EXPECT_EQ(said.size(), 1u);
}

TEST_F(AloudTest, WhatItSaysAtTheEndStopsWhereSomebodyCalls) {
    begin();
    state.written = state.number;
    turn();
    done(true);
    turn();
    ASSERT_TRUE(hears());
    ASSERT_EQ(said.back(), Sentence::CheckGood);
    state.told.state = Shows::Calling;
    turn();
    EXPECT_EQ(voice.hushed, 1);
    state.told.state = Shows::Ended;
    turn();
    state.told.state = Shows::Calling;
    turn(1s);
    EXPECT_EQ(voice.hushed, 1) << "nothing of its own was said since";
}

TEST_F(AloudTest, ADiskThatWasFullIsTriedEachMinute) {
    begin();
    state.written = state.number;
    turn();
    done(true);
    turn();
    ASSERT_TRUE(hears());
    const auto before = state.number;
    state.memory = true;
    turn();
    EXPECT_LE(*upkeep->deadline(), now.up + 1min);
    turn(59s);
    EXPECT_EQ(state.number, before);
    turn(1s);
    EXPECT_EQ(state.number, before + 1);
    turn(30s);
    EXPECT_EQ(state.number, before + 1);
    state.disk_since = now.up;
    turn(30s);
    EXPECT_EQ(state.number, before + 1) << "it hangs with the last";
    state.disk_since.reset();
    state.memory = false;
    turn(2min);
    EXPECT_EQ(state.number, before + 1) << "it is good again";
}

TEST_F(AloudTest, TheGoodbyeIsNotOverWithTheAnswerToABeatBefore) {
    begin();
    delivery.beat({Way::First, {}}, false, now.wall);
    ASSERT_TRUE(upkeep->leave(now));
    bool answered = false;
    for (const auto end = std::chrono::steady_clock::now() + 10s; !answered && std::chrono::steady_clock::now() < end;) {
        for (const auto& one : delivery.work(20ms, {})) {
            answered = answered || std::holds_alternative<Beaten>(one);
        }
    }
    EXPECT_TRUE(answered);
    EXPECT_TRUE(left);
}

}  // namespace
}  // namespace anju::alarm
