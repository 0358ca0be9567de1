// SPDX-License-Identifier: Apache-2.0
// A visit from the first ring to its end, and everything that may come between.
#include "platform/contract/codec.hpp"
#include "platform/server/tokens.hpp"
#include "tests/server_storage/visit_storage.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

VISITS_ON_BOTH_DATABASES(Visits);

TEST_P(Visits, APhoneRingsAtTheTvAndIsAnswered) {
    const Street street = a_street();
    const auto placed = must(place(street));
    EXPECT_EQ(placed.visit.stage, VisitStage::Ringing);
    EXPECT_EQ(placed.visit.placed_by, VisitSide::Phone);
    EXPECT_EQ(placed.visit.visitor.name, "小芳");
    EXPECT_EQ(placed.visit.visitor.relation, contract::Relation::Daughter);
    EXPECT_THAT(heard_visits(street.tv), ElementsAre(placed.visit));
    take_woken();

    const auto answered = must(repository().answer_visit(street.tv, placed.visit.id, {}, now_ + 3s));
    EXPECT_EQ(answered.visit.stage, VisitStage::Answered);
    EXPECT_EQ(answered.visit.answered_at, now_ + 3s);
    EXPECT_THAT(take_woken(), testing::UnorderedElementsAre(recipient_of(street.tv), "visit:" + placed.visit.id));
    EXPECT_EQ(heard_visits("visit:" + placed.visit.id).back(), answered.visit);
    EXPECT_EQ(must(repository().answer_visit(street.tv, placed.visit.id, {}, now_ + 9s)).visit, answered.visit) << "again is the same";
}

TEST_P(Visits, TheElderCallsAndTheFirstPhoneTakesIt) {
    const Street street = a_street();
    const VisitorCaller first{street.family};
    const VisitorCaller second{another_phone(street)};
    const std::string id = new_id();
    const auto placed = must(repository().call_member(street.tv, {id, street.member}, now_));
    EXPECT_EQ(placed.visit.placed_by, VisitSide::Tv);
    EXPECT_THAT(heard_visits(recipient_of(street.family)), ElementsAre(placed.visit));
    EXPECT_EQ(must(repository().family_home(street.family, now_)).visit, placed.visit);
    EXPECT_EQ(must(repository().visitor_home(second, now_)).visit, placed.visit);
    must(repository().send_signal(street.tv, offer(id), now_));  // while it rings

    const auto taken = must(repository().answer_visit(second, id, {false, {}}, now_ + 2s));
    EXPECT_FALSE(taken.visit.camera);
    EXPECT_EQ(taken.cursor, 0U) << "the offer came before";
    EXPECT_THAT(repository().answer_visit(first, id, {}, now_ + 2s), Fails(Trouble::Conflict, "taken"));
    EXPECT_EQ(must(repository().answer_visit(second, id, {}, now_ + 4s)).visit, taken.visit);
    EXPECT_THAT(repository().send_signal(first, answer(id), now_), Fails(Trouble::NotFound, "visit_not_found"));
    EXPECT_THAT(repository().end_visit(first, id, VisitEnd::HungUp, now_), Fails(Trouble::NotFound, "visit_not_found"));
    EXPECT_THAT(repository().may_listen({first, id}, now_), Fails(Trouble::NotFound, "visit_not_found"));
    must(repository().may_listen({second, id}, now_));
    EXPECT_EQ(heard_visits(recipient_of(street.family)).back().stage, VisitStage::Answered) << "taken, by another";
    EXPECT_FALSE(must(repository().family_home(street.family, now_)).visit);
}

TEST_P(Visits, AnElderMayBeDeclinedByAnyOfHerPhones) {
    const Street street = a_street();
    const std::string id = new_id();
    must(repository().call_member(street.tv, {id, street.member}, now_));
    const auto ended = must(repository().end_visit(VisitorCaller{another_phone(street)}, id, VisitEnd::Declined, now_));
    EXPECT_EQ(ended.end, VisitEnd::Declined);
    EXPECT_TRUE(ended.seen) << "nothing was missed";
    EXPECT_EQ(heard_visits(street.tv).back(), ended);
    EXPECT_THAT(repository().answer_visit(VisitorCaller{street.family}, id, {}, now_), Fails(Trouble::Conflict, "visit_ended"));
}

TEST_P(Visits, WhatTheElderPlacedInVainIsTheRelativesToSeeUntilAnotherComes) {
    const Street street = a_street();
    const auto missed = [&] { return must(repository().family_home(street.family, now_)).missed; };
    EXPECT_FALSE(missed());
    const std::string first = new_id();
    must(repository().call_member(street.tv, {first, street.member}, now_));
    EXPECT_FALSE(missed()) << "it still rings";
    const auto ended = must(repository().end_visit(street.tv, first, VisitEnd::Missed, now_));
    EXPECT_EQ(missed(), ended);
    const std::string second = new_id();
    must(repository().call_member(street.tv, {second, street.member}, now_));
    must(repository().end_visit(VisitorCaller{street.family}, second, VisitEnd::Declined, now_));
    EXPECT_FALSE(missed()) << "not now was her answer";
    const std::string third = new_id();
    must(repository().call_member(street.tv, {third, street.member}, now_));
    must(repository().end_visit(street.tv, third, VisitEnd::Cancelled, now_));
    EXPECT_TRUE(missed()) << "she gave up before anybody was there";
    must(place(street));
    EXPECT_FALSE(missed()) << "the relative has come";
}

TEST_P(Visits, OnlyMembersOfTheHomeAreCalled) {
    const Street street = a_street();
    const Street other = a_street("西关");
    EXPECT_THAT(repository().call_member(street.tv, {new_id(), other.member}, now_), Fails(Trouble::NotFound, "member_not_found"));
    EXPECT_THAT(repository().call_member(street.tv, {new_id(), "nobody"}, now_), Fails(Trouble::NotFound, "member_not_found"));
    EXPECT_THAT(repository().call_member(street.tv, {"ring", street.member}, now_), Fails(Trouble::Refused, "visit_id_malformed"));
    must(repository().revoke_links(street.administrator, street.member, now_));
    EXPECT_THAT(repository().call_member(street.tv, {new_id(), street.member}, now_), Fails(Trouble::NotFound, "member_not_found"));
    EXPECT_THAT(place(street), Fails(Trouble::NotFound, "member_unknown"));
}

TEST_P(Visits, PlacedTwiceAreOne) {
    const Street street = a_street();
    const Once once{"k", "body"};
    const auto first = must(repository().place_visit(VisitorCaller{street.family}, {}, everybody(), once, now_));
    EXPECT_EQ(must(repository().place_visit(VisitorCaller{street.family}, {}, everybody(), once, now_ + 1s)).visit, first.visit);
    EXPECT_THAT(repository().place_visit(VisitorCaller{street.family}, {}, everybody(), {"k", "other"}, now_), Fails(Trouble::Conflict, "idempotency_key_reused"));
    // The page was loaded anew before the answer came.
    EXPECT_EQ(must(place(street)).visit, first.visit);
    EXPECT_EQ(count("visit"), 1);

    must(repository().end_visit(street.tv, first.visit.id, VisitEnd::Declined, now_));
    const std::string id = new_id();
    const auto mine = must(repository().call_member(street.tv, {id, street.member}, now_));
    EXPECT_EQ(must(repository().call_member(street.tv, {id, street.member}, now_ + 1s)).visit, mine.visit);
    const Street other = a_street("西关");
    EXPECT_THAT(repository().call_member(other.tv, {id, other.member}, now_), Fails(Trouble::Conflict, "visit_id_taken"));
}

TEST_P(Visits, RingOnlyAtATvThatIsThere) {
    const Street street = a_street();
    const TerminalCaller bedroom = a_tv(street);
    EXPECT_THAT(repository().place_visit(VisitorCaller{street.family}, {}, nobody(), {}, now_), Fails(Trouble::Conflict, "tv_offline"));
    must(repository().touch_terminals({street.tv.terminal}, now_ + 1s));
    must(repository().touch_terminals({bedroom.terminal}, now_ + 2s));
    const auto placed = must(place(street));
    EXPECT_THAT(heard_visits(bedroom), ElementsAre(placed.visit)) << "seen last";
    EXPECT_THAT(heard_visits(street.tv), IsEmpty());
    EXPECT_THAT(repository().answer_visit(street.tv, placed.visit.id, {}, now_), Fails(Trouble::NotFound, "visit_not_found"));
    const auto known = [&](const TerminalCaller& tv) { return must(repository().snapshot(tv, now_)).visits; };
    EXPECT_THAT(known(bedroom), ElementsAre(placed.visit));
    EXPECT_THAT(known(street.tv), IsEmpty()) << "it would ring, and could not answer";
    EXPECT_THAT(must(repository().visit_log(street.tv, "")).visits, IsEmpty());
    // Once it is over, it stands in the log of both.
    const auto ended = must(repository().end_visit(bedroom, placed.visit.id, VisitEnd::Declined, now_));
    EXPECT_THAT(heard_visits(street.tv), ElementsAre(ended));
    EXPECT_THAT(known(street.tv), ElementsAre(ended));
    EXPECT_THAT(must(repository().visit_log(street.tv, "")).visits, ElementsAre(ended));
    const Listening only_the_first{[&](const std::string& tv) { return tv == street.tv.terminal; }, nobody().phone, nobody().member};
    const auto again = must(repository().place_visit(VisitorCaller{street.family}, {}, only_the_first, {}, now_));
    EXPECT_EQ(heard_visits(street.tv).back(), again.visit);
}

TEST_P(Visits, TheSecondCallerHearsBusyAndTheElderLearnsOfIt) {
    const Street street = a_street();
    const auto first = must(place(street));
    const VisitorCaller son{a_relative(street, "大伟")};
    EXPECT_THAT(repository().place_visit(son, {}, everybody(), {"k1", ""}, now_), Fails(Trouble::Conflict, "busy"));
    const auto knock = heard_visits(street.tv).back();
    EXPECT_EQ(knock.visitor.name, "大伟");
    EXPECT_EQ(knock.end, VisitEnd::Busy);
    EXPECT_FALSE(knock.seen);
    // Again and again within a minute is one knock.
    EXPECT_THAT(repository().place_visit(son, {}, everybody(), {"k2", ""}, now_ + 10s), Fails(Trouble::Conflict, "busy"));
    EXPECT_EQ(count("visit"), 2);
    EXPECT_THAT(repository().call_member(street.tv, {new_id(), son.member()}, now_), Fails(Trouble::Conflict, "busy"));
    must(repository().answer_visit(street.tv, first.visit.id, {}, now_));
    EXPECT_THAT(repository().place_visit(son, {}, everybody(), {"k2", ""}, now_ + 20s), Fails(Trouble::Conflict, "busy"));
    must(repository().end_visit(street.tv, first.visit.id, VisitEnd::HungUp, now_ + 30s));
    EXPECT_TRUE(repository().place_visit(son, {}, everybody(), {"k1", ""}, now_ + 30s)) << "the key of what was refused is free";
}

TEST_P(Visits, OfBothAtTheSameMomentTheSmallerIdWins) {
    const Street street = a_street();
    const VisitorCaller daughter{street.family};
    const std::string small(26, '2');  // the smallest letter of an id
    const std::string large(26, 'z');

    const auto hers = must(place(street));
    EXPECT_THAT(repository().call_member(street.tv, {large, street.member}, now_), Fails(Trouble::Conflict, "busy"));
    const auto mine = must(repository().call_member(street.tv, {small, street.member}, now_));
    EXPECT_EQ(mine.visit.stage, VisitStage::Ringing);
    EXPECT_EQ(heard_visits("visit:" + hers.visit.id).back().end, VisitEnd::Busy);
    EXPECT_EQ(must(repository().visitor_home(daughter, now_)).visit, mine.visit) << "her page rings now";
    EXPECT_EQ(heard_visits(street.tv).back().id, hers.visit.id) << "the winner is told first";

    EXPECT_THAT(place(street), Fails(Trouble::Conflict, "busy")) << "smaller than any";
    must(repository().end_visit(street.tv, small, VisitEnd::Cancelled, now_));
    must(repository().call_member(street.tv, {large, street.member}, now_));
    const auto won = must(place(street));
    EXPECT_LT(won.visit.id, large);
    EXPECT_EQ(heard_visits(street.tv).back().id, large);
    EXPECT_EQ(heard_visits(street.tv).back().end, VisitEnd::Busy);
}

// They talk: the elder need not be told that she was called as well, and her log has one visit.
TEST_P(Visits, OfBothAtTheSameMomentLeaveNoMissedCall) {
    const Street street = a_street();
    const std::string small(26, '2'), large(26, 'z');
    const auto log_is = [&](const std::string& won) {
        for (const auto& visits : {must(repository().visit_log(street.tv, "")).visits, must(repository().snapshot(street.tv, now_)).visits}) {
            ASSERT_THAT(visits, Not(IsEmpty()));
            EXPECT_EQ(visits[0].id, won);
            for (const auto& visit : visits) EXPECT_NE(visit.end, VisitEnd::Busy) << contract::encode(visit);
        }
    };
    const auto hers = must(place(street));
    must(repository().call_member(street.tv, {small, street.member}, now_));
    const auto told = heard_visits(street.tv).back();
    EXPECT_EQ(told.id, hers.visit.id);
    EXPECT_TRUE(told.seen) << "it was no missed call";
    EXPECT_EQ(told.crossed, true) << "a TV that hears of it leaves it out";
    log_is(small);
    EXPECT_THAT(repository().visit_ticket(VisitorCaller{street.family}, hers.visit.id, now_), Fails(Trouble::Conflict, "visit_ended"));
    must(repository().end_visit(street.tv, small, VisitEnd::Cancelled, now_));

    must(repository().call_member(street.tv, {large, street.member}, now_));
    const auto won = must(place(street));
    EXPECT_TRUE(heard_visits(street.tv).back().seen);
    EXPECT_EQ(heard_visits(street.tv).back().crossed, true);
    log_is(won.visit.id);
    EXPECT_THAT(must(repository().visit_log(street.tv, won.visit.id)).visits, SizeIs(1)) << "the one before, without what crossed it";
}

TEST_P(Visits, ATvThatStartedAnewReplacesWhatItPlacedBefore) {
    const Street street = a_street();
    const std::string old = new_id();
    must(repository().call_member(street.tv, {old, street.member}, now_));
    const std::string fresh = new_id();
    must(repository().call_member(street.tv, {fresh, street.member}, now_ + 1s));
    const auto heard = heard_visits(recipient_of(street.family));
    EXPECT_EQ(heard.back().id, old);
    EXPECT_EQ(heard.back().end, VisitEnd::Cancelled);
}

TEST_P(Visits, EndAtEveryStageAndStayAsTheyEnded) {
    const Street street = a_street();
    const VisitorCaller phone{street.family};
    struct Case {
        bool answered, by_tv;
        VisitEnd said, becomes;
        bool seen;
    };
    for (const Case& c : {Case{false, true, VisitEnd::Declined, VisitEnd::Declined, true}, Case{false, true, VisitEnd::HungUp, VisitEnd::Declined, true},
                          Case{false, true, VisitEnd::Blocked, VisitEnd::Blocked, false}, Case{false, true, VisitEnd::Missed, VisitEnd::Missed, false},
                          Case{false, false, VisitEnd::HungUp, VisitEnd::Cancelled, false}, Case{false, false, VisitEnd::Declined, VisitEnd::Cancelled, false},
                          Case{true, true, VisitEnd::Declined, VisitEnd::HungUp, true}, Case{true, false, VisitEnd::Missed, VisitEnd::HungUp, true},
                          Case{true, false, VisitEnd::Failed, VisitEnd::Failed, true}, Case{true, true, VisitEnd::Lost, VisitEnd::Lost, true}}) {
        const auto placed = must(place(street));
        const std::string id = placed.visit.id;
        if (c.answered) must(repository().answer_visit(street.tv, id, {}, now_));
        const VisitParty by = c.by_tv ? VisitParty(street.tv) : VisitParty(phone);
        const auto ended = must(repository().end_visit(by, id, c.said, now_));
        EXPECT_EQ(ended.stage, VisitStage::Ended);
        EXPECT_EQ(ended.end, c.becomes) << contract::encode(ended);
        EXPECT_EQ(ended.ended_by, c.by_tv ? VisitSide::Tv : VisitSide::Phone);
        EXPECT_EQ(ended.seen, c.seen) << contract::encode(ended);
        take_woken();
        EXPECT_EQ(must(repository().end_visit(street.tv, id, VisitEnd::Failed, now_ + 5s)), ended);
        EXPECT_EQ(must(repository().end_visit(phone, id, VisitEnd::HungUp, now_ + 5s)), ended);
        EXPECT_THAT(take_woken(), IsEmpty());
        EXPECT_THAT(repository().visit_ticket(street.tv, id, now_), Fails(Trouble::Conflict, "visit_ended"));
        EXPECT_THAT(repository().answer_visit(street.tv, id, {}, now_), Fails(Trouble::Conflict, "visit_ended"));
    }
}

TEST_P(Visits, AreOfNobodyElse) {
    const Street street = a_street();
    const Street other = a_street("西关");
    const auto placed = must(place(street));
    const std::string id = placed.visit.id;
    const VisitorCaller same_member{another_phone(street)};
    const VisitorCaller brother{a_relative(street, "大伟")};
    for (const VisitParty& stranger : {VisitParty(other.tv), VisitParty(a_tv(street)), VisitParty(VisitorCaller{other.family}), VisitParty(same_member), VisitParty(brother)}) {
        const auto wrong = Fails(Trouble::NotFound, "visit_not_found");
        EXPECT_THAT(repository().visit_ticket(stranger, id, now_), wrong);
        EXPECT_THAT(repository().answer_visit(stranger, id, {}, now_), wrong);
        EXPECT_THAT(repository().end_visit(stranger, id, VisitEnd::HungUp, now_), wrong);
        const bool tv = std::holds_alternative<TerminalCaller>(stranger);
        EXPECT_THAT(repository().send_signal(stranger, tv ? offer(id) : answer(id), now_), wrong);
    }
    EXPECT_THAT(repository().answer_visit(VisitorCaller{street.family}, id, {}, now_), Fails(Trouble::NotFound, "visit_not_found")) << "its own caller";
    EXPECT_THAT(must(repository().visit_log(other.tv, "")).visits, IsEmpty());
}

TEST_P(Visits, SignalsGoToTheOtherSideOnlyAndInOrder) {
    const Street street = a_street();
    const VisitorCaller phone{street.family};
    const std::string id = must(place(street)).visit.id;
    must(repository().send_signal(street.tv, offer(id), now_));
    for (int i = 0; i < 3; ++i) must(repository().send_signal(street.tv, candidate(id, i), now_));
    must(repository().send_signal(phone, answer(id), now_));
    const auto to_phone = heard_signals("visit:" + id);
    ASSERT_THAT(to_phone, SizeIs(4));
    EXPECT_EQ(to_phone[0].kind, SignalKind::Offer);
    EXPECT_EQ(to_phone[0].from, VisitSide::Tv);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(to_phone[1 + i].mline, i);
    const auto to_tv = heard_signals(recipient_of(street.tv));
    ASSERT_THAT(to_tv, SizeIs(1));
    EXPECT_EQ(to_tv[0].from, VisitSide::Phone) << "whatever it claims";
    EXPECT_EQ(to_tv[0].visit, id);
    EXPECT_THAT(heard_signals(recipient_of(street.family)), IsEmpty());
}

TEST_P(Visits, ASignalWhoseAnswerWasLostCountsOnce) {
    const Street street = a_street();
    const std::string id = must(place(street)).visit.id;
    for (int i = 0; i < 3; ++i) {
        must(repository().send_signal(street.tv, offer(id), now_));
        must(repository().send_signal(street.tv, candidate(id, 1), now_));
    }
    EXPECT_THAT(heard_signals("visit:" + id), SizeIs(2));
    auto next = offer(id);
    next.round = 1;
    must(repository().send_signal(street.tv, next, now_));
    auto state = candidate(id, 0);
    state.kind = SignalKind::State;
    for (const auto sends : {contract::Sends::Still, contract::Sends::Picture, contract::Sends::Still}) {
        state.state = contract::SideState{sends};
        must(repository().send_signal(street.tv, state, now_));
    }
    EXPECT_THAT(heard_signals("visit:" + id), SizeIs(6)) << "a state may come back";
}

TEST_P(Visits, SignalsSayOnlyWhatTheirSideMaySay) {
    const Street street = a_street();
    const VisitorCaller phone{street.family};
    const std::string id = must(place(street)).visit.id;
    EXPECT_THAT(repository().send_signal(street.tv, answer(id), now_), Fails(Trouble::Refused, "signal_not_yours"));
    EXPECT_THAT(repository().send_signal(phone, offer(id), now_), Fails(Trouble::Refused, "signal_not_yours"));
    auto again = candidate(id, 0);
    again.kind = SignalKind::Again;
    EXPECT_THAT(repository().send_signal(street.tv, again, now_), Fails(Trouble::Refused, "signal_not_yours"));
    must(repository().send_signal(phone, again, now_));
    auto big = answer(id);
    big.text.assign(contract::kMaxSignalText + 1, 'v');
    EXPECT_THAT(repository().send_signal(phone, big, now_), Fails(Trouble::Refused, "signal_too_long"));
    big.text.pop_back();
    must(repository().send_signal(phone, big, now_));
    auto empty = answer(id);
    empty.text.clear();
    EXPECT_THAT(repository().send_signal(phone, empty, now_), Fails(Trouble::Refused, "signal_empty"));
    auto state = candidate(id, 0);
    state.kind = SignalKind::State;
    EXPECT_THAT(repository().send_signal(phone, state, now_), Fails(Trouble::Refused, "signal_empty"));
    EXPECT_THAT(repository().send_signal(phone, answer("nowhere"), now_), Fails(Trouble::NotFound, "visit_not_found"));
}

// A candidate is a line, and what one visit may leave with the platform is bounded: no call comes near either.
TEST_P(Visits, SignalsAreBoundedInBytes) {
    const Street street = a_street();
    const VisitorCaller phone{street.family};
    const std::string id = must(place(street)).visit.id;
    auto line = candidate(id, 0);
    line.text.assign(contract::kMaxCandidateText, 'a');
    must(repository().send_signal(phone, line, now_));
    line.text += 'a';
    EXPECT_THAT(repository().send_signal(phone, line, now_), Fails(Trouble::Refused, "signal_too_long"));
    int sent = 0;
    Stored<void> last;
    for (; sent < 600; ++sent) {
        auto big = answer(id);
        big.text.assign(contract::kMaxSignalText - 8, 'v');
        big.text += std::to_string(sent);
        if (last = repository().send_signal(phone, big, now_); !last) break;
    }
    EXPECT_THAT(last, Fails(Trouble::Refused, "too_many_signals"));
    EXPECT_GE(sent, 250) << "hundreds of rounds";
    EXPECT_LT(sent, 300);
    auto of_the_tv = offer(id);
    of_the_tv.text.assign(contract::kMaxSignalText, 'v');
    EXPECT_THAT(repository().send_signal(street.tv, of_the_tv, now_), Fails(Trouble::Refused, "too_many_signals")) << "both sides together";
    must(repository().end_visit(phone, id, VisitEnd::HungUp, now_));
    must(place(street));
}

// Compared by what stands in an index, however many there are and however much alike.
TEST_P(Visits, SignalsThatDifferInTheirLastLetterAreTwo) {
    const Street street = a_street();
    const VisitorCaller phone{street.family};
    const std::string id = must(place(street)).visit.id;
    for (const char* end : {"a", "b", "a", "b"}) {
        auto long_one = answer(id);
        long_one.text = std::string(20'000, 'v') + end;
        must(repository().send_signal(phone, long_one, now_));
    }
    EXPECT_THAT(heard_signals(recipient_of(street.tv)), SizeIs(2));
    if (GetParam() == Dialect::Sqlite) {
        const auto database = raw();
        must(database->read([&](Transaction& tx) -> Stored<void> {
            std::string plan;
            for (const Row& row : tx.run("EXPLAIN QUERY PLAN SELECT 1 FROM event WHERE visit = $1 AND digest = $2 LIMIT 1", {id, "x"})) plan += row.text(3);
            EXPECT_THAT(plan, testing::HasSubstr("event_visit (visit=? AND digest=?)"));
            return {};
        }));
    }
}

// A word of a connection that is over is of use to a thief only.
TEST_P(Visits, LeaveNothingOfTheirSignals) {
    const Street street = a_street();
    const VisitorCaller phone{street.family};
    const std::string id = must(place(street)).visit.id;
    must(repository().send_signal(street.tv, offer(id), now_));
    must(repository().send_signal(phone, answer(id), now_));
    must(repository().end_visit(phone, id, VisitEnd::HungUp, now_));
    EXPECT_THAT(repository().send_signal(phone, candidate(id, 0), now_), Fails(Trouble::NotFound, "visit_not_found"));
    EXPECT_THAT(repository().send_signal(street.tv, candidate(id, 0), now_), Fails(Trouble::NotFound, "visit_not_found"));
    for (const std::string& recipient : {recipient_of(street.tv), "visit:" + id}) {
        std::uint64_t next = 1;
        for (const StoredEvent& event : events_of(recipient)) {
            EXPECT_EQ(event.seq, next++) << "no gap";
            EXPECT_EQ(event.data.find("a=candidate"), std::string::npos);
            EXPECT_EQ(event.data.find("v=0"), std::string::npos);
            EXPECT_TRUE(contract::decode_event(event.name, event.data)) << event.data;
        }
    }
    const auto audit = must(repository().audit(street.administrator, street.household, 100));
    for (const auto& entry : audit) EXPECT_EQ(entry.after.find("v=0"), std::string::npos);
}

TEST_P(Visits, StandInTheAuditWithWhoAndWhen) {
    const Street street = a_street();
    const std::string id = must(place(street)).visit.id;
    must(repository().answer_visit(street.tv, id, {true, contract::VisitAnswer::Automatic}, now_ + 1s));
    must(repository().end_visit(street.tv, id, VisitEnd::HungUp, now_ + 2s));
    std::vector<std::string> said;
    for (const auto& entry : must(repository().audit(street.administrator, street.household, 3))) {
        EXPECT_EQ(entry.subject, id);
        said.push_back(entry.who.substr(0, entry.who.find(':')) + " " + entry.what);
    }
    EXPECT_THAT(said, ElementsAre("tv visit.ended", "tv visit.answered", "member visit.placed"));
}

}  // namespace
}  // namespace anju::server
