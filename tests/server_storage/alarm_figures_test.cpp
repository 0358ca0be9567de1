// SPDX-License-Identifier: Apache-2.0
// What leaves the desk: an incident whole with its chain, and a month counted.
#include "tests/server_storage/alarm_home.hpp"

namespace anju::server {
namespace {

using contract::Role;
using namespace std::chrono_literals;
using std::chrono::November;
using std::chrono::December;

constexpr auto kNovember = std::chrono::year{2026} / November;

class AlarmFiguresOf : public AlarmHome {
  protected:
    void tampers(const std::string& statement) {
        must(raw()->write([&](Transaction& tx) -> Stored<void> {
            if (GetParam() == Dialect::Sqlite) {
                tx.script("DROP TRIGGER IF EXISTS incident_step_no_update; DROP TRIGGER IF EXISTS incident_step_no_delete; DROP TRIGGER IF EXISTS audit_no_update; DROP TRIGGER IF EXISTS audit_no_delete");
            } else {
                tx.script("DROP TRIGGER IF EXISTS incident_step_no_change ON incident_step; DROP TRIGGER IF EXISTS audit_no_change ON audit");
            }
            tx.script(statement);
            return {};
        }));
    }
    contract::AlarmExport whole(const std::string& id) { return must(repository().export_alarm(near_, id, now_)); }
    contract::AlarmFigures month(const StaffCaller& who, std::chrono::year_month month = kNovember) { return must(repository().alarm_figures(who, month, now_)); }
    std::string an_answered_one(int number, std::chrono::milliseconds after, const std::string& outcome) {
        const auto alarm = says(box_, run(number));
        now_ += after;
        on_duty(near_);
        must(repository().accept_alarm(near_, alarm.id, now_));
        must(repository().decide_alarm(near_, alarm.id, {outcome, ""}, now_));
        must(repository().close_alarm(near_, alarm.id, now_));
        return alarm.id;
    }
};
INSTANTIATE_TEST_SUITE_P(On, AlarmFiguresOf, testing::Values(Dialect::Sqlite, Dialect::Postgres), [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(AlarmFiguresOf, AnIncidentIsExportedWholeAndItsChainHolds) {
    on_duty(near_);
    const auto alarm = says(box_, run(1));
    says(box_, run(1, 3));
    must(repository().accept_alarm(near_, alarm.id, now_ += 4s));
    must(repository().note_alarm(near_, alarm.id, "能说话，“摔了”\n一跤", now_));
    must(repository().decide_alarm(near_, alarm.id, {"helped", "女儿到了"}, now_));
    must(repository().close_alarm(near_, alarm.id, now_));
    const auto file = whole(alarm.id);
    EXPECT_TRUE(file.chain_holds);
    EXPECT_EQ(file.alarm.person, "王桂兰");
    EXPECT_EQ(file.outcome, "helped");
    EXPECT_EQ(file.note, "能说话，“摔了”\n一跤");
    const auto card = must(repository().alarm_card(near_, alarm.id, now_));
    ASSERT_EQ(file.steps.size(), card.steps.size());
    for (std::size_t i = 0; i < card.steps.size(); ++i) {
        EXPECT_EQ(file.steps[i].step, card.steps[i]);
        EXPECT_EQ(file.steps[i].hash.size(), 64u);
        EXPECT_TRUE(i == 0 || file.steps[i].entry > file.steps[i - 1].entry);
    }
    const auto entries = must(repository().audit(system_caller(), home_, 1));
    EXPECT_EQ(entries.at(0).what, "alarm_exported") << "who took it is written down";
    EXPECT_EQ(entries.at(0).subject, alarm.id);
    EXPECT_EQ(entries.at(0).who, "staff:" + near_.staff);
    EXPECT_EQ(whole(alarm.id).steps, file.steps) << "an export is no step";
}

TEST_P(AlarmFiguresOf, WhateverIsChangedOrTakenOutLaterBreaksTheChain) {
    std::vector<std::string> ids;
    for (int i = 1; i <= 6; ++i) ids.push_back(an_answered_one(i, 2s, "helped"));
    for (const auto& id : ids) EXPECT_TRUE(whole(id).chain_holds);
    const auto of = [&](std::size_t i) { return " WHERE incident = '" + ids[i] + "'"; };
    tampers("UPDATE incident_step SET at = at - 60000" + of(0) + " AND what = 'accepted'");
    tampers("DELETE FROM incident_step" + of(1) + " AND number = 2");
    tampers("DELETE FROM incident_step" + of(2) + " AND what = 'closed'");
    tampers("UPDATE audit SET who = 'staff:other' WHERE subject = '" + ids[3] + "' AND what = 'alarm.accepted'");
    // In both at once, so that they agree.
    tampers("UPDATE incident_step SET at = at - 60000" + of(4) + " AND what = 'accepted'; UPDATE audit SET at = at - 60000 WHERE subject = '" + ids[4] + "' AND what = 'alarm.accepted'");
    for (std::size_t i = 0; i < 5; ++i) EXPECT_FALSE(whole(ids[i]).chain_holds) << i;
    EXPECT_TRUE(whole(ids[5]).chain_holds) << "that of another is untouched";
    EXPECT_GT(whole(ids[1]).steps.size(), 3u) << "what is there is shown all the same";
}

TEST_P(AlarmFiguresOf, OnlyOfOnesOwnPlaceAndRole) {
    const auto alarm = says(box_, run(1));
    const StaffCaller elsewhere = works(west_, "zhao", "赵敏", {Role::Operator, Role::Manager});
    EXPECT_THAT(repository().export_alarm(elsewhere, alarm.id, now_), Fails(Trouble::NotFound, "alarm_not_found"));
    EXPECT_THAT(repository().export_alarm(near_, "none", now_), Fails(Trouble::NotFound, "alarm_not_found"));
    EXPECT_THAT(repository().export_alarm(boss_, alarm.id, now_), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().alarm_figures(near_, kNovember, now_), Fails(Trouble::Refused, "role_missing"));
    EXPECT_EQ(month(elsewhere).alarms, 0);
    EXPECT_EQ(month(elsewhere).place, "西关街道");
    EXPECT_EQ(month(head_).alarms, 1);
    EXPECT_EQ(month(boss_).alarms, 1) << "of the places below";
    EXPECT_EQ(month(top_).place, "安和市");
}

TEST_P(AlarmFiguresOf, AMonthIsCounted) {
    an_answered_one(1, 15s, "helped");
    an_answered_one(2, 15'001ms, "false_alarm");
    an_answered_one(3, 60s, "test");
    an_answered_one(4, 180s, "no_answer");  // to be called back, and late
    passes(21min);
    on_duty(near_);
    says(box_, run(5));
    passes(200s);  // nobody
    on_duty(near_);
    must(repository().accept_alarm(near_, must(repository().alarm_of_report(box_, run(5).id)).id, now_));
    for (int i = 0; i < 13; ++i) {
        on_duty(near_);
        passes(14s);
    }
    must(repository().decide_alarm(near_, must(repository().alarm_of_report(box_, run(5).id)).id, {"helped", ""}, now_));
    must(repository().close_alarm(near_, must(repository().alarm_of_report(box_, run(5).id)).id, now_));
    says(box_, run(6));
    const auto taken = says(box_, run(6, 1, 1));
    must(repository().called_back(near_, taken.id, "按错了", now_));
    says(box_, run(7));
    says(box_, run(7, 1, 1));
    says(box_, run(7, 2, 1));  // live again, and nobody has it yet
    const auto got = month(head_);
    EXPECT_EQ(got.month, "2026-11");
    EXPECT_EQ(got.place, "东关服务站");
    EXPECT_EQ(got.alarms, 6);
    EXPECT_EQ(got.answered_15s, 1);
    EXPECT_EQ(got.answered_60s, 3);
    EXPECT_EQ(got.answered_180s, 4);
    EXPECT_EQ(got.breaches, 1);
    EXPECT_EQ(got.taken_back, 1);
    EXPECT_EQ(got.false_alarms, 1);
    EXPECT_EQ(got.tests, 1);
    EXPECT_EQ(got.call_backs, 2);
    EXPECT_EQ(got.call_backs_late, 1);
    EXPECT_EQ(got.outcomes_late, 1);
    EXPECT_EQ(got.boxes, 2);
    EXPECT_EQ(got.box_minutes, 0u) << "nobody has measured";
    EXPECT_EQ(month(head_, std::chrono::year{2026} / std::chrono::October).boxes, 0);
}

TEST_P(AlarmFiguresOf, OfflineTimeIsWhatNobodyPlanned) {
    const auto beat = [&](bool leaving) { must(repository().heard_beat(box_, {now_, "primary", {}, leaving}, now_)); };
    const auto round = [&] { must(repository().watch_boxes(now_)); };
    for (int i = 0; i < 10; ++i) {  // it is heard, and the program has stood long enough
        beat(false);
        round();
        now_ += 15s;
    }
    const auto silent = now_ - 15s;
    for (; now_ < silent + 10min; now_ += 15s) round();
    beat(false);
    round();
    EXPECT_NEAR(static_cast<double>(month(head_).offline_minutes), 10, 1) << "the other box never spoke: of it nobody knows";
    beat(true);
    round();
    const auto before = month(head_);
    now_ += 60min;
    round();
    const auto after = month(head_);
    EXPECT_EQ(after.offline_minutes, before.offline_minutes);
    EXPECT_NEAR(static_cast<double>(after.box_minutes), static_cast<double>(before.box_minutes), 1) << "what was planned is in neither";
}

TEST_P(AlarmFiguresOf, WhatNobodyMeasuredIsNeitherOnlineNorOffline) {
    const auto beat = [&] { must(repository().heard_beat(box_, {now_, "primary", {}, false}, now_)); };
    const auto round = [&] { must(repository().watch_boxes(now_)); };
    now_ += 24h;  // the guard is upgraded a day later
    for (const auto until = now_ + 30min; now_ < until; now_ += 15s) {
        beat();
        round();
    }
    EXPECT_NEAR(static_cast<double>(month(head_).box_minutes), 30, 1);
    EXPECT_EQ(month(head_).offline_minutes, 0u);
    for (const auto until = now_ + 30min; now_ < until; now_ += 15s) round();
    const auto before = month(head_);
    EXPECT_NEAR(static_cast<double>(before.box_minutes), 60, 1);
    EXPECT_NEAR(static_cast<double>(before.offline_minutes), 30, 1);
    must(repository().unpair(boss_, box_.terminal, now_));
    now_ += 1h;
    round();
    EXPECT_EQ(month(head_), before) << "it stands in no home any more, and was measured all the same";
    EXPECT_EQ(must(repository().alarm_figures(head_, std::chrono::year{2026} / std::chrono::October, now_)).box_minutes, 0u);
}

TEST_P(AlarmFiguresOf, AMonthBeginsAtTheMidnightOfTheDesk) {
    now_ = contract::Time(std::chrono::sys_days(std::chrono::year{2026} / December / 1)) - 8h - 1ms;
    says(box_, run(1));
    EXPECT_EQ(month(head_).alarms, 1);
    EXPECT_EQ(month(head_, std::chrono::year{2026} / December).alarms, 0);
    now_ += 1ms;
    NewHousehold other;
    other.organisation = station_;
    other.name = "周家";
    other.address = "幸福里 4 号楼";
    other.person = {"周玉珍", "周奶奶", ""};
    const std::string home = must(repository().create_household(system_caller(), other, now_));
    const auto code = must(repository().start_pairing({std::string(60, 'c') + "0001", "anju-tv", "1"}, an_address(), now_));
    const TerminalCaller box{must(repository().approve_pairing(system_caller(), code.user_code, home, an_address(), {}, now_)).id, home};
    says(box, run(2));
    EXPECT_EQ(month(head_).alarms, 1);
    EXPECT_EQ(month(head_, std::chrono::year{2026} / December).alarms, 1);
}

}  // namespace
}  // namespace anju::server
