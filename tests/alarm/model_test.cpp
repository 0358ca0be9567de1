// SPDX-License-Identifier: Apache-2.0
// The press machine against the rule written down a second time, shorter: random keys, a platform that loses, doubles and delays what is
// said, a disk that hangs, a program that is killed.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <random>

#include "tests/support/slow.hpp"
#include "terminal/alarm/machine.hpp"

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;
using contract::AlarmState;

// What the platform keeps of one report: of each number the higher one, and the newest incident that came of it.
struct Incident {
    int presses = 0, taken_back = 0, number = 1;
    std::uint64_t revision = 0;
    AlarmState state = AlarmState::Waiting;
};

// The rule: when a key begins a run, counts with it, takes it back.
struct Rule {
    bool run = false, live = false, person = false, closed = false;
    Moment last_press{}, taken_back_at{};
    std::uint64_t runs = 0;

    int presses = 0, answered = 0;
    bool over() const { return closed && (!live || presses <= answered); }
    bool counts(Moment now) const { return run && !over() && (live || person || now - taken_back_at <= 30s); }
    void press(Moment now) {
        if (!counts(now)) {
            *this = Rule{true, true, false, false, now, {}, runs + 1, 0, 0};
        }
        ++presses;
        live = true;
        last_press = now;
    }
    void back(Moment now) {
        if (run && live && !person && !over() && now - last_press <= 10s) {
            live = false;
            taken_back_at = now;
        }
    }
};

class World {
  public:
    explicit World(unsigned seed) : random_(seed) {
        happens(Restored{{}, "boot", 0, false});
        happens(BoxKnown{true});
    }

    void move() {
        now_.up += Moment(pick(100) == 0 ? 5'000 + pick(40'000) : pick(1'500));
        now_.wall += 1s;
        switch (pick(16)) {
            case 0: case 1: case 2: press(); break;
            case 3: case 4: back(); break;
            case 5: case 6: case 7: deliver(); break;
            case 8: case 9: hear(); break;
            case 10: operator_moves(); break;
            case 11: hangs_ = pick(4) == 0; happens(Tick{}); break;
            case 12: disk_answers(); break;
            case 13: if (pick(50) == 0) { kill(); } break;
            case 14: happens(Shown{state_.told.version}); break;
            default: happens(Tick{});
        }
        if (!hangs_) {
            disk_answers();
        }
        check();
    }

    std::uint64_t runs() const { return rule_.runs; }
    std::uint64_t accepted_shown() const { return accepted_shown_; }
    std::uint64_t presses() const { return pressed_; }

  private:
    int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

    void happens(const Event& event) {
        for (auto& effect : step(state_, event, now_)) {
            if (const auto* journal = std::get_if<Journal>(&effect)) {
                asked_ = *journal;
            } else if (const auto* send = std::get_if<Send>(&effect)) {
                const bool safe = written_.sequence >= send->report.sequence || state_.memory;
                ASSERT_TRUE(safe) << "sent before it was written down";
                on_the_way_.push_back(send->report);
            }
        }
    }
    void press() {
        ++pressed_;
        rule_.press(now_.up);
        happens(Pressed{contract::AlarmSource::Red, "run-" + std::to_string(++ids_)});
    }
    void back() {
        rule_.back(now_.up);
        happens(BackPressed{});
    }
    // One of the reports on their way arrives, perhaps twice, and is answered, perhaps.
    void deliver() {
        if (on_the_way_.empty()) {
            return;
        }
        const auto at = on_the_way_.begin() + pick(static_cast<int>(on_the_way_.size()));
        const auto report = *at;
        if (pick(3) != 0) {
            on_the_way_.erase(at);
        }
        if (pick(5) == 0) {
            return;  // lost
        }
        auto& incident = there_[report.id];
        const auto before = incident;
        incident.presses = std::max(incident.presses, report.presses);
        incident.taken_back = std::max(incident.taken_back, report.taken_back);
        if (incident.state == AlarmState::Waiting || incident.state == AlarmState::Cancelled) {
            incident.state = incident.taken_back >= incident.presses ? AlarmState::Cancelled : AlarmState::Waiting;
        }
        if (incident.state == AlarmState::Closed && incident.presses > before.presses) {
            incident.state = AlarmState::Waiting;
            incident.revision = 0;
            ++incident.number;
        }
        if (incident.revision == 0 || before.presses != incident.presses || before.state != incident.state) {
            ++incident.revision;
        }
        said_.emplace_back(alarm(report.id), report.presses, report.taken_back);
        if (said_.size() > 40) {
            said_.pop_front();
        }
    }
    contract::Alarm alarm(const std::string& id) {
        contract::Alarm out;
        out.report = id;
        out.revision = there_[id].revision;
        out.received_at = contract::Time(std::chrono::seconds(there_[id].number));
        out.state = there_[id].state;
        return out;
    }
    // Anything that was ever said arrives, in any order, again.
    void hear() {
        if (said_.empty()) {
            return;
        }
        const auto& [said, presses, taken_back] = said_[static_cast<std::size_t>(pick(static_cast<int>(said_.size())))];
        const auto& run = state_.kept.run;
        if (run && run->report.id == said.report) {
            if (std::pair(said.received_at, said.revision) >= std::pair(run->incident, run->revision)) {
                rule_.person = said.state == AlarmState::Accepted || said.state == AlarmState::Changing;
                rule_.closed = said.state == AlarmState::Closed;
            }
            rule_.answered = rule_.over() ? rule_.presses : std::max(rule_.answered, presses);
        }
        happens(Answered{said, presses, taken_back});
    }
    void operator_moves() {
        if (!state_.kept.run || there_.count(state_.kept.run->report.id) == 0) {
            return;
        }
        const auto& id = state_.kept.run->report.id;
        auto& incident = there_[id];
        constexpr std::array kNext{AlarmState::Accepted, AlarmState::Accepted, AlarmState::Changing, AlarmState::Closed};
        if (incident.state == AlarmState::Closed || incident.state == AlarmState::Cancelled) {
            return;
        }
        incident.state = incident.state == AlarmState::Waiting ? AlarmState::Accepted : kNext[static_cast<std::size_t>(pick(4))];
        ++incident.revision;
        said_.emplace_back(alarm(id), 0, 0);
    }
    void disk_answers() {
        if (asked_) {
            written_ = asked_->kept;
            const auto number = asked_->number;
            asked_.reset();
            happens(Written{number, true});
        }
    }
    // What was written counts; a key that nobody had written down yet may be gone with the program.
    void kill() {
        disk_answers();
        happens(Restored{written_, "boot", 0, false});
        happens(BoxKnown{true});
        if (!state_.kept.run) {
            rule_ = Rule{false, false, false, false, {}, {}, rule_.runs, 0, 0};
        }
    }

    void check() {
        const auto& run = state_.kept.run;
        if (run) {
            auto& highest = counted_[run->report.id];
            ASSERT_GE(run->report.presses, highest);
            highest = run->report.presses;
            ASSERT_LE(run->report.taken_back, run->report.presses);
        }
        for (const auto& older : state_.kept.older) {
            counted_[older.report.id] = std::max(counted_[older.report.id], older.report.presses);
        }
        ASSERT_EQ(state_.kept.sequence, rule_.runs) << "one run, as the rule says";
        std::uint64_t all = 0;
        if (++checks_ % 64 == 0) {
            for (const auto& [id, presses] : counted_) {
                all += static_cast<std::uint64_t>(presses);
            }
            ASSERT_EQ(all, pressed_) << "no press is dropped, none is counted twice";
        }
        if (!run) {
            return;
        }
        // On the screen: nothing that was not said of this run.
        const auto shows = state_.untold ? Shows::Idle : state_.told.state;  // for 80 ms it may still be that of the run before
        if (shows == Shows::Received) {
            ASSERT_TRUE(run->there == AlarmState::Waiting && run->there_presses > 0);
        }
        if (shows == Shows::Accepted) {
            ++accepted_shown_;
            ASSERT_TRUE(run->there == AlarmState::Accepted && rule_.person);
        }
        if (run->there) {
            const auto& truth = there_[run->report.id];
            ASSERT_LE(std::pair(run->incident, run->revision), std::pair(contract::Time(std::chrono::seconds(truth.number)), truth.revision));
        }
        if (run->report.taken_back >= run->report.presses) {
            ASSERT_FALSE(rule_.live);
        } else {
            ASSERT_TRUE(rule_.live);
        }
    }

    std::mt19937 random_;
    State state_;
    Now now_{Moment(10'000'000), contract::Time(1'764'000'000s)};
    Rule rule_;
    bool hangs_ = false;
    std::optional<Journal> asked_;
    Kept written_;
    std::deque<contract::AlarmReport> on_the_way_;
    std::deque<std::tuple<contract::Alarm, int, int>> said_;
    std::map<std::string, Incident> there_;
    std::map<std::string, int> counted_;
    std::uint64_t pressed_ = 0, checks_ = 0, accepted_shown_ = 0;
    int ids_ = 0;
};

TEST(PressModel, WhateverComesInWhateverOrderTheRuleHolds) {
    const int worlds = anju::test::slow() ? 400 : 40;
    std::uint64_t runs = 0, presses = 0, accepted = 0;
    for (int seed = 1; seed <= worlds && !testing::Test::HasFatalFailure(); ++seed) {
        SCOPED_TRACE(seed);
        World world(static_cast<unsigned>(seed));
        for (int i = 0; i < 8'000 && !testing::Test::HasFatalFailure(); ++i) {
            world.move();
        }
        runs += world.runs();
        presses += world.presses();
        accepted += world.accepted_shown();
    }
    EXPECT_GT(runs, 200u);
    EXPECT_GT(presses, runs * 2);
    EXPECT_GT(accepted, 1000u);
}

}  // namespace
}  // namespace anju::alarm
