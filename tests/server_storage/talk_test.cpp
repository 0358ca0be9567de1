// SPDX-License-Identifier: Apache-2.0
// The talk about a call for help: who begins it, who hears of it, and when it ends.
#include "tests/server_storage/alarm_home.hpp"
#include "tests/server_storage/visit_storage.hpp"

namespace anju::server {
namespace {

using contract::Alarm;
using contract::AlarmState;
using contract::Visit;
using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class Talk : public AlarmHome {
  protected:
    void SetUp() override {
        AlarmHome::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        near_.session = "li-1";
        far_.session = "wang-1";
        for (const TerminalCaller& box : {box_, second_}) must(repository().register_certificate(box, kFingerprint, now_));
        on_duty(near_);
        on_duty(far_);
    }
    Alarm accepted(int number = 1) {
        const Alarm alarm = says(box_, run(number));
        must(repository().accept_alarm(near_, alarm.id, now_));
        return alarm;
    }
    Stored<VisitTicket> talk(const StaffCaller& who, const std::string& alarm, const Listening& listening = everybody(), const Once& once = {}, const std::string& certificate = "") {
        return repository().place_talk(who, alarm, {true, certificate}, listening, once, now_);
    }
    // Begun, and answered by the TV.
    Visit talking(const std::string& alarm, const std::string& certificate = "") {
        const Visit visit = must(talk(near_, alarm, everybody(), {}, certificate)).visit;
        return must(repository().answer_visit(VisitParty(box_), visit.id, {true, contract::VisitAnswer::Automatic}, now_)).visit;
    }
    Visit last_of(const std::string& recipient, const std::string& visit) {
        Visit last;
        for (const auto& one : told<Visit>(recipient, "visit")) {
            if (one.id == visit) last = one;
        }
        return last;
    }
    Visit at_tv(const std::string& visit) { return last_of(recipient_of(box_), visit); }
    void closes(const std::string& alarm) {
        must(repository().decide_alarm(near_, alarm, {"helped", ""}, now_));
        must(repository().close_alarm(near_, alarm, now_));
    }
    FamilyCaller phone_of_fang() {
        const auto link = must(repository().create_link(system_caller(), fang_, now_));
        return must(repository().family_with_session(must(repository().exchange_link(link, now_)).token, now_));
    }
    std::vector<std::pair<std::string, std::string>> talk_steps(const std::string& alarm) {
        std::vector<std::pair<std::string, std::string>> all;
        for (const auto& step : must(repository().alarm_card(near_, alarm, now_)).steps) {
            if (step.what.starts_with("talk") || step.what == "asked_in") all.emplace_back(step.what, step.text);
        }
        return all;
    }
};
INSTANTIATE_TEST_SUITE_P(On, Talk, testing::Values(Dialect::Sqlite, Dialect::Postgres), [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(Talk, IsBegunByWhoHasTheAlarmAlone) {
    const Alarm alarm = says(box_, run(1));
    EXPECT_THAT(talk(near_, alarm.id), Fails(Trouble::Conflict, "alarm_waiting"));
    must(repository().accept_alarm(near_, alarm.id, now_));
    EXPECT_THAT(talk(far_, alarm.id), Fails(Trouble::Conflict, "alarm_taken"));
    EXPECT_THAT(talk(boss_, alarm.id), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(talk(works(west_, "zhao", "赵敏", {contract::Role::Operator}), alarm.id), Fails(Trouble::NotFound, "alarm_not_found"));
    EXPECT_THAT(talk(near_, alarm.id, nobody()), Fails(Trouble::Conflict, "tv_offline"));
    EXPECT_THAT(talk(near_, alarm.id, everybody(), {}, "sha-256 short"), Fails(Trouble::Refused, "fingerprint_malformed"));
    const VisitTicket ticket = must(talk(near_, alarm.id));
    EXPECT_EQ(ticket.box_fingerprint, kFingerprint);
    EXPECT_EQ(ticket.visit.alarm, alarm.id);
    EXPECT_EQ(ticket.visit.visitor.name, "李姐");
    EXPECT_EQ(ticket.visit.visitor.place, "东关服务站");
    EXPECT_EQ(ticket.visit.visitor.member, "");
    EXPECT_EQ(ticket.visit.visitor.came_by, std::nullopt);
    EXPECT_EQ(at_tv(ticket.visit.id), ticket.visit) << "the TV hears the same";
    EXPECT_EQ(must(talk(near_, alarm.id)).visit.id, ticket.visit.id) << "its answer was lost: once more the same";
    closes(alarm.id);
    EXPECT_THAT(talk(near_, alarm.id), Fails(Trouble::Conflict, "alarm_closed"));
    const Alarm back = says(box_, run(2));
    says(box_, run(2, 1, 1));
    EXPECT_THAT(talk(near_, back.id), Fails(Trouble::Conflict, "alarm_cancelled"));
}

TEST_P(Talk, TheSameKeyIsTheSameTalk) {
    const Alarm alarm = accepted();
    const Once once{"key-1", "body"};
    const std::string first = must(talk(near_, alarm.id, everybody(), once)).visit.id;
    must(repository().end_visit(VisitParty(near_), first, VisitEnd::HungUp, now_));
    EXPECT_EQ(must(talk(near_, alarm.id, everybody(), once)).visit.id, first);
    EXPECT_NE(must(talk(near_, alarm.id)).visit.id, first) << "F2 begins another";
}

TEST_P(Talk, GoesToTheBoxWhosePressCameLastAndEndsWhatIsOnThere) {
    const VisitorCaller fang{phone_of_fang()};
    const Visit visit = must(repository().place_visit(fang, {}, {[&](const std::string& box) { return box == second_.terminal; }, everybody().phone, everybody().member}, {}, now_)).visit;
    must(repository().answer_visit(VisitParty(second_), visit.id, {}, now_));
    const Alarm alarm = accepted();
    says(second_, run(2));
    const VisitTicket ticket = must(talk(near_, alarm.id));
    EXPECT_THAT(told<Visit>(recipient_of(box_), "visit"), Not(Contains(testing::Field(&Visit::id, ticket.visit.id))));
    EXPECT_EQ(last_of(recipient_of(second_), ticket.visit.id).stage, VisitStage::Ringing);
    const Visit over = last_of(recipient_of_visit(visit.id), visit.id);
    EXPECT_EQ(over.end, VisitEnd::Alarm);
    EXPECT_EQ(over.ended_by, std::nullopt);
    EXPECT_THAT(repository().place_visit(fang, {}, everybody(), {}, now_).map([](const VisitTicket& placed) { return placed.visit.alarm; }), testing::AnyOf(Stored<std::string>(""), Fails(Trouble::Conflict, "busy"))) << "the other TV may ring, this one is busy";
}

TEST_P(Talk, IsHeldByNoQuietHoursAndIsNoMissedVisit) {
    now_ += 14h;  // night there
    on_duty(near_);
    on_duty(far_);
    const Alarm alarm = accepted();
    const std::string visit = must(talk(near_, alarm.id)).visit.id;
    now_ += contract::kRingsFor;
    EXPECT_EQ(must(repository().sweep_visits(everybody(), now_)), 1);
    EXPECT_EQ(at_tv(visit).end, VisitEnd::Missed);
    EXPECT_TRUE(at_tv(visit).seen) << "nobody has to be told of it";
    EXPECT_THAT(talk_steps(alarm.id), IsEmpty()) << "nobody talked";
    EXPECT_EQ(page_of_fang().missed, std::nullopt);
    EXPECT_THAT(must(repository().due_notices(10, now_)), Not(Contains(testing::Field(&Notice::subject, visit))));
}

TEST_P(Talk, IsHeardAndSteeredByItsTwoSidesAlone) {
    const Alarm alarm = accepted();
    const std::string visit = must(talk(near_, alarm.id)).visit.id;
    StaffCaller elsewhere = near_;  // the same person at another browser
    elsewhere.session = "li-2";
    const VisitorCaller fang{phone_of_fang()};
    must(repository().send_signal(VisitParty(box_), offer(visit), now_));
    for (const VisitParty& stranger : {VisitParty(far_), VisitParty(elsewhere), VisitParty(second_), VisitParty(fang)}) {
        EXPECT_THAT(repository().visit_ticket(stranger, visit, now_), Fails(Trouble::NotFound, "visit_not_found"));
        EXPECT_THAT(repository().answer_visit(stranger, visit, {}, now_), Fails(Trouble::NotFound, "visit_not_found"));
        EXPECT_THAT(repository().end_visit(stranger, visit, VisitEnd::HungUp, now_), Fails(Trouble::NotFound, "visit_not_found"));
        const bool tv = std::holds_alternative<TerminalCaller>(stranger);
        EXPECT_THAT(repository().send_signal(stranger, tv ? offer(visit) : answer(visit), now_), Fails(Trouble::NotFound, "visit_not_found"));
        EXPECT_THAT(repository().may_listen({stranger, visit}, now_), Fails(Trouble::NotFound, "visit_not_found"));
    }
    EXPECT_THAT(repository().answer_visit(VisitParty(near_), visit, {}, now_), Fails(Trouble::NotFound, "visit_not_found")) << "the TV answers";
    EXPECT_TRUE(repository().may_listen({near_, visit}, now_));
    EXPECT_THAT(repository().may_listen({near_, visit, true}, now_), Fails(Trouble::NotFound, "visit_not_found"));
    EXPECT_THAT(repository().send_signal(VisitParty(near_), offer(visit), now_), Fails(Trouble::Refused, "signal_not_yours"));
    must(repository().send_signal(VisitParty(near_), answer(visit), now_));
    EXPECT_THAT(told<Signal>(recipient_of(box_), "signal"), SizeIs(1));
    EXPECT_THAT(told<Signal>(recipient_of_visit(visit), "signal"), SizeIs(1));
    must(repository().answer_visit(VisitParty(box_), visit, {}, now_));
    EXPECT_EQ(last_of(recipient_of_visit(visit), visit).stage, VisitStage::Answered);
    EXPECT_THAT(talk_steps(alarm.id), ElementsAre(std::pair("talk", "")));
    EXPECT_EQ(must(repository().end_visit(VisitParty(near_), visit, VisitEnd::HungUp, now_)).end, VisitEnd::HungUp);
    EXPECT_THAT(talk_steps(alarm.id), ElementsAre(std::pair("talk", ""), std::pair("talk_over", "")));
    EXPECT_EQ(told_guard(box_).back().state, AlarmState::Accepted) << "the alarm stays as it is";
    const auto log = must(repository().visit_log(box_, "")).visits;
    ASSERT_THAT(log, SizeIs(1));
    EXPECT_EQ(log[0].visitor.name + log[0].visitor.place, "李姐东关服务站");
}

TEST_P(Talk, EndsWithTheAlarmInTheSameStep) {
    const Alarm alarm = accepted();
    const Visit visit = talking(alarm.id);
    closes(alarm.id);
    EXPECT_EQ(at_tv(visit.id).end, VisitEnd::HungUp);
    EXPECT_EQ(at_tv(visit.id).ended_by, VisitSide::Phone);
    EXPECT_EQ(last_of(recipient_of_visit(visit.id), visit.id).stage, VisitStage::Ended);
    const auto card = must(repository().alarm_card(near_, alarm.id, now_));
    EXPECT_EQ(card.alarm.alarm.state, AlarmState::Closed);
    EXPECT_EQ(card.outcome, "helped") << "what was kept with it";
    EXPECT_THAT(steps(alarm.id), testing::IsSupersetOf({"talk_over", "closed"}));
    EXPECT_EQ(told_guard(box_).back().state, AlarmState::Closed);
}

TEST_P(Talk, EndsWhenItsSeatIsLost) {
    const Alarm alarm = accepted();
    const Visit visit = talking(alarm.id);
    now_ += 14s;
    on_duty(far_);
    EXPECT_EQ(passes(1s), 1);
    EXPECT_EQ(at_tv(visit.id).end, VisitEnd::Lost);
    EXPECT_EQ(told_guard(box_).back().state, AlarmState::Changing);
    must(repository().accept_alarm(far_, alarm.id, now_));
    const VisitTicket second = must(talk(far_, alarm.id));
    EXPECT_NE(second.visit.id, visit.id);
    EXPECT_EQ(second.visit.visitor.name, "王强");
    EXPECT_THAT(repository().send_signal(VisitParty(near_), answer(second.visit.id), now_), Fails(Trouble::NotFound, "visit_not_found"));
}

TEST_P(Talk, OfASeatThatGoesSilentIsLostAsAnySideIs) {
    const Alarm alarm = accepted();
    const Visit visit = talking(alarm.id);
    const Listening no_page{everybody().terminal, nobody().phone, everybody().member};
    now_ += contract::kLostAfter;
    EXPECT_EQ(must(repository().sweep_visits(no_page, now_)), 1);
    EXPECT_EQ(at_tv(visit.id).end, VisitEnd::Lost);
    EXPECT_EQ(at_tv(visit.id).ended_by, VisitSide::Phone);
}

TEST_P(Talk, ARelativeIsRungAsWhenTheElderCalls) {
    const Alarm alarm = accepted();
    const VisitorCaller fang{phone_of_fang()};
    EXPECT_THAT(repository().talk_with(near_, alarm.id, fang_, {}, now_), Fails(Trouble::Conflict, "talk_missing"));
    const Visit desk = talking(alarm.id);
    EXPECT_THAT(repository().talk_with(far_, alarm.id, fang_, {}, now_), Fails(Trouble::Conflict, "alarm_taken"));
    EXPECT_THAT(repository().talk_with(near_, alarm.id, "nobody", {}, now_), Fails(Trouble::NotFound, "member_not_found"));
    must(repository().talk_with(near_, alarm.id, fang_, {}, now_));
    must(repository().talk_with(near_, alarm.id, fang_, {}, now_));
    const auto ringing = page_of_fang().visit;
    ASSERT_TRUE(ringing);
    EXPECT_EQ(ringing->alarm, alarm.id);
    EXPECT_EQ(ringing->placed_by, VisitSide::Tv);
    EXPECT_EQ(at_tv(ringing->id).visitor.member, fang_) << "the TV has two legs";
    EXPECT_EQ(at_tv(desk.id).stage, VisitStage::Answered);
    EXPECT_EQ(last_of(recipient_of_visit(desk.id), ringing->id).stage, VisitStage::Ringing) << "the desk hears of it";
    EXPECT_EQ(ringing->notified, false) << "no gateway";
    must(repository().visit_rings(fang, ringing->id, false, now_));
    EXPECT_EQ(last_of(recipient_of_visit(desk.id), ringing->id).rings, false) << "and how far the ring got";
    must(repository().visit_rings(fang, ringing->id, true, now_));
    EXPECT_EQ(last_of(recipient_of_visit(desk.id), ringing->id).rings, true);
    must(repository().rings_no_more(fang_, false, now_));
    EXPECT_EQ(last_of(recipient_of_visit(desk.id), ringing->id).rings, std::nullopt) << "her page was closed";
    EXPECT_EQ(at_tv(ringing->id).rings, std::nullopt);
    must(repository().answer_visit(VisitParty(fang), ringing->id, {}, now_));
    EXPECT_EQ(last_of(recipient_of_visit(desk.id), ringing->id).stage, VisitStage::Answered);
    const std::string brother = must(repository().create_member(system_caller(), {home_, "大伟", "", contract::Relation::Son, "妈妈", {}}, now_));
    EXPECT_THAT(repository().talk_with(near_, alarm.id, brother, {}, now_), Fails(Trouble::Conflict, "talk_full"));
    must(repository().end_visit(VisitParty(fang), ringing->id, VisitEnd::HungUp, now_));
    EXPECT_EQ(at_tv(desk.id).stage, VisitStage::Answered) << "who leaves takes only the own legs";
    EXPECT_THAT(talk_steps(alarm.id), ElementsAre(std::pair("talk", ""), std::pair("asked_in", "小芳"), std::pair("talk", "小芳"), std::pair("talk_over", "小芳")));
    EXPECT_EQ(page_of_fang().missed, std::nullopt);
    must(repository().talk_with(near_, alarm.id, fang_, {}, now_));
    const std::string again = page_of_fang().visit->id;
    EXPECT_NE(again, ringing->id);
    closes(alarm.id);
    EXPECT_EQ(at_tv(again).end, VisitEnd::Cancelled);
    EXPECT_EQ(at_tv(again).ended_by, VisitSide::Tv) << "not by her";
    EXPECT_EQ(page_of_fang().missed, std::nullopt) << "no call of hers was missed";
}

TEST_P(Talk, DeskAndRelativeHaveALegWithoutTheTv) {
    const Alarm alarm = accepted();
    const VisitorCaller fang{phone_of_fang()};
    const std::string own = "sha-256 1" + kFingerprint.substr(9);
    const Visit desk = talking(alarm.id, own);
    must(repository().talk_with(near_, alarm.id, fang_, {}, now_));
    const std::string relative = page_of_fang().visit->id;
    must(repository().answer_visit(VisitParty(fang), relative, {}, now_));
    const Visit third = told<Visit>(recipient_of_visit(desk.id), "visit").back();
    EXPECT_EQ(third.visitor.member, fang_);
    EXPECT_EQ(third.visitor.name + third.visitor.place, "李姐东关服务站");
    EXPECT_EQ(last_of(recipient_of_visit(relative), third.id), third) << "her phone hears of it where it is already";
    EXPECT_EQ(at_tv(third.id), Visit{}) << "the TV does not";
    EXPECT_EQ(must(repository().visitor_home(fang, now_)).visit->id, relative);
    EXPECT_EQ(page_of_fang().visit, std::nullopt) << "it rings nowhere";
    EXPECT_THAT(repository().answer_visit(VisitParty(near_), third.id, {}, now_), Fails(Trouble::NotFound, "visit_not_found"));
    EXPECT_EQ(must(repository().answer_visit(VisitParty(fang), third.id, {}, now_)).box_fingerprint, own);
    must(repository().send_signal(VisitParty(near_), offer(third.id), now_));
    must(repository().send_signal(VisitParty(fang), answer(third.id), now_));
    EXPECT_THAT(told<Signal>(recipient_of_visit(third.id), "signal"), SizeIs(1));
    EXPECT_THAT(told<Signal>(recipient_of_visit_desk(third.id), "signal"), SizeIs(1));
    EXPECT_THAT(repository().send_signal(VisitParty(box_), offer(third.id), now_), Fails(Trouble::NotFound, "visit_not_found"));
    EXPECT_TRUE(repository().may_listen({near_, third.id, true}, now_));
    now_ += 40s;
    EXPECT_EQ(must(repository().sweep_visits(everybody(), now_)), 0);
    must(repository().end_visit(VisitParty(near_), desk.id, VisitEnd::HungUp, now_));
    EXPECT_EQ(last_of(recipient_of_visit(third.id), third.id).stage, VisitStage::Ended) << "the desk takes both of its legs";
    EXPECT_EQ(at_tv(relative).stage, VisitStage::Answered);
    const Visit again = talking(alarm.id, own);
    EXPECT_EQ(told<Visit>(recipient_of_visit(again.id), "visit").back().visitor.member, fang_) << "and F2 brings both back";
    for (const auto& one : must(repository().visit_log(box_, "")).visits) EXPECT_NE(one.id, third.id);
}

}  // namespace
}  // namespace anju::server
