// SPDX-License-Identifier: Apache-2.0
// What boxes, seats and nodes do to one alarm at the same moment.
#include <array>
#include <functional>
#include <latch>
#include <thread>

#include "tests/server_storage/both_databases.hpp"
#include "tests/server_storage/people.hpp"

namespace anju::server {
namespace {

using contract::AlarmReport;
using contract::AlarmSource;
using contract::Role;
using namespace std::chrono_literals;

constexpr int kAlarmRounds = 6;

class AlarmsAtOnce : public Storage {
  protected:
    void SetUp() override {
        Storage::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        street_ = a_street();
        beside_ = street_.tv;
        second_ = a_tv(street_);
        one_ = operates("li");
        two_ = operates("wang");
    }
    StaffCaller operates(const std::string& name) {
        must(repository().create_staff(system_caller(), {street_.station, name, name, "correct horse battery", {Role::Operator}}, now_));
        const auto session = must(repository().sign_in({name, "correct horse battery"}, "192.0.2.7", now_));
        return must(repository().staff_with_session(session.session.token, now_));
    }
    static void both(const std::function<void()>& first, const std::function<void()>& second) {
        std::latch start(2);
        std::thread one([&] { start.arrive_and_wait(); first(); });
        start.arrive_and_wait();
        second();
        one.join();
    }
    static AlarmReport run(const std::string& box, int number, int presses = 1) {
        return {"run-" + box + std::to_string(10'000 + number), static_cast<std::uint64_t>(number), AlarmSource::Red, kMorning, presses, 0};
    }
    Street street_;
    TerminalCaller beside_, second_;
    StaffCaller one_, two_;
};
INSTANTIATE_TEST_SUITE_P(On, AlarmsAtOnce, testing::Values(Dialect::Sqlite, Dialect::Postgres), [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(AlarmsAtOnce, OfTwoBoxesBeginOneIncidentAndOneOfTwoSeatsGetsIt) {
    for (int i = 1; i <= kAlarmRounds; ++i) {
        must(repository().sit(one_, true, now_));
        must(repository().sit(two_, true, now_));
        Stored<contract::Alarm> first, second;
        both([&] { first = repository().report_alarm(beside_, run("a", i), {}, now_); }, [&] { second = repository().report_alarm(second_, run("b", i), {}, now_); });
        ASSERT_EQ(must(first).id, must(second).id) << i;
        Stored<contract::AlarmCard> card, other;
        both([&] { card = repository().accept_alarm(one_, first->id, now_); }, [&] { other = repository().accept_alarm(two_, first->id, now_); });
        ASSERT_EQ(int{card.has_value()} + int{other.has_value()}, 1) << i;
        EXPECT_THAT(card ? other : card, Fails(Trouble::Conflict, "alarm_taken"));
        const StaffCaller& holder = card ? one_ : two_;
        EXPECT_EQ(must(repository().alarm_of_report(beside_, run("a", i).id)).presses, 2);
        must(repository().decide_alarm(holder, first->id, {"test", ""}, now_));
        // The press after the end, and the end itself.
        both([&] { must(repository().close_alarm(holder, first->id, now_)); }, [&] { must(repository().report_alarm(beside_, run("a", i, 2), {}, now_)); });
        const auto last = must(repository().alarm_of_report(beside_, run("a", i).id));
        EXPECT_EQ(last.id == first->id ? last.presses : last.presses + 2, 3) << "it counts here or there";
        if (last.id != first->id) {
            must(repository().accept_alarm(holder, last.id, now_));
            must(repository().decide_alarm(holder, last.id, {"test", ""}, now_));
            must(repository().close_alarm(holder, last.id, now_));
        }
    }
}

TEST_P(AlarmsAtOnce, NobodyHasOneWhoWentOffDuty) {
    for (int i = 1; i <= kAlarmRounds; ++i) {
        must(repository().sit(one_, true, now_));
        const auto alarm = must(repository().report_alarm(beside_, run("a", i), {}, now_));
        Stored<contract::AlarmCard> card;
        Stored<contract::Seat> seat;
        both([&] { card = repository().accept_alarm(one_, alarm.id, now_); }, [&] { seat = repository().sit(one_, false, now_); });
        ASSERT_NE(card.has_value(), seat.has_value()) << i;
        if (!card) {
            must(repository().sit(one_, true, now_));
            must(repository().accept_alarm(one_, alarm.id, now_));
        }
        must(repository().decide_alarm(one_, alarm.id, {"test", ""}, now_));
        must(repository().close_alarm(one_, alarm.id, now_));
    }
}

TEST_P(AlarmsAtOnce, WhatIsWrittenMeanwhileMakesNoExportLookTamperedWith) {
    must(repository().sit(one_, true, now_));
    const auto alarm = must(repository().report_alarm(beside_, run("a", 1), {}, now_));
    must(repository().accept_alarm(one_, alarm.id, now_));
    int broken = 0;
    both([&] { for (int i = 0; i < 8 * kAlarmRounds; ++i) must(repository().called_ambulance(one_, alarm.id, std::to_string(i), now_)); },
         [&] { for (int i = 0; i < 8 * kAlarmRounds; ++i) broken += !must(repository().export_alarm(one_, alarm.id, now_)).chain_holds; });
    EXPECT_EQ(broken, 0);
}

// Whoever is told is locked in one order by every transaction, or two of them wait for each other.
TEST_P(AlarmsAtOnce, TwoHoldersOfTwoHomesNeverWaitForEachOther) {
    NewHousehold given;
    given.organisation = street_.station;
    given.name = "周家";
    given.person = {"周敏", "周奶奶", "Mrs Zhou"};
    const auto third = must(repository().create_household(system_caller(), given, now_));
    const auto code = must(repository().start_pairing({std::string(64, 'b'), "anju-tv", "1"}, an_address(), now_));
    const TerminalCaller there{must(repository().approve_pairing(system_caller(), code.user_code, third, an_address(), {}, now_)).id, third};
    must(repository().sit(one_, true, now_));
    must(repository().sit(two_, true, now_));
    const auto first = must(repository().report_alarm(beside_, run("a", 1), {}, now_)), second = must(repository().report_alarm(there, run("b", 1), {}, now_));
    const auto in_order = [&](const StaffCaller& who, const std::string& alarm, const std::function<Stored<contract::AlarmCard>()>& act) {
        take_woken();
        must(act());
        const auto woken = take_woken();
        EXPECT_TRUE(std::ranges::is_sorted(woken)) << testing::PrintToString(woken);
        EXPECT_THAT(woken, testing::IsSupersetOf({recipient_of_seat(one_.staff), recipient_of_seat(two_.staff)})) << who.staff << alarm;
    };
    in_order(one_, first.id, [&] { return repository().accept_alarm(one_, first.id, now_); });
    in_order(two_, second.id, [&] { return repository().accept_alarm(two_, second.id, now_); });
    const auto began = std::chrono::steady_clock::now();
    const auto types = [&](const StaffCaller& who, const std::string& alarm) {
        for (int i = 0; i < 4 * kAlarmRounds; ++i) must(repository().decide_alarm(who, alarm, {"test", std::to_string(i)}, now_));
    };
    both([&] { types(one_, first.id); }, [&] { types(two_, second.id); });
    RecordProperty("milliseconds", static_cast<int>((std::chrono::steady_clock::now() - began) / 1ms));
}

TEST_P(AlarmsAtOnce, TwoNodesTakeEachStepOnce) {
    const auto other = must(open_repository(database(), cheap(), now_));
    must(repository().sit(one_, true, now_));
    const auto alarm = must(repository().report_alarm(beside_, run("a", 1), {}, now_));
    for (int i = 0; i < 20; ++i) {
        now_ += 10s;
        both([&] { must(repository().move_alarms({}, now_)); }, [&] { must(other->move_alarms({}, now_)); });
    }
    std::vector<std::string> reached;
    for (const auto& step : must(repository().alarm_card(one_, alarm.id, now_)).steps) {
        if (step.what == "reached" || step.what == "breach") reached.push_back(step.text);
    }
    EXPECT_THAT(reached, testing::ElementsAre("nearest", "all_seats", "head_and_family", "above", "breach"));
}

}  // namespace
}  // namespace anju::server
