// SPDX-License-Identifier: Apache-2.0
// A call for help at the desk: who has it, what is written of it, and how it ends.
#include "tests/server_storage/alarm_home.hpp"

namespace anju::server {
namespace {

using contract::Alarm;
using contract::AlarmReach;
using contract::AlarmState;
using contract::Role;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class AlarmDesk : public AlarmHome {};
INSTANTIATE_TEST_SUITE_P(On, AlarmDesk, testing::Values(Dialect::Sqlite, Dialect::Postgres), [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(AlarmDesk, TwoAtTheDeskNeverGetTheSame) {
    on_duty(near_);
    on_duty(far_);
    const Alarm alarm = says(box_, run(1));
    now_ += 3s;
    const auto card = must(repository().accept_alarm(near_, alarm.id, now_));
    EXPECT_TRUE(card.alarm.mine);
    EXPECT_EQ(card.alarm.outcome_due, now_ + 3min);
    EXPECT_EQ(card.home.id, home_);
    const auto taken = repository().accept_alarm(far_, alarm.id, now_);
    EXPECT_THAT(taken, Fails(Trouble::Conflict, "alarm_taken"));
    EXPECT_EQ(taken.error().context, "李姐 东关服务站");
    EXPECT_EQ(must(repository().accept_alarm(near_, alarm.id, now_)).alarm, card.alarm) << "once more, the same answer";
    const Alarm home = told_guard(box_).back();
    EXPECT_EQ(home.state, AlarmState::Accepted);
    EXPECT_EQ(home.by, (contract::AlarmPerson{"李姐", "东关服务站"}));
    EXPECT_TRUE(told_desk(near_).back().mine);
    EXPECT_FALSE(told_desk(far_).back().mine);
    EXPECT_THAT(repository().close_alarm(far_, alarm.id, now_), Fails(Trouble::Conflict, "alarm_taken"));
    const Alarm late = says(box_, run(1, 1, 1));
    EXPECT_EQ(late.state, AlarmState::Accepted) << "taken back after a person had it";
    EXPECT_THAT(steps(alarm.id), testing::Contains("taken_back_late"));
    EXPECT_EQ(says(box_, run(1, 3, 1)).presses, 3) << "and no press is dropped";
}

TEST_P(AlarmDesk, WhatNobodyWasToldOfBeforeTheProgramEndedIsToldByTheNextRound) {
    on_duty(near_);
    const auto alarm = says(box_, run(1));
    ASSERT_EQ(told_desk(near_).size(), 1U);
    EXPECT_EQ(count("desk_news"), 0);
    // Committed, and the program was killed before it had told anybody; twice, and it is told as it is by now.
    must(raw()->write([&](Transaction& tx) -> Stored<void> {
        for (const int revision : {90, 91}) tx.run("INSERT INTO desk_news (incident, revision) VALUES ($1, $2)", {alarm.id, revision});
        return {};
    }));
    EXPECT_EQ(passes(0ms), 0);
    const auto told = told_desk(near_);
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[1].alarm.id, alarm.id);
    EXPECT_EQ(told[1].alarm.revision, told[0].alarm.revision);
    EXPECT_EQ(count("desk_news"), 0);
}

TEST_P(AlarmDesk, OnlyWhoIsOnDutyAccepts) {
    const Alarm alarm = says(box_, run(1));
    EXPECT_THAT(repository().accept_alarm(near_, alarm.id, now_), Fails(Trouble::Conflict, "seat_off_duty"));
    EXPECT_THAT(repository().accept_alarm(boss_, alarm.id, now_), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().desk(boss_, kNoBox, now_), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().sit(boss_, true, now_), Fails(Trouble::Refused, "role_missing"));
    const StaffCaller elsewhere = works(west_, "zhao", "赵敏", {Role::Operator});
    on_duty(elsewhere);
    EXPECT_THAT(repository().accept_alarm(elsewhere, alarm.id, now_), Fails(Trouble::NotFound, "alarm_not_found"));
    EXPECT_THAT(repository().alarm_card(elsewhere, alarm.id, now_), Fails(Trouble::NotFound, "alarm_not_found"));
    EXPECT_THAT(desk(elsewhere).alarms, IsEmpty());
    on_duty(head_);
    EXPECT_TRUE(must(repository().accept_alarm(head_, alarm.id, now_)).alarm.mine) << "the head of the place may";
}

TEST_P(AlarmDesk, OneWhoseSeatIsSilentGoesBackToAllAndIsFirstInLine) {
    on_duty(near_);
    on_duty(far_);
    const Alarm alarm = says(box_, run(1));
    must(repository().accept_alarm(near_, alarm.id, now_));
    EXPECT_THAT(repository().sit(near_, false, now_), Fails(Trouble::Conflict, "alarm_in_hand"));
    now_ += 14s;
    on_duty(far_);
    EXPECT_EQ(passes(0s), 0);
    EXPECT_EQ(passes(1s), 1);
    const Alarm changing = told_guard(box_).back();
    EXPECT_EQ(changing.state, AlarmState::Changing);
    EXPECT_EQ(changing.by, std::nullopt) << "nobody has it";
    EXPECT_GE(changing.reach, AlarmReach::AllSeats);
    EXPECT_EQ(told<contract::Seat>(recipient_of_seat(far_.staff), "seat").back().on_duty, false);
    EXPECT_THAT(queue(far_), ElementsAre(alarm.id));
    must(repository().accept_alarm(far_, alarm.id, now_));
    EXPECT_EQ(told_guard(box_).back().by->name, "王强");
    EXPECT_THAT(repository().decide_alarm(near_, alarm.id, {"helped", ""}, now_), Fails(Trouble::Conflict, "alarm_taken"));
    EXPECT_EQ(desk(far_).figures.in_15s, 1) << "first accepted in time";
}

TEST_P(AlarmDesk, OfWhoWorksElsewhereNowOrHasEndedGoBackToAll) {
    for (const bool ends : {false, true}) {
        const StaffCaller one = works(station_, ends ? "qian" : "wu", "吴刚", {Role::Operator});
        on_duty(one);
        const Alarm alarm = says(box_, run(ends ? 2 : 1));
        must(repository().accept_alarm(one, alarm.id, now_));
        ends ? must(repository().end_staff(top_, one.staff, now_)) : static_cast<void>(must(repository().edit_staff(top_, one.staff, {"place", west_, 0}, now_)));
        EXPECT_EQ(passes(0s), 1);
        EXPECT_EQ(must(repository().alarm_of_report(box_, run(ends ? 2 : 1).id)).state, AlarmState::Changing);
        on_duty(near_);
        must(repository().accept_alarm(near_, alarm.id, now_));
        must(repository().decide_alarm(near_, alarm.id, {"test", ""}, now_));
        must(repository().close_alarm(near_, alarm.id, now_));
    }
}

TEST_P(AlarmDesk, WhatAnotherSaidOfItIsNeitherOverwrittenNorUsedAgain) {
    on_duty(near_);
    const Alarm alarm = says(box_, run(1, 1, 1));
    must(repository().decide_alarm(near_, alarm.id, {"false_alarm", ""}, now_));
    says(box_, run(1, 2, 1));  // live again
    must(repository().accept_alarm(near_, alarm.id, now_));
    EXPECT_THAT(repository().close_alarm(near_, alarm.id, now_), Fails(Trouble::Conflict, "outcome_missing"));
    must(repository().note_alarm(near_, alarm.id, "能说话", now_));
    must(repository().decide_alarm(near_, alarm.id, {"helped", ""}, now_));
    now_ += 15s;
    on_duty(far_);
    passes(0s);
    EXPECT_EQ(must(repository().alarm_card(far_, alarm.id, now_)).outcome, "");
    EXPECT_EQ(must(repository().accept_alarm(far_, alarm.id, now_)).note, "能说话") << "it is not lost";
    must(repository().note_alarm(far_, alarm.id, "女儿在路上", now_));
    EXPECT_THAT(repository().note_alarm(near_, alarm.id, "能说话，但", now_), Fails(Trouble::Conflict, "alarm_taken"));
    EXPECT_EQ(must(repository().alarm_card(far_, alarm.id, now_)).note, "女儿在路上");
    EXPECT_THAT(repository().close_alarm(far_, alarm.id, now_), Fails(Trouble::Conflict, "outcome_missing"));
}

TEST_P(AlarmDesk, OfWhatIsTypedTheTimelineKeepsSomeAndTheLast) {
    must(repository().watch_desk(far_, now_));
    now_ += 25h;
    on_duty(near_);
    const Alarm alarm = says(box_, run(1));
    must(repository().accept_alarm(near_, alarm.id, now_));
    const auto boxes = told_guard(box_).size(), family = told<Alarm>(recipient_of_member(fang_), "alarm").size(), own = told_desk(near_).size();
    std::string text;
    for (int i = 0; i < 40; ++i) {
        now_ += 1s, text += "字";
        on_duty(near_);
        EXPECT_EQ(must(repository().note_alarm(near_, alarm.id, text, now_)).note, text) << "kept at once";
    }
    EXPECT_THAT(told_guard(box_), SizeIs(boxes)) << "no business of the home";
    EXPECT_THAT(told<Alarm>(recipient_of_member(fang_), "alarm"), SizeIs(family));
    EXPECT_THAT(told_desk(near_), SizeIs(own + 40));
    EXPECT_THAT(told_desk(far_), IsEmpty()) << "nobody has looked there for a day";
    must(repository().decide_alarm(near_, alarm.id, {"helped", ""}, now_));
    EXPECT_THAT(steps(alarm.id), ElementsAre("pressed", "received", "reached nearest", "accepted", "note", "note", "note", "outcome"));
    const auto card = must(repository().alarm_card(near_, alarm.id, now_));
    EXPECT_EQ(card.steps[6].text, text) << "what was typed last is there before the outcome";
    must(repository().note_alarm(near_, alarm.id, "又说了一句", now_));
    now_ += 15s;
    passes(0s);
    ASSERT_THAT(steps(alarm.id), testing::Contains("lost"));
    const auto lost = must(repository().alarm_card(near_, alarm.id, now_));
    ASSERT_GT(lost.steps.size(), 8u);
    EXPECT_EQ(lost.steps[8].text, "又说了一句") << "and before it changes hands";
    EXPECT_EQ(lost.steps[8].who, "李姐");
}

TEST_P(AlarmDesk, AnOperatorReadsWhatIsGrantedToday) {
    const StaffCaller keeper = works(station_, "keeper", "刘洋", {Role::Manager});
    const auto grants = [&](const char* kind, const char* from, const char* until) {
        contract::CareRecordEdit edit;
        edit.sort = "subsidy", edit.kind = kind, edit.fen = 10'000, edit.period = "month", edit.authority = "安和市民政局", edit.from = from, edit.until = until;
        must(repository().edit_record(keeper, home_, edit, {kind, "body"}, now_));
    };
    grants("old_age", "2026-01-01", "");
    grants("care_service", "2025-01-01", "2025-12-31");
    grants("disability", "2026-12-01", "");
    on_duty(near_);
    const Alarm alarm = says(box_, run(1));
    for (const auto& records : {must(repository().alarm_card(near_, alarm.id, now_)).home.records, must(repository().accept_alarm(near_, alarm.id, now_)).home.records}) {
        ASSERT_THAT(records, SizeIs(1));
        EXPECT_EQ(records[0].kind, "old_age");
    }
    EXPECT_EQ(desk(near_).now, now_);
}

TEST_P(AlarmDesk, AreClosedWithAnOutcomeAndAPressAfterThatIsANewOne) {
    on_duty(near_);
    const Alarm alarm = says(box_, run(1));
    EXPECT_THAT(repository().decide_alarm(near_, alarm.id, {"helped", ""}, now_), Fails(Trouble::Conflict, "alarm_waiting"));
    must(repository().accept_alarm(near_, alarm.id, now_));
    EXPECT_THAT(repository().close_alarm(near_, alarm.id, now_), Fails(Trouble::Conflict, "outcome_missing"));
    EXPECT_THAT(repository().decide_alarm(near_, alarm.id, {"fine", ""}, now_), Fails(Trouble::Refused, "outcome_unknown"));
    EXPECT_THAT(repository().note_alarm(near_, alarm.id, std::string(2001, 'x'), now_), Fails(Trouble::Refused, "note_too_long"));
    EXPECT_THAT(repository().note_alarm(near_, alarm.id, "\xff", now_), Fails(Trouble::Refused, "not_text"));
    const std::string typed = "  摔在卫生间门口，\n能说话 ";
    EXPECT_EQ(must(repository().note_alarm(near_, alarm.id, typed, now_)).note, typed) << "as it was typed";
    EXPECT_FALSE(must(repository().decide_alarm(near_, alarm.id, {"helped", "女儿已到家"}, now_)).alarm.outcome_due);
    EXPECT_EQ(must(repository().close_alarm(near_, alarm.id, now_)).alarm.alarm.state, AlarmState::Closed);
    EXPECT_THAT(repository().close_alarm(near_, alarm.id, now_), Fails(Trouble::Conflict, "alarm_closed"));
    EXPECT_THAT(repository().accept_alarm(near_, alarm.id, now_), Fails(Trouble::Conflict, "alarm_closed"));
    EXPECT_EQ(told_guard(box_).back().closed_at, now_);
    EXPECT_THAT(steps(alarm.id), ElementsAre("pressed", "received", "reached nearest", "accepted", "note", "outcome", "closed"));
    EXPECT_EQ(says(box_, run(1)).state, AlarmState::Closed) << "said again, it is what it is";
    const Alarm next = says(box_, run(1, 2));
    EXPECT_NE(next.id, alarm.id);
    EXPECT_EQ(next.presses, 1) << "each press once";
    const auto before = must(repository().alarm_card(near_, next.id, now_)).before;
    ASSERT_THAT(before, SizeIs(1));
    EXPECT_EQ(before[0].text, "helped");
}

TEST_P(AlarmDesk, SomebodyCallsBackWhereItWasCancelledOrNobodyAnswered) {
    on_duty(near_);
    const Alarm cancelled = says(box_, run(1, 1, 1));
    EXPECT_EQ(cancelled.state, AlarmState::Cancelled) << "also when the platform hears of it only then";
    EXPECT_THAT(repository().accept_alarm(near_, cancelled.id, now_), Fails(Trouble::Conflict, "alarm_cancelled"));
    EXPECT_THAT(repository().close_alarm(near_, cancelled.id, now_), Fails(Trouble::Conflict, "alarm_cancelled"));
    EXPECT_EQ(passes(20min), 1);
    EXPECT_THAT(steps(cancelled.id), testing::Contains("call_back_late"));
    EXPECT_EQ(must(repository().called_back(near_, cancelled.id, "按错了", now_)).alarm.alarm.state, AlarmState::Closed);
    EXPECT_THAT(repository().called_back(near_, cancelled.id, "", now_), Fails(Trouble::Conflict, "no_call_back"));
    EXPECT_THAT(desk(near_).call_back, IsEmpty());
    on_duty(near_);
    const Alarm next = says(box_, run(2));
    must(repository().accept_alarm(near_, next.id, now_));
    must(repository().decide_alarm(near_, next.id, {"no_answer", ""}, now_));
    must(repository().close_alarm(near_, next.id, now_));
    EXPECT_THAT(desk(near_).call_back, SizeIs(1));
    EXPECT_EQ(must(repository().called_back(near_, next.id, "在邻居家", now_)).alarm.alarm.state, AlarmState::Closed);
    EXPECT_THAT(desk(near_).call_back, IsEmpty());
}

TEST_P(AlarmDesk, AnOutcomeThatIsOwedIsSaidOnce) {
    on_duty(near_);
    const Alarm alarm = says(box_, run(1));
    must(repository().accept_alarm(near_, alarm.id, now_));
    for (int i = 0; i < 40; ++i) now_ += 5s, on_duty(near_), passes(0s);
    const auto all = steps(alarm.id);
    EXPECT_EQ(std::count(all.begin(), all.end(), "outcome_late"), 1);
}

TEST_P(AlarmDesk, ASeatThatComesIsToldToThoseAboveItAndOnceOnly) {
    must(repository().watch_desk(far_, now_));
    must(repository().watch_desk(near_, now_));
    on_duty(near_);
    now_ += 5s;
    on_duty(near_);
    const auto seats = told<contract::Seat>(recipient_of_seat(far_.staff), "seat");
    ASSERT_THAT(seats, SizeIs(1)) << "a sign of life is no news";
    EXPECT_EQ(seats[0].name, "李姐");
    EXPECT_EQ(seats[0].since, now_ - 5s);
    EXPECT_THAT(told<contract::Seat>(recipient_of_seat(near_.staff), "seat"), IsEmpty());
    ASSERT_THAT(desk(far_).seats, SizeIs(1));
    EXPECT_THAT(desk(near_).seats, IsEmpty()) << "who is above is not its business";
    EXPECT_EQ(desk(far_).seat.name, "王强");
}

// What is due and what is open is found by an index, however many there were.

}  // namespace
}  // namespace anju::server
