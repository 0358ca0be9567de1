// SPDX-License-Identifier: Apache-2.0
// By which way out of the house what goes, and what follows from the answers: the network is played.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "platform/contract/codec.hpp"
#include "terminal/alarm/upkeep.hpp"

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;
using client::How;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

const std::string kFirstUrl = "https://12349.example", kSecondUrl = "https://12349-b.example";
const contract::AlarmReport kCall{"33333333-2222-4333-8444-555555555555", 1, contract::AlarmSource::Red, contract::Time(1'764'000'000s), 1, 0};

// What is under way, and what has ended of it.
struct PlayedNet {
    std::map<client::TransferId, client::Transfer> open;
    std::vector<client::TransferNews> news;
};

class PlayedWire final : public client::Transport {
  public:
    explicit PlayedWire(PlayedNet& net) : net_(net) {}
    ~PlayedWire() override { net_.open.clear(); }
    void start(client::TransferId id, client::Transfer transfer) override { net_.open.emplace(id, std::move(transfer)); }
    void cancel(client::TransferId id) override { net_.open.erase(id); }
    std::vector<client::TransferNews> work(milliseconds) override { return std::exchange(net_.news, {}); }
    void wake() override {}
    void leave_connections() override {}

  private:
    PlayedNet& net_;
};

// "wlan0 known", "system", and "2" before it for the second address.
std::string way_of(const client::Transfer& one) {
    return std::string(one.url.starts_with(kSecondUrl) ? "2 " : "") + (one.interface.empty() ? "system" : one.interface) + (one.addresses.empty() ? "" : " known");
}

class DeliveryWays : public testing::Test {
  protected:
    DeliveryWays() { make(""); }
    void make(const std::string& second) {
        delivery.emplace([this] { return std::make_unique<PlayedWire>(net); }, second, [](const std::string&) {}, kTryLimit,
                         Network{[this](const std::string&) {
                                     ++looked;
                                     return others;
                                 },
                                 [this](const std::string&) { return known; }});
        delivery->use(Box{kFirstUrl, "key", "zh", "12349", ""});
    }
    static auto clock_now() { return std::chrono::steady_clock::now(); }
    std::vector<std::string> under_way(std::string_view path) const {
        std::vector<std::string> ways;
        for (const auto& [id, one] : net.open) {
            if (one.url.ends_with(path)) {
                ways.push_back(way_of(one));
            }
        }
        return ways;
    }
    std::vector<std::string> calls() const { return under_way("/v1/tv/alarms"); }
    std::vector<std::string> beats() const { return under_way("/heartbeat"); }
    // Each that is under way by this one is answered, or ends so. What is heard of it.
    std::vector<Heard> end(const std::string& way, How how = How::Complete) {
        std::vector<client::TransferId> ended;
        for (const auto& [id, one] : net.open) {
            if (way_of(one) != way || one.url.ends_with("/events")) {
                continue;
            }
            ended.push_back(id);
            if (how == How::Complete) {
                contract::Alarm alarm;
                alarm.report = kCall.id;
                net.news.emplace_back(client::Began{id, 200, "application/json", 0s});
                net.news.emplace_back(client::Bytes{id, one.url.ends_with("/heartbeat") ? contract::encode(contract::HeartbeatAnswer{{}, contract::kHeartbeat}) : contract::encode(alarm)});
            }
            net.news.emplace_back(client::Ended{id, how, "as the test says"});
        }
        EXPECT_FALSE(ended.empty()) << way;
        for (const auto id : ended) {
            net.open.erase(id);
        }
        return delivery->work(0ms, {});
    }
    void beat() { delivery->beat({Way::First, {}}, false, {}); }
    void beat_is_lost_and_heard(const std::string& by, const std::string& after = "system") {
        beat();
        end(after, How::NeverReached);
        beat();
        end(by);
    }

    PlayedNet net;
    std::vector<std::string> others, known;
    int looked = 0;
    std::optional<Delivery> delivery;
};

TEST_F(DeliveryWays, ACallGoesAsTheSystemRoutesAndFromTheRungOnByEachInterfaceAtOnce) {
    others = {"wlan0", "wwan0"};
    EXPECT_FALSE(delivery->send(kCall, Way::First, clock_now()));
    EXPECT_THAT(calls(), ElementsAre("system"));
    EXPECT_EQ(looked, 0) << "who calls at once looks for nothing";
    end("system", How::NeverReached);
    EXPECT_TRUE(delivery->send(kCall, Way::First, clock_now(), true));
    EXPECT_THAT(calls(), ElementsAre("system", "wlan0", "wwan0"));
    known = {"192.0.2.7"};
    end("system", How::NeverReached);
    delivery->use(std::nullopt);
    delivery->use(Box{kFirstUrl, "key", "zh", "12349", ""});
    delivery->send(kCall, Way::First, clock_now(), true);
    EXPECT_THAT(calls(), ElementsAre("system", "wlan0 known", "wlan0", "wwan0 known", "wwan0"));
    const auto& by_name = std::ranges::find_if(net.open, [](const auto& one) { return way_of(one.second) == "wlan0"; })->second;
    EXPECT_GT(by_name.limit, 5s) << "its first name server may hang for five";
}

TEST_F(DeliveryWays, WithoutAnotherInterfaceTheKnownAddressesHelpWhereTheNameLeadsNowhere) {
    known = {"192.0.2.7"};
    delivery->send(kCall, Way::First, clock_now());
    end("system", How::Cut);
    EXPECT_FALSE(delivery->send(kCall, Way::First, clock_now(), true)) << "there is no other way";
    EXPECT_THAT(calls(), ElementsAre("system")) << "somebody was met: another try more would only be a load";
    end("system", How::NeverReached);
    delivery->send(kCall, Way::First, clock_now(), true);
    EXPECT_THAT(calls(), ElementsAre("system", "system known"));
    EXPECT_EQ(end("system known").size(), 1u);
}

TEST_F(DeliveryWays, WhatFollowsAnAnswerGoesByItsWayAndTheNextPressByBoth) {
    others = {"wlan0"};
    delivery->send(kCall, Way::First, clock_now(), true);
    ASSERT_EQ(end("wlan0").size(), 1u);
    delivery->follow(kCall.id, clock_now());
    delivery->work(0ms, {});
    EXPECT_THAT(under_way("/events"), ElementsAre("wlan0"));
    EXPECT_THAT(calls(), ElementsAre("system"));
    end("system", How::NeverReached);
    delivery->send(kCall, Way::First, clock_now());
    EXPECT_THAT(calls(), ElementsAre("system", "wlan0")) << "at once, not after ten seconds";
    end("wlan0");
    end("system", How::NeverReached);
    beat();
    EXPECT_THAT(beats(), ElementsAre("wlan0"));
}

TEST_F(DeliveryWays, OfTwoThatAnswerTheSystemsOwnIsKept) {
    others = {"wlan0"};
    delivery->send(kCall, Way::First, clock_now(), true);
    end("wlan0");
    end("system");
    beat();
    EXPECT_THAT(beats(), ElementsAre("system"));
    end("system");
    delivery->send(kCall, Way::First, clock_now(), true);
    end("system");
    end("wlan0");
    beat();
    EXPECT_THAT(beats(), ElementsAre("system")) << "it answered, too";
}

TEST_F(DeliveryWays, ABeatThatIsLostIsSaidAgainByTheNextWay) {
    others = {"wlan0"};
    beat();
    EXPECT_THAT(beats(), ElementsAre("system"));
    EXPECT_FALSE(std::get<Beaten>(end("system", How::NeverReached).at(0)).heard);
    beat();
    EXPECT_THAT(beats(), ElementsAre("wlan0"));
    EXPECT_TRUE(std::get<Beaten>(end("wlan0").at(0)).heard);
    delivery->send(kCall, Way::First, clock_now());
    EXPECT_THAT(calls(), ElementsAre("system", "wlan0")) << "a call of then goes there at once";
}

TEST_F(DeliveryWays, WithNothingToTurnToNothingIsTurned) {
    for (int i = 0; i < 3; ++i) {
        beat();
        EXPECT_THAT(beats(), ElementsAre("system"));
        end("system", How::NeverReached);
    }
    others = {"wlan0"};
    beat();
    contract::Alarm none;
    net.news.emplace_back(client::Began{net.open.begin()->first, 503, "text/plain", 0s});
    net.news.emplace_back(client::Ended{net.open.begin()->first, How::Complete, ""});
    net.open.clear();
    delivery->work(0ms, {});
    beat();
    EXPECT_THAT(beats(), ElementsAre("system")) << "who refuses is there";
}

TEST_F(DeliveryWays, BothAddressesAreLostBeforeTheWayIs) {
    others = {"wlan0"};
    make(kSecondUrl);
    delivery->beat({Way::First, {}}, false, {});
    end("system", How::NeverReached);
    delivery->beat({Way::First, {}}, false, {});
    EXPECT_THAT(beats(), ElementsAre("system")) << "the second address goes by it, for all one knows";
    end("system");
    delivery->beat({Way::Second, {}}, false, {});
    end("2 system", How::NeverReached);
    delivery->beat({Way::First, {}}, false, {});
    end("system", How::NeverReached);
    delivery->beat({Way::First, {}}, false, {});
    EXPECT_THAT(beats(), ElementsAre("wlan0"));
}

TEST_F(DeliveryWays, TheSystemsOwnWayIsLookedAtTwiceAndThenEachTenthBeatAndGoneByOnceItAnswers) {
    others = {"wlan0"};
    beat_is_lost_and_heard("wlan0");
    EXPECT_THAT(beats(), ElementsAre("system"));
    EXPECT_FALSE(delivery->goes_around()) << "nobody has looked";
    EXPECT_THAT(end("system", How::NeverReached), IsEmpty()) << "the beat was heard";
    beat();
    end("wlan0");
    end("system", How::NeverReached);
    EXPECT_TRUE(delivery->goes_around()) << "said as path_down";
    int looks = 0;
    for (int i = 3; i <= 20; ++i) {
        beat();
        end("wlan0");
        looks += static_cast<int>(beats().size());
        if (!beats().empty() && i < 20) {
            end("system", How::NeverReached);
        }
    }
    EXPECT_EQ(looks, 2);
    end("system");
    EXPECT_FALSE(delivery->goes_around());
    beat();
    EXPECT_THAT(beats(), ElementsAre("system"));
}

class NoVoice final : public Voice {
  public:
    void say(std::vector<std::string>, Done) override {}
    void hush() override {}
};

TEST_F(DeliveryWays, ThatTheSystemsOwnWayIsDeadIsToldAsAPathThatIsDown) {
    others = {"wlan0"};
    NoVoice voice;
    State state;
    state.told.state = Shows::Accepted;  // no tests meanwhile
    Now now{1h, contract::Time(1'764'000'000s)};
    Remembered before;
    before.first_at = now.wall;
    Upkeep upkeep({*delivery, voice, [] { return 0; }, [](Sentence, std::function<void(bool)>) {}, [] {}, [](std::string) {}, [] { return std::string("id"); },
                   [](contract::Time) { return Here{}; }},
                  to_text(before), std::nullopt, "boot", now);
    upkeep.use(true, false, "key", true, now);
    const auto beats_by = [&](const std::string& way, How how) {
        upkeep.turn(state, now);
        for (const auto& one : end(way, how)) {
            upkeep.heard(std::get<Beaten>(one), now);
        }
        if (!under_way("/heartbeat").empty()) {
            end("system", How::NeverReached);
        }
        now.up = *upkeep.deadline();
    };
    beats_by("system", How::NeverReached);
    for (int i = 0; i < 3; ++i) {
        beats_by("wlan0", How::Complete);
    }
    upkeep.turn(state, now);
    ASSERT_EQ(beats().size(), 1u);
    EXPECT_THAT(contract::decode<contract::Heartbeat>(net.open.begin()->second.body)->faults, testing::Contains(contract::BoxFault::PathDown));
}

TEST_F(DeliveryWays, AQuestionWithoutAnAnswerIsAskedAtOnceByTheNextWay) {
    others = {"wlan0"};
    EXPECT_FALSE(delivery->send(kCall, Way::Second, clock_now()));  // there is none: it is the first
    end("system");
    delivery->follow(kCall.id, clock_now());
    delivery->work(0ms, {});
    const auto question = "/v1/tv/alarms/" + kCall.id;
    for (const auto& [id, one] : net.open) {  // the stream stands, and its first question is lost
        net.news.emplace_back(client::Began{id, 200, "text/event-stream", 0s});
    }
    delivery->work(0ms, {});
    ASSERT_THAT(under_way(question), ElementsAre("system"));
    const auto stream = std::ranges::find_if(net.open, [](const auto& one) { return one.second.url.ends_with("/events"); })->first;
    net.news.emplace_back(client::Ended{stream, How::Cut, "the line went"});
    net.open.erase(stream);
    end("system", How::Cut);
    delivery->work(0ms, {});
    EXPECT_THAT(under_way(question), ElementsAre("wlan0"));
}

TEST_F(DeliveryWays, ManyTriesByOtherWaysGiveUpNoneOfTheSystemsOwn) {
    others = {"wlan0", "wwan0", "usb0"};
    known = {"192.0.2.7"};
    const auto begun = clock_now();
    for (int i = 0; i < 6; ++i) {
        delivery->send(kCall, Way::First, begun + i * 5s, true);
    }
    const auto ways = calls();
    EXPECT_EQ(std::ranges::count(ways, "system"), 6);
    EXPECT_EQ(ways.size(), 6u + 8u);
}

}  // namespace
}  // namespace anju::alarm
