// SPDX-License-Identifier: Apache-2.0
// An alarm that is handed over stays with who has it until the other takes it; and the ambulance that somebody rang for.
#include "tests/server_storage/alarm_home.hpp"

namespace anju::server {
namespace {

using contract::Alarm;
using contract::AlarmState;
using contract::Role;
using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;

class HandOver : public AlarmHome {
  protected:
    Alarm in_hand() {
        on_duty(near_);
        on_duty(far_);
        const Alarm alarm = says(box_, run(1));
        must(repository().accept_alarm(near_, alarm.id, now_));
        return alarm;
    }
    Stored<contract::AlarmCard> offers(const std::string& alarm, const std::string& seat) { return repository().offer_alarm(near_, alarm, {seat}, now_); }
};
INSTANTIATE_TEST_SUITE_P(On, HandOver, testing::Values(Dialect::Sqlite, Dialect::Postgres), [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(HandOver, StaysWithTheFirstUntilTheOtherAcceptsAndChangesInOneStep) {
    const Alarm alarm = in_hand();
    must(repository().note_alarm(near_, alarm.id, "能说话", now_));
    const auto offered = must(offers(alarm.id, far_.staff)).alarm;
    EXPECT_TRUE(offered.mine);
    EXPECT_EQ(offered.offered_to, (contract::AlarmPerson{"王强", "安和市"}));
    EXPECT_EQ(offered.offered_until, now_ + 20s);
    EXPECT_TRUE(told_desk(far_).back().offered_to_me);
    EXPECT_FALSE(told_desk(near_).back().offered_to_me);
    EXPECT_TRUE(desk(far_).alarms.front().offered_to_me);
    EXPECT_EQ(told_guard(box_).back().by->name, "李姐") << "the home reads whose it is";
    now_ += 5s;
    const auto before = told_guard(box_).size();
    const auto card = must(repository().accept_alarm(far_, alarm.id, now_));
    EXPECT_TRUE(card.alarm.mine);
    EXPECT_EQ(card.note, "能说话");
    EXPECT_EQ(card.alarm.offered_to, std::nullopt);
    const auto guard = told_guard(box_);
    ASSERT_EQ(guard.size(), before + 1);
    EXPECT_EQ(guard.back().by, (contract::AlarmPerson{"王强", "安和市"}));
    for (const Alarm& one : guard) EXPECT_NE(one.state, AlarmState::Changing);
    EXPECT_FALSE(told_desk(near_).back().mine);
    EXPECT_THAT(repository().note_alarm(near_, alarm.id, "还在写", now_), Fails(Trouble::Conflict, "alarm_taken"));
    EXPECT_THAT(repository().decide_alarm(near_, alarm.id, {"helped", ""}, now_), Fails(Trouble::Conflict, "alarm_taken"));
    EXPECT_THAT(offers(alarm.id, near_.staff), Fails(Trouble::Conflict, "alarm_taken"));
    EXPECT_THAT(steps(alarm.id), Contains("handed_over"));
    EXPECT_EQ(card.alarm.outcome_due, alarm.received_at + 3min) << "what was owed is owed by the second";
}

TEST_P(HandOver, LapsesAfterTwentySeconds) {
    const Alarm alarm = in_hand();
    must(offers(alarm.id, far_.staff));
    for (int i = 0; i < 4; ++i) {
        on_duty(near_);
        on_duty(far_);
        passes(5s);
    }
    EXPECT_THAT(steps(alarm.id), Contains("hand_over_over").Times(1));
    EXPECT_EQ(told_desk(far_).back().offered_to, std::nullopt);
    EXPECT_FALSE(told_desk(far_).back().offered_to_me);
    EXPECT_THAT(repository().accept_alarm(far_, alarm.id, now_), Fails(Trouble::Conflict, "alarm_taken"));
    EXPECT_TRUE(must(repository().alarm_card(near_, alarm.id, now_)).alarm.mine);
    passes(1s);
    EXPECT_THAT(steps(alarm.id), Contains("hand_over_over").Times(1));
    must(offers(alarm.id, far_.staff));
    now_ += 20s;  // the platform has not come to it yet
    EXPECT_THAT(repository().accept_alarm(far_, alarm.id, now_), Fails(Trouble::Conflict, "alarm_taken"));
}

TEST_P(HandOver, IsForWhoIsOnDutyThereOrTheHead) {
    const Alarm alarm = in_hand();
    EXPECT_THAT(offers(alarm.id, near_.staff), Fails(Trouble::Conflict, "seat_not_there")) << "oneself";
    EXPECT_THAT(offers(alarm.id, head_.staff), Fails(Trouble::Conflict, "seat_not_there")) << "not on duty";
    EXPECT_THAT(offers(alarm.id, ""), Fails(Trouble::Conflict, "seat_not_there")) << "no head there";
    const StaffCaller elsewhere = works(west_, "zhao", "赵敏", {Role::Operator});
    on_duty(elsewhere);
    EXPECT_THAT(offers(alarm.id, elsewhere.staff), Fails(Trouble::Conflict, "seat_not_there"));
    must(repository().watch_desk(head_, now_));
    EXPECT_EQ(must(offers(alarm.id, "")).alarm.offered_to->name, "孙丽");
    EXPECT_THAT(repository().accept_alarm(head_, alarm.id, now_), Fails(Trouble::Conflict, "seat_off_duty"));
    on_duty(head_);
    EXPECT_EQ(must(repository().accept_alarm(head_, alarm.id, now_)).alarm.alarm.by->name, "孙丽");
}

TEST_P(HandOver, GoesToAHeadOnDutyHoweverFarBeforeOneWhosePageIsOnlyThere) {
    const Alarm alarm = in_hand();
    const StaffCaller above = works(city_, "qian", "钱伟", {Role::Manager});
    must(repository().watch_desk(head_, now_));
    on_duty(above);
    EXPECT_EQ(must(offers(alarm.id, "")).alarm.offered_to->name, "钱伟");
    EXPECT_EQ(must(repository().accept_alarm(above, alarm.id, now_)).alarm.alarm.by->name, "钱伟");
    must(repository().offer_alarm(above, alarm.id, {near_.staff}, now_));
    must(repository().accept_alarm(near_, alarm.id, now_));
    on_duty(head_);
    EXPECT_EQ(must(offers(alarm.id, "")).alarm.offered_to->name, "孙丽") << "of two on duty the nearer";
}

TEST_P(HandOver, IsOverWhenTheFirstIsLostOrTheAlarmEnds) {
    const Alarm alarm = in_hand();
    must(offers(alarm.id, far_.staff));
    now_ += 15s;
    on_duty(far_);
    passes(0s);
    EXPECT_EQ(told_desk(far_).back().offered_to, std::nullopt);
    EXPECT_EQ(told_guard(box_).back().state, AlarmState::Changing);
    must(repository().accept_alarm(far_, alarm.id, now_));
    on_duty(near_);
    must(repository().offer_alarm(far_, alarm.id, {near_.staff}, now_));
    must(repository().decide_alarm(far_, alarm.id, {"helped", ""}, now_));
    must(repository().close_alarm(far_, alarm.id, now_));
    EXPECT_EQ(told_desk(near_).back().offered_to, std::nullopt);
    EXPECT_THAT(repository().accept_alarm(near_, alarm.id, now_), Fails(Trouble::Conflict, "alarm_closed"));
    EXPECT_THAT(steps(alarm.id), Not(Contains("hand_over_over")));
}

TEST_P(HandOver, TheAmbulanceIsWrittenWithWhatWasReadOut) {
    const Alarm alarm = in_hand();
    const auto calls = [&](const StaffCaller& who, const std::string& text) { return repository().called_ambulance(who, alarm.id, text, now_); };
    EXPECT_THAT(calls(far_, "王桂兰"), Fails(Trouble::Conflict, "alarm_taken"));
    EXPECT_THAT(calls(near_, std::string(2001, 'a')), Fails(Trouble::Refused, "note_too_long"));
    must(calls(near_, "老人摔倒，王桂兰，82 岁"));
    now_ += 3s;
    const auto card = must(calls(near_, "老人摔倒，王桂兰，82 岁"));
    EXPECT_EQ(card.steps.back().what, "ambulance");
    EXPECT_EQ(card.steps.back().who, "李姐");
    EXPECT_EQ(card.steps.back().text, "老人摔倒，王桂兰，82 岁");
    EXPECT_THAT(steps(alarm.id), Contains("ambulance").Times(1)) << "its answer was lost, and it came again";
    now_ += 1min;
    must(calls(near_, "老人摔倒，王桂兰，82 岁"));
    EXPECT_THAT(steps(alarm.id), Contains("ambulance").Times(2)) << "rung again";
}

}  // namespace
}  // namespace anju::server
