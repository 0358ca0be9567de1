// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/testing.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace anju::alarm {
namespace {

using contract::TestKind;
using contract::Time;
using namespace std::chrono_literals;

const Time kFirst{std::chrono::sys_days(std::chrono::year_month_day(std::chrono::year(2026), std::chrono::month(11), std::chrono::day(1)))};

// In China.
Here here_at(Time now) {
    const auto local = now + 8h;
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date(day);
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())), static_cast<int>(static_cast<unsigned>(date.day())),
            static_cast<int>((local - day) / 1min)};
}

struct Done {
    BeginTest test;
    Time at;
};

class TestedBox {
  public:
    explicit TestedBox(std::string name, bool two = false) : key(std::move(name)), second(two) { testing.calm_since = up - kCalmAfter; }
    // A look each five minutes; a guard looks with each beat.
    void passes(std::chrono::minutes time) {
        const auto step = time < 5min ? time : 5min;
        for (auto past = 0min; past < time; past += step) {
            up += step;
            wall += step;
            for (int many = 0; many < 5; ++many) {
                const auto test = due_test(testing, remembered, key, second, {up, wall}, here_at(wall));
                if (!test) {
                    break;
                }
                done.push_back({*test, wall});
                if (comes) {
                    test_came(remembered, *test, key, {up, wall}, here_at(wall));
                }
            }
        }
    }
    void starts_again() {
        remembered = remembered_from(to_text(remembered)).value();
        testing = {};
        testing.since = up;
        testing.calm_since = up - kCalmAfter;
    }
    int count(TestKind kind, Way way = Way::First) const {
        int all = 0;
        for (const auto& one : done) {
            all += one.test.kind == kind && one.test.way == way ? 1 : 0;
        }
        return all;
    }

    std::string key;
    bool second = false, comes = true;
    Remembered remembered;
    Testing testing;
    Moment up = 1h;
    Time wall = kFirst;
    std::vector<Done> done;
};

TEST(Tests, AreSilentEachWeekByEachAddress) {
    TestedBox box("key", true);
    box.passes(10 * 7 * 24h);
    for (const Way way : {Way::First, Way::Second}) {
        EXPECT_GE(box.count(TestKind::Silent, way), 10);
        EXPECT_LE(box.count(TestKind::Silent, way), 11) << "one more as it was never tested";
    }
    std::map<Way, Time> last;
    for (const auto& one : box.done) {
        if (last.contains(one.test.way) && one.test.kind == TestKind::Silent) {
            EXPECT_LE(one.at - last[one.test.way], 7 * 24h + 5min) << "never overdue";
        }
        last[one.test.way] = one.at;
    }
}

TEST(Tests, OfACityAreSpreadOverTheWeek) {
    std::map<std::int64_t, int> on_day;
    for (int i = 0; i < 7'000; ++i) {
        const std::string key = "key-of-box-" + std::to_string(i);
        for (int hour = 1; hour <= 7 * 24; ++hour) {
            if (week_of(key, kFirst + std::chrono::hours(hour)) != week_of(key, kFirst)) {
                ++on_day[(hour - 1) / 24];
                break;
            }
        }
    }
    for (int day = 0; day < 7; ++day) {
        EXPECT_NEAR(on_day[day], 1000, 200) << day;
    }
}

TEST(Tests, AreAloudOnceAMonthByDay) {
    for (int i = 0; i < 10; ++i) {
        TestedBox box("box " + std::to_string(i));
        box.passes(365 * 24h);
        EXPECT_GE(box.count(TestKind::Voice), 12);
        EXPECT_LE(box.count(TestKind::Voice), 13);
        std::optional<Time> last;
        for (const auto& one : box.done) {
            if (one.test.kind != TestKind::Voice) {
                continue;
            }
            const int minute = here_at(one.at).minute;
            EXPECT_TRUE((minute >= 9 * 60 && minute < 11 * 60) || (minute >= 15 * 60 && minute < 17 * 60)) << minute;
            if (last) {
                EXPECT_LT(one.at - *last, contract::kVoiceOverdue) << i;
            }
            last = one.at;
        }
    }
}

TEST(Tests, AloudOfAnEstateThatIsLateAreSpreadOverTheDay) {
    std::map<int, int> begins;  // minute of the day
    for (int i = 0; i < 1'000; ++i) {
        const std::string key = "key-of-box-" + std::to_string(i);
        for (int minute = 0; minute < 24 * 60; ++minute) {
            if (may_speak(key, {2026, 11, 30, minute})) {
                ++begins[minute];
                break;
            }
        }
    }
    EXPECT_GT(begins.size(), 170u);
    int all = 0;
    for (const auto& [minute, boxes] : begins) {
        EXPECT_LE(boxes, 20) << minute;
        all += boxes;
    }
    EXPECT_EQ(all, 1'000) << "each has its minute";
}

TEST(Tests, ThatDidNotComeThroughAreTriedAgainAndNeverInAStorm) {
    TestedBox box("key");
    box.comes = false;
    box.passes(24h);
    EXPECT_LE(box.count(TestKind::Silent), 48);
    EXPECT_GE(box.count(TestKind::Silent), 40);
    box.comes = true;
    box.passes(1h);
    const auto before = box.count(TestKind::Silent);
    box.passes(24h);
    EXPECT_LE(box.count(TestKind::Silent), before + 1);
}

TEST(Tests, SurviveAStartOfTheGuard) {
    TestedBox box("key", true);
    box.passes(24h);
    const auto before = box.done.size();
    for (int i = 0; i < 100; ++i) {
        box.starts_again();
        box.passes(1min);
    }
    EXPECT_EQ(box.done.size(), before);
}

TEST(Tests, AClockThatJumpsMakesNoStormAndSkipsNothingForEver) {
    TestedBox box("key");
    box.passes(24h);
    auto before = box.done.size();
    for (int i = 0; i < 200; ++i) {  // to and fro, over years
        box.wall += (i % 2 == 0 ? 1 : -1) * 400 * 24h;
        box.passes(1min);
    }
    EXPECT_LE(box.done.size(), before + 2 * (200 / 30 + 2)) << "at most one of a kind in half an hour";
    box.wall = kFirst - 3000 * 24h;  // a battery that is empty
    box.passes(2h);
    before = box.done.size();
    box.passes(2 * 7 * 24h);
    EXPECT_GE(box.done.size(), before + 2);
    box.wall = kFirst + 30 * 24h;
    box.passes(8 * 24h);
    EXPECT_EQ(box.remembered.tested[0], week_of("key", box.wall));
}

TEST(Tests, WaitForTheCalmAfterAnAlarm) {
    TestedBox box("key");
    alarm_is(box.testing, true, box.up);
    box.passes(14 * 24h);
    EXPECT_TRUE(box.done.empty());
    alarm_is(box.testing, false, box.up);
    box.passes(4min);
    box.passes(4min);
    EXPECT_TRUE(box.done.empty());
    box.passes(5min);
    EXPECT_FALSE(box.done.empty());
    alarm_is(box.testing, false, box.up);
    EXPECT_LT(*box.testing.calm_since, box.up - 10min) << "said again it begins nothing anew";
}

}  // namespace
}  // namespace anju::alarm
