// SPDX-License-Identifier: Apache-2.0
// What time does to visits: those that nobody ends, the log, what is missed until it is seen, quiet hours.
#include "platform/server/tokens.hpp"
#include "tests/server_storage/visit_storage.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

VISITS_ON_BOTH_DATABASES(VisitTime);

TEST_P(VisitTime, AVisitRingsForFortyFiveSecondsAlsoAcrossARestart) {
    const Street street = a_street();
    const std::string id = must(place(street)).visit.id;
    EXPECT_EQ(must(repository().sweep_visits(everybody(), now_ + 44s)), 0);
    open();  // as after kill -9
    EXPECT_EQ(must(repository().sweep_visits(everybody(), now_ + 45s)), 1);
    const auto missed = heard_visits(street.tv).back();
    EXPECT_EQ(missed.id, id);
    EXPECT_EQ(missed.end, VisitEnd::Missed);
    EXPECT_FALSE(missed.ended_by);
    EXPECT_FALSE(missed.seen);
    EXPECT_EQ(heard_visits("visit:" + id).back(), missed);
    EXPECT_EQ(must(repository().sweep_visits(everybody(), now_ + 60s)), 0) << "once";
    EXPECT_TRUE(place(street)) << "the TV is free";
}

TEST_P(VisitTime, AnElderWhomNobodyAnswersHasMissedNothing) {
    const Street street = a_street();
    must(repository().call_member(street.tv, {new_id(), street.member}, now_));
    EXPECT_EQ(must(repository().sweep_visits(nobody(), now_ + 44s)), 0) << "no phone is there yet, and need not be";
    EXPECT_EQ(must(repository().sweep_visits(nobody(), now_ + 45s)), 1);
    const auto missed = heard_visits(recipient_of(street.family)).back();
    EXPECT_EQ(missed.end, VisitEnd::Missed);
    EXPECT_TRUE(missed.seen);
}

TEST_P(VisitTime, ACallerWhoClosesThePageRingsNoLonger) {
    const Street street = a_street();
    const std::string id = must(place(street)).visit.id;
    for (auto at = 5s; at <= 20s; at += 5s) EXPECT_EQ(must(repository().sweep_visits(everybody(), now_ + at)), 0);
    const Listening closed{everybody().terminal, nobody().phone, nobody().member};
    EXPECT_EQ(must(repository().sweep_visits(closed, now_ + 34s)), 0) << "a reload takes a moment";
    EXPECT_EQ(must(repository().sweep_visits(closed, now_ + 35s)), 1);
    const auto ended = heard_visits(street.tv).back();
    EXPECT_EQ(ended.end, VisitEnd::Cancelled);
    EXPECT_EQ(ended.ended_by, VisitSide::Phone);
    EXPECT_EQ(ended.id, id);
}

TEST_P(VisitTime, ASideThatStaysAwayIsLost) {
    const Street street = a_street();
    for (const bool tv_is_lost : {true, false}) {
        const std::string id = must(place(street)).visit.id;
        must(repository().answer_visit(street.tv, id, {}, now_ + 10s));
        const Listening one{tv_is_lost ? nobody().terminal : everybody().terminal, tv_is_lost ? everybody().phone : nobody().phone, everybody().member};
        for (auto at = 20s; at <= 300s; at += 20s) EXPECT_EQ(must(repository().sweep_visits(everybody(), now_ + at)), 0) << "both are there";
        EXPECT_EQ(must(repository().sweep_visits(one, now_ + 340s)), 0);  // notes the one that is there
        EXPECT_EQ(must(repository().sweep_visits(one, now_ + 341s)), 0);
        open();
        int ended = 0;
        for (auto at = 360s; at <= 400s; at += 1s) ended += must(repository().sweep_visits(one, now_ + at));
        EXPECT_EQ(ended, 1);
        const auto lost = heard_visits(street.tv).back();
        EXPECT_EQ(lost.end, VisitEnd::Lost);
        EXPECT_EQ(lost.ended_by, tv_is_lost ? VisitSide::Tv : VisitSide::Phone);
        EXPECT_GE(*lost.ended_at, now_ + 390s);
    }
}

// Closed or reloaded: which of the two, shows by whether its stream comes back. Without a word it may be back after a minute.
TEST_P(VisitTime, APageThatWentAndDoesNotComeBackEndsTheVisit) {
    const Street street = a_street();
    const Listening closed{everybody().terminal, nobody().phone, everybody().member};
    const auto talks = [&] {
        const std::string id = must(place(street)).visit.id;
        must(repository().answer_visit(street.tv, id, {}, now_));
        return id;
    };
    const std::string closes = talks();
    const VisitorCaller daughter{street.family};
    must(repository().visit_left(daughter, closes, now_));
    for (auto at = 1s; at < 3s; at += 1s) EXPECT_EQ(must(repository().sweep_visits(everybody(), now_ + at)), 0) << "its stream may close late";
    for (auto at = 3s; at < 20s; at += 1s) EXPECT_EQ(must(repository().sweep_visits(closed, now_ + at)), 0);
    EXPECT_EQ(must(repository().sweep_visits(closed, now_ + 20s)), 1);
    const auto ended = heard_visits(street.tv).back();
    EXPECT_EQ(ended.end, VisitEnd::Lost) << "nobody pressed anything";
    EXPECT_EQ(ended.ended_by, VisitSide::Phone);
    EXPECT_THAT(repository().visit_left(daughter, closes, now_ + 21s), Fails(Trouble::NotFound, "visit_not_found"));

    const std::string reloads = talks();
    must(repository().visit_left(daughter, reloads, now_));
    for (auto at = 1s; at < 5s; at += 1s) must(repository().sweep_visits(closed, now_ + at));
    must(repository().sweep_visits(everybody(), now_ + 5s));
    for (auto at = 6s; at < 66s; at += 1s) EXPECT_EQ(must(repository().sweep_visits(closed, now_ + at)), 0) << "a network that is away says nothing";
    must(repository().visit_left(daughter, reloads, now_ + 66s));
    EXPECT_EQ(must(repository().sweep_visits(closed, now_ + 86s)), 1) << "it was back, and went again";
}

TEST_P(VisitTime, OnlyThePhoneWhoseVisitItIsSaysThatItsPageWent) {
    const Street street = a_street();
    const std::string id = must(place(street)).visit.id;
    for (const FamilyCaller& who : {another_phone(street), a_street("西关").family}) {
        EXPECT_THAT(repository().visit_left(VisitorCaller{who}, id, now_), Fails(Trouble::NotFound, "visit_not_found"));
    }
    must(repository().visit_left(VisitorCaller{street.family}, id, now_));
}

TEST_P(VisitTime, SweepingWritesNothingWhenNothingIsToBeDone) {
    const Street street = a_street();
    must(place(street));
    take_woken();
    const auto before = must(repository().last_sequences({recipient_of(street.tv)}));
    for (auto at = 1s; at < 5s; at += 1s) must(repository().sweep_visits(everybody(), now_ + at));
    EXPECT_THAT(take_woken(), IsEmpty());
    EXPECT_EQ(must(repository().last_sequences({recipient_of(street.tv)})), before);
}

TEST_P(VisitTime, WhatWasMissedIsShownUntilItIsSeen) {
    const Street street = a_street();
    const Street other = a_street("西关");
    const std::string id = must(place(street)).visit.id;
    must(repository().visits_seen(street.tv, {id}, now_));  // rings: nothing to see yet
    must(repository().sweep_visits(everybody(), now_ + 45s));
    must(repository().visits_seen(other.tv, {id}, now_ + 50s));
    EXPECT_FALSE(must(repository().snapshot(street.tv, now_)).visits.at(0).seen);
    must(repository().visits_seen(street.tv, {id, "nonsense"}, now_ + 50s));
    EXPECT_TRUE(must(repository().snapshot(street.tv, now_)).visits.at(0).seen);
    EXPECT_TRUE(heard_visits(street.tv).back().seen);
    take_woken();
    must(repository().visits_seen(street.tv, {id}, now_ + 51s));
    EXPECT_THAT(take_woken(), IsEmpty());
    EXPECT_THAT(repository().visits_seen(street.tv, std::vector<std::string>(201, id), now_), Fails(Trouble::Refused, "too_many_visits"));
}

TEST_P(VisitTime, TheLogIsReadPageByPage) {
    const Street street = a_street();
    std::vector<std::string> ids;
    for (int i = 0; i < 65; ++i) {
        now_ += 1min;
        ids.push_back(must(place(street)).visit.id);
        must(repository().end_visit(street.tv, ids.back(), VisitEnd::Declined, now_));
    }
    const auto newest = must(repository().visit_log(street.tv, "")).visits;
    ASSERT_THAT(newest, SizeIs(60));
    EXPECT_EQ(newest.front().id, ids.back());
    EXPECT_EQ(must(repository().snapshot(street.tv, now_)).visits, newest);
    const auto older = must(repository().visit_log(street.tv, newest.back().id)).visits;
    ASSERT_THAT(older, SizeIs(5));
    EXPECT_EQ(older.back().id, ids.front());
    EXPECT_THAT(must(repository().visit_log(street.tv, "nonsense")).visits, IsEmpty());
}

TEST_P(VisitTime, NobodyRingsInQuietHours) {
    const Street street = a_street();
    now_ = *contract::from_rfc3339("2026-11-25T21:00:00+08:00");
    EXPECT_THAT(place(street), Fails(Trouble::Conflict, "quiet_hours"));
    EXPECT_EQ(place(street).error().retry_after, 10h);
    EXPECT_EQ(must(repository().visitor_home(VisitorCaller{street.family}, now_)).quiet_until, *contract::from_rfc3339("2026-11-26T07:00:00+08:00"));
    EXPECT_EQ(count("visit"), 0);
    EXPECT_TRUE(repository().call_member(street.tv, {new_id(), street.member}, now_)) << "the elder may call at any hour";
    now_ = *contract::from_rfc3339("2026-11-26T07:00:00+08:00");
    must(repository().sweep_visits(everybody(), now_));
    EXPECT_TRUE(place(street));
    EXPECT_FALSE(must(repository().visitor_home(VisitorCaller{street.family}, now_)).quiet_until);
}

TEST_P(VisitTime, VisitsOfWhoGoesEndAtOnce) {
    const Street street = a_street();
    const std::string one = must(place(street)).visit.id;
    must(repository().answer_visit(street.tv, one, {}, now_));
    must(repository().revoke_links(street.administrator, street.member, now_));
    expect_stopped(recipient_of(street.tv), one);
    const FamilyCaller son = a_relative(street, "大伟");
    const std::string two = must(repository().place_visit(VisitorCaller{son}, {}, everybody(), {}, now_)).visit.id;
    must(repository().end_family_session(son, now_));
    EXPECT_EQ(heard_visits(street.tv).back().id, two);
    EXPECT_EQ(heard_visits(street.tv).back().end, VisitEnd::Cancelled);
    const FamilyCaller aunt = a_relative(street, "李阿姨");
    const std::string three = must(repository().place_visit(VisitorCaller{aunt}, {}, everybody(), {}, now_)).visit.id;
    must(repository().unpair(street.administrator, street.tv.terminal, now_));
    expect_stopped("visit:" + three, three);  // the elder has not said no
}

TEST_P(VisitTime, TheElderCallsWhoIsShutOutAndHearsNoNoOfHers) {
    const Street street = a_street();
    const std::string id = new_id();
    must(repository().call_member(street.tv, {id, street.member}, now_));
    must(repository().revoke_links(street.administrator, street.member, now_));
    expect_stopped(recipient_of(street.tv), id);
    const FamilyCaller son = a_relative(street, "大伟");
    const TerminalCaller bedroom = a_tv(street);
    const std::string his = new_id();
    must(repository().call_member(bedroom, {his, son.member}, now_));
    must(repository().unpair(street.administrator, bedroom.terminal, now_));
    EXPECT_EQ(must(repository().family_home(son, now_)).missed->id, his) << "she has called all the same";
}

TEST_P(VisitTime, StreamsOfOldVisitsAreNotKept) {
    const Street street = a_street();
    const std::string id = must(place(street)).visit.id;
    must(repository().send_signal(street.tv, offer(id), now_));
    must(repository().end_visit(street.tv, id, VisitEnd::Declined, now_));
    must(repository().prune(now_ + 23h));
    EXPECT_THAT(events_of("visit:" + id), SizeIs(3));
    must(repository().prune(now_ + 25h));
    EXPECT_EQ(must(repository().last_sequences({"visit:" + id})).at("visit:" + id), 0U);
    EXPECT_THAT(must(repository().visit_log(street.tv, "")).visits, SizeIs(1)) << "the log stays";
    must(repository().prune(now_ + 26h));
}

}  // namespace
}  // namespace anju::server
