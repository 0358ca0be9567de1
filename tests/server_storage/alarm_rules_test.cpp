// SPDX-License-Identifier: Apache-2.0
// What becomes of presses and of a call that waits, by the rules of docs/alarm.md alone: against a model that counts.
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>
#include <set>
#include <vector>

#include "platform/server/alarm/incident.hpp"
#include "tests/support/slow.hpp"

namespace anju::server::alarm {
namespace {

using namespace std::chrono_literals;
using Heard = Run;  // gtest has a Run of its own

constexpr Time kNoon{std::chrono::milliseconds{1'795'570'860'000}};

AlarmReport says(int presses, int taken_back = 0) { return {"run-0001", 1, contract::AlarmSource::Red, kNoon, presses, taken_back}; }

TEST(AlarmRun, TheHigherNumberCountsWhateverComesTwiceOrLate) {
    const auto first = merge(std::nullopt, says(2, 0));
    EXPECT_EQ(first.added, 2);
    const auto late = merge(first.run, says(1, 1));
    EXPECT_EQ(late.run, (Heard{2, 1}));
    EXPECT_EQ(late.added, 0);
    EXPECT_TRUE(late.news);
    EXPECT_FALSE(merge(late.run, says(2, 0)).news);
    EXPECT_FALSE(late.run.cancelled()) << "one press is not taken back";
    EXPECT_TRUE(merge(late.run, says(2, 2)).run.cancelled());
}

TEST(AlarmIncident, IsCancelledWhileEveryPressWasTakenBackAndLiveAgainAfterThat) {
    Incident incident = begun(kNoon);
    EXPECT_EQ(press(incident, 1, false, false, kNoon), Became::Same);
    EXPECT_EQ(press(incident, 0, true, true, kNoon + 5s), Became::Cancelled);
    EXPECT_EQ(incident.state, AlarmState::Cancelled);
    EXPECT_EQ(incident.call_back_by, kNoon + 5s + contract::kCallBackDue);
    EXPECT_EQ(press(incident, 1, false, false, kNoon + 9s), Became::Live);
    EXPECT_EQ(incident.state, AlarmState::Waiting);
    EXPECT_EQ(incident.cancelled_at, std::nullopt);
    EXPECT_EQ(incident.call_back_by, std::nullopt);
    EXPECT_EQ(incident.waiting_since, kNoon + 9s);
    EXPECT_EQ(incident.presses, 2);
}

TEST(AlarmIncident, ThatAPersonHasIsNotTakenBack) {
    Incident incident = begun(kNoon);
    press(incident, 1, false, false, kNoon);
    accept(incident, kNoon + 2s);
    EXPECT_EQ(press(incident, 0, true, true, kNoon + 3s), Became::KeptOn);
    EXPECT_EQ(incident.state, AlarmState::Accepted);
    EXPECT_TRUE(move(incident, {}, true, kNoon + 20s).changing);
    EXPECT_EQ(press(incident, 0, true, true, kNoon + 21s), Became::KeptOn) << "nor when that one is gone";
    EXPECT_EQ(incident.state, AlarmState::Changing);
}

TEST(AlarmIncident, AReportGoesToItsOwnOrTheOpenOneOrANewOne) {
    Incident open = begun(kNoon), cancelled = open, closed = open;
    cancelled.state = AlarmState::Cancelled;
    cancelled.cancelled_at = kNoon;
    closed.state = AlarmState::Closed;
    const Heard run{1, 0};
    EXPECT_EQ(goes_to(says(1), {}, {}, {}, false, kNoon), Goes::New);
    EXPECT_EQ(goes_to(says(1), {}, {}, open, false, kNoon + 10min), Goes::Joins);
    EXPECT_EQ(goes_to(says(1), {}, {}, cancelled, false, kNoon + 30s), Goes::Joins);
    EXPECT_EQ(goes_to(says(1), {}, {}, cancelled, false, kNoon + 30s + 1ms), Goes::New);
    EXPECT_EQ(goes_to(says(1), {}, {}, closed, false, kNoon), Goes::New);
    EXPECT_EQ(goes_to(says(2), run, cancelled, cancelled, true, kNoon + 1h), Goes::Same) << "the box knows its run";
    EXPECT_EQ(goes_to(says(2), run, closed, closed, true, kNoon), Goes::New) << "a press after the end is a call again";
    EXPECT_EQ(goes_to(says(1, 1), run, closed, closed, true, kNoon), Goes::Same) << "no press: nothing new";
    EXPECT_EQ(goes_to(says(2), run, cancelled, open, false, kNoon), Goes::Joins) << "never two that are open";
}

// --- deliveries ---

// A home with two boxes. What is sent is delivered any number of times, in any order, between what the desk does.
class Deliveries {
  public:
    explicit Deliveries(unsigned seed) : random_(seed) {}

    void go(int count) {
        for (int i = 0; i < count; ++i) {
            now_ += std::chrono::milliseconds{below(4) == 0 ? below(45'000) : below(2'000)};
            if (below(12) == 0) push();
            if (below(40) == 0) take_back();
            if (below(60) == 0) at_desk();
            deliver(sent_[static_cast<std::size_t>(below(static_cast<int>(sent_.size())))]);
        }
        for (const auto& one : sent_) deliver(one);  // sent until it is durable
    }

    void check() const {
        std::int64_t pressed = 0, counted = 0;
        for (const auto& box : boxes_) {
            for (const auto& run : box) pressed += run.presses;
        }
        int open = 0;
        for (const Incident& one : incidents_) {
            counted += one.presses;
            open += is_open(one.state) ? 1 : 0;
            EXPECT_GE(one.presses, 1);
        }
        EXPECT_EQ(counted, pressed) << "each press once";
        EXPECT_LE(open, 1) << "one at a time";
        EXPECT_EQ(incidents_.size(), begun_) << "exactly those that the rule gives";
        for (const auto& [id, kept] : kept_) {
            const Box& box = boxes_.at(static_cast<std::size_t>(id.first));
            const auto& run = box.at(static_cast<std::size_t>(id.second));
            EXPECT_EQ(kept.run.presses, run.presses);
            EXPECT_EQ(kept.run.taken_back, run.taken_back);
            const Incident& its = incidents_[kept.incident];
            if (!kept.run.cancelled()) {
                EXPECT_NE(its.state, AlarmState::Cancelled) << "a press that stands is never silent";
            }
        }
    }

  private:
    using Box = std::vector<Run>;
    using Id = std::pair<int, int>;
    struct Sent {
        Id id;
        Run run;
    };
    struct Kept {
        Run run;
        std::size_t incident = 0;
    };

    int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
    void send(int box) { sent_.push_back({{box, static_cast<int>(boxes_[static_cast<std::size_t>(box)].size()) - 1}, boxes_[static_cast<std::size_t>(box)].back()}); }
    void push() {
        const int box = below(2);
        Box& runs = boxes_[static_cast<std::size_t>(box)];
        if (runs.empty() || below(3) == 0) runs.emplace_back();
        ++runs.back().presses;
        send(box);
    }
    void take_back() {
        const int box = below(2);
        Box& runs = boxes_[static_cast<std::size_t>(box)];
        if (runs.empty()) return;
        runs.back().taken_back = runs.back().presses;
        send(box);
    }
    void at_desk() {
        if (incidents_.empty()) return;
        Incident& newest = incidents_.back();
        if (waits(newest.state)) {
            accept(newest, now_);
        } else if (newest.state == AlarmState::Accepted) {
            close(newest, false, now_);
        } else if (newest.state == AlarmState::Cancelled) {
            called_back(newest, now_);
        }
    }
    std::optional<std::size_t> homes() const {
        for (std::size_t i = incidents_.size(); i-- > 0;) {
            if (is_open(incidents_[i].state)) return i;
        }
        return incidents_.empty() ? std::nullopt : std::optional(incidents_.size() - 1);
    }
    void deliver(const Sent& sent) {
        const AlarmReport report{"run", 1, contract::AlarmSource::Red, now_, static_cast<int>(sent.run.presses), static_cast<int>(sent.run.taken_back)};
        const auto known = kept_.find(sent.id);
        const auto run = known == kept_.end() ? std::nullopt : std::optional(known->second.run);
        const auto its = known == kept_.end() ? std::nullopt : std::optional(known->second.incident);
        const auto home = homes();
        // The rule in other words: a press that nobody has counted begins an incident where none is open, none was cancelled
        // within 30 s, and its own is over.
        const bool uncounted = sent.run.presses > (run ? run->presses : 0);
        const bool home_takes = home && (is_open(incidents_[*home].state) ||
                                         (incidents_[*home].state == AlarmState::Cancelled && now_ - *incidents_[*home].cancelled_at <= 30s));
        const bool own_takes = its && incidents_[*its].state != AlarmState::Closed;
        begun_ += uncounted && !home_takes && !own_takes ? 1 : 0;

        const auto merged = merge(run, report);
        const auto at = [&](std::optional<std::size_t> index) { return index ? std::optional(incidents_[*index]) : std::nullopt; };
        const Goes goes = goes_to(report, run, at(its), at(home), its && home && *its == *home, now_);
        if (!merged.news) {
            EXPECT_EQ(goes, Goes::Same);
            return;
        }
        std::size_t index = goes == Goes::Same ? *its : goes == Goes::Joins ? *home : incidents_.size();
        if (goes == Goes::New) incidents_.push_back(begun(now_));
        kept_[sent.id] = {merged.run, index};
        bool all = true;
        for (const auto& [id, kept] : kept_) all = all && (kept.incident != index || kept.run.cancelled());
        press(incidents_[index], merged.added, all, merged.run.taken_back > (run ? run->taken_back : 0), now_);
    }

    std::mt19937 random_;
    Time now_ = kNoon;
    std::array<Box, 2> boxes_{Box{{1, 0}}, Box{}};
    std::vector<Sent> sent_{{{0, 0}, {1, 0}}};
    std::map<Id, Kept> kept_;
    std::vector<Incident> incidents_;
    std::size_t begun_ = 0;
};

TEST(AlarmDeliveries, GiveExactlyTheIncidentsOfTheRuleAndCountEachPressOnce) {
    for (int seed = 0; seed < test::rounds(100); ++seed) {
        Deliveries some(static_cast<unsigned>(seed));
        some.go(1000);
        some.check();
        ASSERT_FALSE(testing::Test::HasFailure()) << "seed " << seed;
    }
}

// --- reach ---

AlarmReach reach_after(std::chrono::seconds waited, Hearers hearers) {
    Incident incident = begun(kNoon);
    move(incident, hearers, false, kNoon);
    move(incident, hearers, false, kNoon + waited);
    return incident.reach;
}

TEST(AlarmReaches, FurtherAtTheTimesOfTheRule) {
    const Hearers all{true, true, true};
    EXPECT_EQ(reach_after(14s, all), AlarmReach::Nearest);
    EXPECT_EQ(reach_after(15s, all), AlarmReach::AllSeats);
    EXPECT_EQ(reach_after(30s, all), AlarmReach::HeadAndFamily);
    EXPECT_EQ(reach_after(60s, all), AlarmReach::Above);
    EXPECT_EQ(reach_after(179s, all), AlarmReach::Above);
    EXPECT_EQ(reach_after(180s, all), AlarmReach::Breach);
}

TEST(AlarmReaches, TheNextAtOnceWhereNobodyCouldHear) {
    EXPECT_EQ(reach_after(0s, {false, false, true}), AlarmReach::HeadAndFamily) << "no seat on duty";
    EXPECT_EQ(reach_after(0s, {false, true, false}), AlarmReach::HeadAndFamily);
    EXPECT_EQ(reach_after(0s, {}), AlarmReach::Above);
    EXPECT_EQ(reach_after(30s, {true, false, false}), AlarmReach::Above) << "neither head nor family";
    EXPECT_EQ(reach_after(179s, {}), AlarmReach::Above) << "a breach is three minutes, whoever is there";
}

TEST(AlarmReaches, AllSeatsAtOnceWhenTheOneWhoHadItIsGone) {
    Incident incident = begun(kNoon);
    const Hearers all{true, true, true};
    move(incident, all, false, kNoon);
    accept(incident, kNoon + 3s);
    EXPECT_EQ(move(incident, all, false, kNoon + 10s), Moved{}) << "it is there";
    const auto moved = move(incident, all, true, kNoon + 40s);
    EXPECT_TRUE(moved.changing && moved.reached);
    EXPECT_EQ(incident.reach, AlarmReach::AllSeats);
    EXPECT_EQ(reaches_next(incident), kNoon + 55s);
}

TEST(AlarmTimers, OfWhatIsOfferedAskedAndOwedEachIsSaidOnceAndNoneHidesAnother) {
    Incident incident = begun(kNoon);
    accept(incident, kNoon);
    send(incident, kNoon + 10s);
    offer(incident, kNoon + 15s);
    EXPECT_EQ(incident.next_at, kNoon + 35s);
    EXPECT_EQ(move(incident, {}, false, kNoon + 34s), Moved{});
    EXPECT_TRUE(move(incident, {}, false, kNoon + 35s).offer_over);
    EXPECT_EQ(incident.next_at, kNoon + 130s);
    EXPECT_EQ(move(incident, {}, false, kNoon + 60s), Moved{}) << "looked at before its time";
    EXPECT_EQ(incident.next_at, kNoon + 130s);
    const Moved all = move(incident, {}, false, kNoon + 200s);
    EXPECT_TRUE(all.silent);
    EXPECT_EQ(all.late, Late::Outcome);
    EXPECT_EQ(incident.next_at, std::nullopt);
    EXPECT_EQ(move(incident, {}, false, kNoon + 300s), Moved{});
    EXPECT_TRUE(answer(incident, ResponderState::OnTheWay, 8, kNoon + 300s));
    EXPECT_FALSE(answer(incident, ResponderState::OnTheWay, 8, kNoon + 350s)) << "its answer was lost";
    EXPECT_TRUE(answer(incident, ResponderState::OnTheWay, 8, kNoon + 360s)) << "eight minutes from here on";
    EXPECT_EQ(incident.responder->expected_at, kNoon + 360s + 8min);
    offer(incident, kNoon + 400s);
    EXPECT_TRUE(move(incident, {}, true, kNoon + 401s).changing);
    EXPECT_EQ(incident.offered_until, std::nullopt) << "nobody is left to hand it over";
    EXPECT_TRUE(incident.responder.has_value()) << "who was sent goes on";
}

TEST(AlarmReaches, WhatSomebodyOwesIsSaidOnce) {
    Incident incident = begun(kNoon);
    accept(incident, kNoon);
    EXPECT_EQ(move(incident, {}, false, kNoon + 179s).late, Late::Nothing);
    EXPECT_EQ(move(incident, {}, false, kNoon + 180s).late, Late::Outcome);
    EXPECT_EQ(move(incident, {}, false, kNoon + 200s).late, Late::Nothing);
    decided(incident);
    close(incident, true, kNoon + 5min);
    EXPECT_EQ(move(incident, {}, false, kNoon + 25min).late, Late::CallBack);
    EXPECT_EQ(incident.next_at, std::nullopt);
}

// Whatever happens around it: it never draws back, is never later than its times, and skips nobody who could hear.
TEST(AlarmReaches, HoldsWhateverComesAndGoes) {
    for (int seed = 0; seed < test::rounds(2000); ++seed) {
        std::mt19937 random(static_cast<unsigned>(seed));
        const auto chance = [&](unsigned of) { return random() % of == 0; };
        Time now = kNoon;
        Incident incident = begun(now);
        Hearers hearers{!chance(2), !chance(2), !chance(2)};
        bool gone = false;
        std::set<AlarmReach> said{AlarmReach::Nearest};
        for (int i = 0; i < 60; ++i) {
            now += std::chrono::milliseconds{random() % 9000};
            if (chance(4)) hearers = {!chance(2), !chance(2), !chance(2)};
            if (waits(incident.state) && chance(12)) accept(incident, now), gone = false;
            if (incident.state == AlarmState::Accepted && chance(5)) gone = true;
            const AlarmReach before = incident.reach;
            const auto moved = move(incident, hearers, gone, now);
            ASSERT_GE(incident.reach, before) << "seed " << seed;
            ASSERT_EQ(moved.reached, incident.reach != before);
            for (int step = static_cast<int>(before) + 1; step <= static_cast<int>(incident.reach); ++step) {
                ASSERT_TRUE(said.insert(static_cast<AlarmReach>(step)).second) << "each step once";
            }
            if (waits(incident.state)) {
                const auto waited = now - incident.waiting_since;
                ASSERT_FALSE(waited >= 15s && incident.reach < AlarmReach::AllSeats);
                ASSERT_FALSE(waited >= 30s && incident.reach < AlarmReach::HeadAndFamily);
                ASSERT_FALSE(waited >= 60s && incident.reach < AlarmReach::Above);
                ASSERT_FALSE(waited >= 180s && incident.reach < AlarmReach::Breach);
                ASSERT_FALSE(!hearers.seat && incident.reach < AlarmReach::HeadAndFamily);
                ASSERT_TRUE(incident.reach == AlarmReach::Breach || (incident.next_at && *incident.next_at > now));
            }
        }
    }
}

}  // namespace
}  // namespace anju::server::alarm
