// SPDX-License-Identifier: Apache-2.0
// A call for help as it is kept: reported by boxes, moved on by time; who is told of what.
#include <random>

#include "tests/server_storage/alarm_home.hpp"
#include "tests/support/slow.hpp"

namespace anju::server {
namespace {

using contract::Alarm;
using contract::AlarmReach;
using contract::AlarmReport;
using contract::AlarmState;
using contract::Role;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Alarms : public AlarmHome {};
INSTANTIATE_TEST_SUITE_P(On, Alarms, testing::Values(Dialect::Sqlite, Dialect::Postgres), [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(Alarms, APressIsKeptAndToldToBothBoxesAndTheNearestSeat) {
    on_duty(near_);
    on_duty(far_);
    const Alarm alarm = says(box_, run(1));
    EXPECT_EQ(alarm.state, AlarmState::Waiting);
    EXPECT_EQ(alarm.reach, AlarmReach::Nearest);
    EXPECT_EQ(alarm.report, run(1).id);
    EXPECT_EQ(alarm.received_at, now_);
    ASSERT_THAT(told_guard(box_), SizeIs(1));
    EXPECT_EQ(told_guard(box_)[0], alarm);
    ASSERT_THAT(told_guard(second_), SizeIs(1));
    EXPECT_EQ(told_guard(second_)[0].report, "") << "it knows no run of it";
    ASSERT_THAT(told_desk(near_), SizeIs(1));
    const auto line = told_desk(near_)[0];
    EXPECT_EQ(line.person, "王桂兰");
    EXPECT_EQ(line.address, "幸福里 3 号楼 2 单元 401");
    EXPECT_THAT(line.number, testing::MatchesRegex("A-20261125-[0-9]{4}"));
    EXPECT_EQ(line.reaches_next_at, now_ + 15s);
    EXPECT_THAT(told_desk(far_), IsEmpty()) << "not before its time";
    EXPECT_THAT(queue(far_), IsEmpty());
    EXPECT_THAT(queue(near_), ElementsAre(alarm.id));
    EXPECT_THAT(told<Alarm>(recipient_of_member(fang_), "alarm"), IsEmpty());
    EXPECT_EQ(must(repository().alarm_of_report(box_, run(1).id)), alarm);
}

TEST_P(Alarms, WhatComesTwiceWritesNothing) {
    const Alarm first = says(box_, run(1, 2));
    const auto audits = count("audit"), events = count("event");
    EXPECT_EQ(says(box_, run(1, 2)), first);
    EXPECT_EQ(says(box_, run(1, 1)), first);
    EXPECT_EQ(count("audit"), audits);
    EXPECT_EQ(count("event"), events);
    EXPECT_EQ(count("incident"), 1);
}

TEST_P(Alarms, AreCancelledWhileAllIsTakenBackAndLiveAgainWithAPress) {
    on_duty(near_);
    const Alarm first = says(box_, run(1));
    now_ += 4s;
    const Alarm cancelled = says(box_, run(1, 1, 1));
    EXPECT_EQ(cancelled.state, AlarmState::Cancelled);
    EXPECT_EQ(cancelled.call_back_by, now_ + 20min);
    EXPECT_GT(cancelled.revision, first.revision);
    EXPECT_THAT(queue(near_), IsEmpty());
    EXPECT_THAT(desk(near_).call_back, SizeIs(1)) << "a cancelled one reaches the desk";
    now_ += 29s;
    const Alarm other = says(second_, run(7));
    EXPECT_EQ(other.id, first.id) << "within 30 s it counts with it";
    EXPECT_EQ(other.state, AlarmState::Waiting);
    EXPECT_EQ(other.presses, 2);
    EXPECT_THAT(queue(near_), ElementsAre(first.id));
    says(second_, run(7, 1, 1));
    now_ += 31s;
    EXPECT_NE(says(second_, run(8)).id, first.id);
    EXPECT_EQ(count("incident"), 2);
}

TEST_P(Alarms, OfTwoBoxesOfOneHomeAreOneAndBothMustTakeBack) {
    const Alarm first = says(box_, run(1));
    EXPECT_EQ(says(second_, run(1 + 50)).id, first.id);
    EXPECT_EQ(says(box_, run(1, 1, 1)).state, AlarmState::Waiting) << "the other's press stands";
    EXPECT_EQ(says(second_, run(1 + 50, 1, 1)).state, AlarmState::Cancelled);
    EXPECT_EQ(must(repository().alarm_of_report(second_, run(51).id)).report, run(51).id);
}

TEST_P(Alarms, AForgedReportIsRefusedAndNothingIsWritten) {
    says(box_, run(1));
    const Street other = a_street("西关");
    const auto events = count("event");
    EXPECT_THAT(repository().report_alarm(other.tv, run(1, 2), kNoPage, now_), Fails(Trouble::Conflict, "report_of_another"));
    EXPECT_THAT(repository().report_alarm(second_, run(1, 1, 1), kNoPage, now_), Fails(Trouble::Conflict, "report_of_another")) << "nor of the box beside it";
    auto wrong = run(1, 2);
    wrong.sequence = 2;
    EXPECT_THAT(repository().report_alarm(box_, wrong, kNoPage, now_), Fails(Trouble::Conflict, "report_sequence"));
    EXPECT_THAT(repository().alarm_of_report(other.tv, run(1).id), Fails(Trouble::NotFound, "alarm_not_found"));
    for (const auto& [field, spoil] : std::vector<std::pair<std::string, std::function<void(AlarmReport&)>>>{
             {"id", [](auto& r) { r.id = "short"; }}, {"id", [](auto& r) { r.id = "with/slash"; }}, {"id", [](auto& r) { r.id = std::string(65, 'a'); }},
             {"sequence", [](auto& r) { r.sequence = 0; }}, {"sequence", [](auto& r) { r.sequence = ~0ULL; }},
             {"taken_back", [](auto& r) { r.taken_back = 2; }}}) {
        auto report = run(2);
        spoil(report);
        const auto answer = repository().report_alarm(box_, report, kNoPage, now_);
        EXPECT_THAT(answer, Fails(Trouble::Refused, "report_malformed"));
        EXPECT_EQ(answer.error().context, field);
    }
    EXPECT_EQ(count("event"), events);
    EXPECT_EQ(count("incident"), 1);
}

// A journal that was lost, a disk that is read-only: no reason to lose the call.
TEST_P(Alarms, ABoxThatCountsFromOneAgainIsHeard) {
    on_duty(near_);
    const Alarm before = says(box_, run(1));
    must(repository().accept_alarm(near_, before.id, now_));
    must(repository().decide_alarm(near_, before.id, {"test", ""}, now_));
    must(repository().close_alarm(near_, before.id, now_));
    auto again = run(1);
    again.id = "another-run";
    const Alarm alarm = says(box_, again);
    EXPECT_NE(alarm.id, before.id);
    EXPECT_THAT(steps(alarm.id), testing::Contains("sequence_again"));
}

TEST_P(Alarms, ReachFurtherAtTheirTimesEachStepOnce) {
    on_duty(near_);
    on_duty(far_);
    must(repository().watch_desk(head_, now_));
    const Alarm alarm = says(box_, run(1));
    const auto stays = [&] { for (const auto& who : {near_, far_}) on_duty(who); };
    now_ += 14s, stays();
    EXPECT_EQ(passes(0s), 0);
    EXPECT_EQ(passes(1s), 1);
    EXPECT_THAT(queue(far_), ElementsAre(alarm.id));
    EXPECT_EQ(passes(0s), 0) << "once, whichever node comes next";
    EXPECT_THAT(told_desk(head_), IsEmpty());
    now_ += 14s, stays();
    EXPECT_FALSE(page_of_fang().alarm) << "nobody of the family hears of it yet";
    EXPECT_EQ(passes(1s, kEveryPage), 1);
    EXPECT_THAT(told_desk(head_), SizeIs(1));
    const auto family = told<Alarm>(recipient_of_member(fang_), "alarm");
    ASSERT_THAT(family, SizeIs(1));
    EXPECT_EQ(family[0].report, "");
    EXPECT_THAT(family[0].family, ElementsAre("小芳")) << "her page is open";
    EXPECT_EQ(page_of_fang().alarm, family[0]) << "opened later, the page shows the same";
    for (int i = 0; i < 16; ++i) now_ += 10s, stays(), passes(0s);
    EXPECT_THAT(steps(alarm.id), ElementsAre("pressed", "received", "reached nearest", "reached all_seats", "reached head_and_family", "told", "reached above", "breach"));
    EXPECT_EQ(desk(near_).figures.breaches, 1);
    EXPECT_EQ(must(repository().alarm_of_report(box_, run(1).id)).reach, AlarmReach::Breach);
    must(repository().accept_alarm(near_, alarm.id, now_));
    must(repository().decide_alarm(near_, alarm.id, {"helped", ""}, now_));
    must(repository().close_alarm(near_, alarm.id, now_));
    says(box_, run(2));
    now_ += contract::kAlarmShown - 1s;
    ASSERT_TRUE(page_of_fang().alarm) << "the one that reached her, not the next one";
    EXPECT_EQ(page_of_fang().alarm->state, AlarmState::Closed);
    now_ += 1s;
    EXPECT_FALSE(page_of_fang().alarm) << "what is over for a day is not news";
}

TEST_P(Alarms, WithNobodyOnDutyTheNextStepStartsAtOnce) {
    const Alarm alarm = says(box_, run(1));
    EXPECT_EQ(alarm.reach, AlarmReach::Above) << "no page is open, and no notice goes out: nobody could hear of it";
    EXPECT_THAT(alarm.family, IsEmpty()) << "nothing says that she has read it";
    EXPECT_THAT(told<Alarm>(recipient_of_member(fang_), "alarm"), SizeIs(1));
    const Alarm again = must(repository().report_alarm(box_, run(1, 1, 1), kNoPage, now_));
    EXPECT_EQ(again.state, AlarmState::Cancelled);
    now_ += 31s;
    EXPECT_EQ(must(repository().report_alarm(box_, run(2), kEveryPage, now_)).reach, AlarmReach::HeadAndFamily) << "her page is open";
}

TEST_P(Alarms, AHeadWhoIsAwayHidesNobodyWhoIsThere) {
    const StaffCaller above = works(east_, "chen", "陈静", {Role::Manager});
    must(repository().watch_desk(head_, now_));
    now_ += 1min;
    must(repository().watch_desk(above, now_));
    now_ += 5s, desk(above);
    now_ += 12s;  // its page reads the desk and says nothing else
    const Alarm alarm = says(box_, run(1));
    EXPECT_EQ(alarm.reach, AlarmReach::HeadAndFamily);
    EXPECT_THAT(told_desk(above), SizeIs(1));
    EXPECT_THAT(queue(above), ElementsAre(alarm.id));
    now_ += 1s;
    must(repository().watch_desk(head_, now_));
    EXPECT_THAT(queue(head_), ElementsAre(alarm.id));
    EXPECT_THAT(queue(above), IsEmpty()) << "the nearest is there again";
}

TEST_P(Alarms, WhenTheLastSeatGoesTheNextStepStartsAtOnce) {
    on_duty(near_);
    const Alarm alarm = says(box_, run(1));
    EXPECT_EQ(alarm.reach, AlarmReach::Nearest);
    EXPECT_FALSE(must(repository().sit(near_, false, now_)).on_duty);
    EXPECT_EQ(passes(0s), 1);
    EXPECT_EQ(must(repository().alarm_of_report(box_, run(1).id)).reach, AlarmReach::Above);
}

TEST_P(Alarms, WhenTheNearestSeatGoesTheNextOneHearsAtOnce) {
    on_duty(near_);
    on_duty(far_);
    const Alarm alarm = says(box_, run(1));
    now_ += 1s;
    must(repository().sit(near_, false, now_));
    passes(0s);
    ASSERT_THAT(told_desk(far_), SizeIs(1)) << "and not only after 15 s";
    EXPECT_EQ(told_desk(far_)[0].alarm.reach, AlarmReach::Nearest);
    EXPECT_THAT(queue(far_), ElementsAre(alarm.id));
    passes(1s);
    EXPECT_THAT(told_desk(far_), SizeIs(1)) << "once";
}

TEST_P(Alarms, WhileOneIsOpenTheHomeAndItsBoxesStayAsTheyAre) {
    on_duty(near_);
    const StaffCaller keeper = works(station_, "keeper", "刘洋", {Role::Manager, Role::Administrator, Role::Technician});
    NewHousehold given;
    given.organisation = station_;
    given.name = "周家";
    given.person = {"周敏", "周奶奶", "Mrs Zhou"};
    const std::string next = must(repository().create_household(system_caller(), given, now_));
    const Alarm alarm = says(box_, run(1));
    const auto acts = [&](const char* what) {
        const auto row = must(repository().box(keeper, box_.terminal, kNoBox));
        contract::BoxAct act;
        act.act = what;
        act.seen = row.revision;
        act.household = next;
        act.number = row.number;
        return repository().act_on_box(keeper, box_.terminal, act, kNoBox, now_);
    };
    const auto refuses = [&] {
        EXPECT_THAT(repository().close_home(keeper, home_, now_), Fails(Trouble::Conflict, "alarm_open"));
        for (const char* what : {"move", "take_back"}) EXPECT_THAT(acts(what), Fails(Trouble::Conflict, "alarm_open")) << what;
    };
    refuses();
    must(repository().accept_alarm(near_, alarm.id, now_));
    refuses();
    must(repository().decide_alarm(near_, alarm.id, {"no_answer", ""}, now_));
    must(repository().close_alarm(near_, alarm.id, now_));
    must(acts("move"));
    must(repository().close_home(keeper, home_, now_));
    EXPECT_THAT(desk(near_).call_back, SizeIs(1)) << "who did not answer is still called back";
}

TEST_P(Alarms, ATimelineIsNeverTouchedAgain) {
    const Alarm alarm = says(box_, run(1));
    EXPECT_FALSE(raw()->write([&](Transaction& tx) -> Stored<void> {
        tx.run("UPDATE incident_step SET text = 'x' WHERE incident = $1", {alarm.id});
        return {};
    }));
    EXPECT_FALSE(raw()->write([&](Transaction& tx) -> Stored<void> {
        tx.run("DELETE FROM incident_step WHERE incident = $1", {alarm.id});
        return {};
    }));
}

TEST_P(Alarms, WhatIsDueAndWhatIsOpenIsFoundByAnIndex) {
    if (GetParam() != Dialect::Sqlite) GTEST_SKIP() << "a small table is read whole there";
    const auto plan = [&](const std::string& sql, const std::vector<Parameter>& values) {
        std::string text;
        must(raw()->read([&](Transaction& tx) -> Stored<void> {
            for (const Row& row : tx.run("EXPLAIN QUERY PLAN " + sql, values)) text += row.text(3) + "\n";
            return {};
        }));
        return text;
    };
    const std::string all = "SELECT * FROM incident ";
    EXPECT_THAT(plan(all + std::string(kDueIncidents), {now_, 200}), testing::HasSubstr("incident_due"));
    EXPECT_THAT(plan(all + std::string(kOpenWithin), {"/a/", "/a/~"}), testing::HasSubstr("incident_open"));
    EXPECT_THAT(plan(all + std::string(kCallBackWithin), {"/a/", "/a/~"}), testing::HasSubstr("incident_call_back"));
    EXPECT_THAT(plan(std::string(kSilentSeats), {now_}), testing::HasSubstr("seat_there"));
}

// Each of them fails, and more of them than one round takes are due before it.
TEST_P(Alarms, ThatCannotBeMovedKeepNoOtherWaiting) {
    on_duty(near_);
    on_duty(far_);
    const Alarm alarm = says(box_, run(1));
    must(raw()->write([&](Transaction& tx) -> Stored<void> {
        for (int i = 0; i < 201; ++i) {
            const std::string id = "broken" + std::to_string(1000 + i);
            tx.run("INSERT INTO incident (id, household, path, revision, state, reach, source, pressed_at, presses, received_at, waiting_since, next_at)"
                   " SELECT $1, household, path, 1, 'waiting', 'nearest', source, pressed_at, 1, received_at, waiting_since, 5 FROM incident WHERE id = $2", {id, alarm.id});
            tx.run("INSERT INTO incident_step (incident, number, at, what, who, name, text) VALUES ($1, 1, 5, 'pressed', '', '', '')", {id});
        }
        return {};
    }));
    now_ += 14s;
    on_duty(near_);
    on_duty(far_);  // a seat that goes has all of them looked at in any order
    now_ += 1s;
    EXPECT_FALSE(repository().move_alarms(kNoPage, now_)) << "it says that some failed";
    static_cast<void>(repository().move_alarms(kNoPage, now_));
    EXPECT_EQ(must(repository().alarm_of_report(box_, run(1).id)).reach, AlarmReach::AllSeats);
}

// Two boxes, each of whose reports comes any number of times and in any order.
TEST_P(Alarms, DoubledReorderedAndReplayedReportsCountEachPressOnce) {
    std::mt19937 random(7);
    const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
    std::vector<std::pair<TerminalCaller, AlarmReport>> sent;
    std::int64_t pressed = 0;
    for (int number = 1; number <= 6; ++number) {
        const int presses = 1 + static_cast<int>(below(4));
        pressed += presses;
        for (int i = 1; i <= presses; ++i) sent.emplace_back(number % 2 == 0 ? box_ : second_, run(number, i, i > 1 && below(3) == 0 ? i - 1 : 0));
    }
    const int deliveries = test::rounds(4000);
    for (int i = 0; i < deliveries; ++i) {
        now_ += 1s;
        const auto& [box, report] = sent[below(sent.size())];
        says(box, report);
    }
    for (const auto& [box, report] : sent) says(box, report);
    std::int64_t counted = 0, open = 0;
    must(raw()->read([&](Transaction& tx) -> Stored<void> {
        counted = tx.run("SELECT sum(presses) FROM incident")[0].number(0);
        open = tx.run("SELECT count(*) FROM incident WHERE state = 'waiting'")[0].number(0);
        return {};
    }));
    EXPECT_EQ(counted, pressed);
    EXPECT_EQ(open, 1);
}

}  // namespace
}  // namespace anju::server
