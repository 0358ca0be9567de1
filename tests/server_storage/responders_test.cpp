// SPDX-License-Identifier: Apache-2.0
// Going there: whom the desk can send, what the link opens, and that everybody reads what was answered.
#include "platform/server/open_repository.hpp"
#include "tests/server_storage/alarm_home.hpp"

namespace anju::server {
namespace {

using contract::Alarm;
using contract::ResponderState;
using contract::Role;
using namespace std::chrono_literals;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class GoingThere : public AlarmHome {
  protected:
    void SetUp() override {
        AlarmHome::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        zhang_ = goes(station_, "张师傅", "13805460101");
        feng_ = goes(east_, "冯强", "13805460102");
        goes(west_, "远处的人", "13805460103");
        const StaffCaller keeper = system_caller();
        for (const auto& [name, value] : {std::pair{"door_code", "#2580"}, {"floor", "4 楼"}, {"lift", "有，要刷卡"}, {"way_in", "对门李阿姨有钥匙"}, {"allergies", "青霉素"}, {"illnesses", "高血压"}}) {
            must(repository().edit_fact(keeper, home_, {name, value, 0}, now_));
        }
    }
    std::string goes(const std::string& place, const std::string& name, const std::string& phone) {
        return must(repository().invite_staff(system_caller(), {place, "", name, {Role::Responder}, phone}, {}, now_)).person.id;
    }
    Alarm in_hand(int number = 1) {
        on_duty(near_);
        const Alarm alarm = says(box_, run(number));
        must(repository().accept_alarm(near_, alarm.id, now_));
        return alarm;
    }
    Stored<contract::ResponderLink> sends(const std::string& alarm, const std::string& who, const std::string& key = "") {
        return repository().send_responder(near_, alarm, who, {key.empty() ? "key-" + std::to_string(++keys_) : key, who}, now_);
    }
    std::string link(const std::string& alarm, const std::string& who) { return must(sends(alarm, who)).link; }
    Stored<contract::ResponderHome> opens(const std::string& link) { return repository().responder_home(link, kStaffDesk, now_); }
    Stored<contract::ResponderHome> says_of(const std::string& link, ResponderState state, int minutes = 0) { return repository().responder_answers(link, kStaffDesk, {state, minutes}, now_); }

    std::string zhang_, feng_;
    int keys_ = 0;
};
INSTANTIATE_TEST_SUITE_P(On, GoingThere, testing::Values(Dialect::Sqlite, Dialect::Postgres), [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(GoingThere, TheListHasTheOwnPlaceFirstAndThoseAboveAndNobodyElse) {
    const Alarm alarm = in_hand();
    const auto list = must(repository().responders(near_, alarm.id)).responders;
    ASSERT_THAT(list, SizeIs(2));
    EXPECT_EQ(list[0], (contract::Responder{zhang_, "张师傅", "东关服务站", "13805460101", false}));
    EXPECT_EQ(list[1].name, "冯强");
    EXPECT_THAT(repository().responders(boss_, alarm.id), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().responders(works(west_, "zhao", "赵敏", {Role::Operator}), alarm.id), Fails(Trouble::NotFound, "alarm_not_found"));
    must(repository().end_staff(system_caller(), feng_, now_));
    EXPECT_THAT(must(repository().responders(near_, alarm.id)).responders, SizeIs(1)) << "who has ended goes nowhere";
}

TEST_P(GoingThere, ARunIsSaidToTheTvTheFamilyAndTheDeskAtOnce) {
    const Alarm alarm = in_hand();
    const std::string link = this->link(alarm.id, zhang_);
    EXPECT_EQ(told_guard(box_).back().responder, (contract::AlarmResponder{"张师傅", ResponderState::Asked, {}}));
    now_ += 20s;
    auto home = must(says_of(link, ResponderState::OnTheWay, 8));
    EXPECT_EQ(home.expected_at, now_ + 8min);
    EXPECT_EQ(told_guard(box_).back().responder->expected_at, now_ + 8min);
    EXPECT_EQ(told_guard(second_).back().responder->state, ResponderState::OnTheWay);
    EXPECT_EQ(told_desk(near_).back().alarm.responder->state, ResponderState::OnTheWay);
    const auto revision = told_guard(box_).back().revision;
    now_ += 30s;
    must(says_of(link, ResponderState::OnTheWay, 8));
    EXPECT_EQ(told_guard(box_).back().revision, revision) << "once more, as the answer was lost";
    now_ += 5min;
    must(says_of(link, ResponderState::OnTheWay, 10));
    EXPECT_EQ(told_guard(box_).back().responder->expected_at, now_ + 10min) << "said again with other minutes";
    must(says_of(link, ResponderState::Arrived));
    EXPECT_EQ(told_guard(box_).back().responder, (contract::AlarmResponder{"张师傅", ResponderState::Arrived, {}})) << "no minutes that nobody said";
    EXPECT_THAT(steps(alarm.id), Contains("sent"));
    EXPECT_THAT(steps(alarm.id), Contains("on_the_way").Times(2));
    EXPECT_THAT(steps(alarm.id), AllOf(Contains("arrived").Times(1), Not(Contains("responder_silent"))));
}

TEST_P(GoingThere, TheLinkShowsWhatIsNeededAtTheDoorAndNoIllness) {
    const Alarm alarm = in_hand();
    const auto home = must(opens(link(alarm.id, zhang_)));
    EXPECT_EQ(home.person, "王桂兰");
    EXPECT_EQ(home.door_code, "#2580");
    EXPECT_EQ(home.floor, "4 楼，电梯：有，要刷卡");
    EXPECT_EQ(home.keys, "对门李阿姨有钥匙");
    EXPECT_EQ(home.allergies, "青霉素");
    EXPECT_EQ(home.desk_number, "12349");
    EXPECT_EQ(home.operator_name, "李姐");
    EXPECT_THAT(contract::encode(home), Not(testing::HasSubstr("高血压")));
}

TEST_P(GoingThere, OnlyWhoHasItSendsAndTheSameKeySendsOnce) {
    on_duty(near_);
    on_duty(far_);
    const Alarm alarm = says(box_, run(1));
    EXPECT_THAT(sends(alarm.id, zhang_), Fails(Trouble::Conflict, "alarm_waiting"));
    must(repository().accept_alarm(near_, alarm.id, now_));
    EXPECT_THAT(repository().send_responder(far_, alarm.id, zhang_, {"far", zhang_}, now_), Fails(Trouble::Conflict, "alarm_taken"));
    EXPECT_THAT(sends(alarm.id, near_.staff), Fails(Trouble::NotFound, "responder_not_found")) << "an operator goes nowhere";
    const auto first = must(sends(alarm.id, zhang_, "once"));
    const auto again = must(sends(alarm.id, zhang_, "once"));
    EXPECT_NE(first.link, again.link);
    EXPECT_EQ(first.notified, std::nullopt) << "no gateway";
    EXPECT_TRUE(opens(first.link) && opens(again.link)) << "the first may be on a phone already";
    EXPECT_THAT(steps(alarm.id), Contains("sent").Times(1));
    EXPECT_THAT(sends(alarm.id, feng_, "once"), Fails(Trouble::Conflict, "idempotency_key_reused"));
}

TEST_P(GoingThere, WhoWasReplacedAndWhoseAlarmIsOverReadsThatAndNothingOfTheHome) {
    const Alarm alarm = in_hand();
    const std::string first = link(alarm.id, zhang_), second = link(alarm.id, feng_);
    EXPECT_THAT(opens(first), Fails(Trouble::Conflict, "responder_replaced"));
    EXPECT_THAT(says_of(first, ResponderState::Arrived), Fails(Trouble::Conflict, "responder_replaced"));
    EXPECT_EQ(told_guard(box_).back().responder->name, "冯强");
    must(says_of(second, ResponderState::OnTheWay, 5));
    must(repository().decide_alarm(near_, alarm.id, {"helped", ""}, now_));
    must(repository().close_alarm(near_, alarm.id, now_));
    EXPECT_THAT(opens(second), Fails(Trouble::Conflict, "alarm_closed"));
    EXPECT_THAT(says_of(second, ResponderState::Arrived), Fails(Trouble::Conflict, "alarm_closed"));
    EXPECT_EQ(told_guard(box_).back().responder, std::nullopt) << "it ends with the alarm";
    now_ += 8 * 24h;
    EXPECT_THAT(opens(second), Fails(Trouble::Refused, "link_not_valid"));
}

TEST_P(GoingThere, WrongLinksAreOneAnswerAndThenNoneAndTheRightOneIsAlwaysHeard) {
    const std::string link = this->link(in_hand().id, zhang_);
    for (int i = 0; i < 10; ++i) EXPECT_THAT(opens("guess" + std::to_string(i)), Fails(Trouble::Refused, "link_not_valid"));
    EXPECT_THAT(opens(""), Fails(Trouble::Refused, "too_many_tries"));
    EXPECT_THAT(says_of("guess", ResponderState::Arrived), Fails(Trouble::Refused, "too_many_tries"));
    EXPECT_TRUE(opens(link)) << "whoever guesses at the same address keeps nobody from a door";
    EXPECT_THAT(says_of(link, ResponderState::Asked), Fails(Trouble::Refused, "answer_unknown"));
    EXPECT_THAT(says_of(link, ResponderState::OnTheWay, 0), Fails(Trouble::Refused, "minutes_impossible"));
    EXPECT_THAT(says_of(link, ResponderState::OnTheWay, 181), Fails(Trouble::Refused, "minutes_impossible"));
}

TEST_P(GoingThere, WhoSaysNothingForTwoMinutesIsNamedOnce) {
    const Alarm alarm = in_hand();
    const std::string link = this->link(alarm.id, zhang_);
    const auto stays = [&](std::chrono::seconds time) {
        for (std::chrono::seconds gone{}; gone < time; gone += 5s) {
            on_duty(near_);
            passes(5s);
        }
    };
    stays(115s);
    EXPECT_THAT(steps(alarm.id), Not(Contains("responder_silent")));
    stays(5s);
    EXPECT_THAT(steps(alarm.id), Contains("responder_silent"));
    EXPECT_TRUE(told_desk(near_).back().responder_silent);
    stays(70s);
    EXPECT_THAT(steps(alarm.id), AllOf(Contains("responder_silent").Times(1), Contains("outcome_late").Times(1))) << "one does not hide the other";
    must(says_of(link, ResponderState::Declined));
    EXPECT_EQ(told_desk(near_).back().alarm.responder->state, ResponderState::Declined);
    EXPECT_FALSE(told_desk(near_).back().responder_silent);
    this->link(alarm.id, feng_);
    stays(120s);
    EXPECT_THAT(steps(alarm.id), Contains("responder_silent").Times(2));
}

TEST_P(GoingThere, WhoIsOnTheWayElsewhereIsSaidToBeBusy) {
    const Alarm alarm = in_hand();
    must(says_of(link(alarm.id, zhang_), ResponderState::OnTheWay, 8));
    EXPECT_FALSE(must(repository().responders(near_, alarm.id)).responders.at(0).busy) << "to this one";
    NewHousehold given;
    given.organisation = station_;
    given.name = "周玉家";
    given.address = "北桥 1 号";
    given.person = {"周玉", "周奶奶", ""};
    const auto other = must(repository().create_household(system_caller(), given, now_));
    const auto code = must(repository().start_pairing({std::string(64, 'b'), "anju-tv", "1"}, an_address(), now_));
    const TerminalCaller box{must(repository().approve_pairing(system_caller(), code.user_code, other, an_address(), {}, now_)).id, other};
    const Alarm second = says(box, run(7));
    EXPECT_TRUE(must(repository().responders(near_, second.id)).responders.at(0).busy);
    must(repository().decide_alarm(near_, alarm.id, {"helped", ""}, now_));
    must(repository().close_alarm(near_, alarm.id, now_));
    EXPECT_FALSE(must(repository().responders(near_, second.id)).responders.at(0).busy);
}

TEST_P(GoingThere, AResponderSignsInNowhereAndHasANumber) {
    EXPECT_THAT(repository().invite_staff(top_, {station_, "", "李师傅", {Role::Responder}, ""}, {}, now_), Fails(Trouble::Refused, "responder_phone_missing"));
    EXPECT_THAT(repository().invite_staff(top_, {station_, "", "李师傅", {Role::Responder}, "不知道"}, {}, now_), Fails(Trouble::Refused, "phone_malformed"));
    const auto made = must(repository().invite_staff(top_, {station_, "", "李师傅", {Role::Responder}, "138 0546 0109"}, {}, now_));
    EXPECT_EQ(made.link.token, "");
    EXPECT_EQ(state_of(made.person.id), "active");
    EXPECT_EQ(fact(top_, made.person.id, "phone").value, "13805460109");
    EXPECT_THAT(repository().renew_staff_link(top_, made.person.id, now_), Fails(Trouble::Conflict, "no_sign_in"));
    EXPECT_THAT(repository().sign_in({made.person.name, ""}, kStaffDesk, now_), Fails(Trouble::Refused, "wrong_name_or_password"));
    must(repository().edit_staff(top_, made.person.id, {"phone", "0546-8601011", 0}, now_));
    EXPECT_EQ(fact(top_, made.person.id, "phone").value, "05468601011");
    EXPECT_THAT(repository().edit_staff(top_, made.person.id, {"phone", "", fact(top_, made.person.id, "phone").change}, now_), Fails(Trouble::Refused, "responder_phone_missing"));
    const StaffCaller wu = works(station_, "wu", "吴刚", {Role::Operator});
    must(repository().edit_staff(top_, wu.staff, {"roles", "responder", 0}, now_));
    EXPECT_THAT(repository().sign_in({"wu", kGood}, kStaffDesk, now_), Fails(Trouble::Refused, "wrong_name_or_password")) << "with a password of before";
    must(repository().end_staff(top_, made.person.id, now_));
    EXPECT_EQ(must(repository().renew_staff_link(top_, made.person.id, now_)).token, "");
    EXPECT_EQ(state_of(made.person.id), "active") << "back again";
}

TEST_P(GoingThere, TheirPhoneIsToldByTheOutboxAndTheLinkIsKeptNowhere) {
    const Alarm alarm = in_hand();
    close();
    StorageOptions options = cheap();
    options.notify = true;
    const auto notifying = must(open_repository(database(), options, now_));
    const auto sent = must(notifying->send_responder(near_, alarm.id, zhang_, {"key", ""}, now_));
    EXPECT_EQ(sent.notified, false) << "on its way";
    const auto due = must(notifying->due_notices(20, now_));
    ASSERT_THAT(due, SizeIs(1));
    EXPECT_EQ(due[0].event, "responder");
    EXPECT_EQ(due[0].phone, "13805460101");
    EXPECT_EQ(due[0].link, sent.link);
    EXPECT_EQ(due[0].calls_elder, "王奶奶");
    must(notifying->notice_tried(due[0].id, true, std::nullopt, now_));
    EXPECT_THAT(must(notifying->due_notices(20, now_ + 1h)), IsEmpty());
    const auto last = [&](Repository& one) { return must(one.alarm_card(near_, alarm.id, now_)).steps.back().what; };
    EXPECT_EQ(last(*notifying), "responder_told");
    must(notifying->send_responder(near_, alarm.id, feng_, {"key2", ""}, now_));
    const auto after = must(open_repository(database(), options, now_));  // a second node, or what only a program knew that is gone
    EXPECT_THAT(must(after->due_notices(20, now_ + 30s)), IsEmpty());
    EXPECT_THAT(must(after->due_notices(20, now_ + 10min)), IsEmpty());
    EXPECT_EQ(last(*after), "sent") << "while the other may still try, nobody gives it up";
    EXPECT_THAT(must(notifying->due_notices(20, now_ + 10min)), SizeIs(1));
    EXPECT_THAT(must(after->due_notices(20, now_ + 12min)), IsEmpty());
    EXPECT_EQ(last(*after), "responder_not_told") << "and the desk reads that it did not go out";
}

}  // namespace
}  // namespace anju::server
