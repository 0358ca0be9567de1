// SPDX-License-Identifier: Apache-2.0
// A city with a station; each has somebody at the desk, the station a manager. A home of the station with two boxes.
#pragma once

#include <string>
#include <vector>

#include "platform/contract/codec.hpp"
#include "platform/server/storage/alarms.hpp"
#include "tests/server_storage/both_databases.hpp"
#include "tests/server_storage/people.hpp"

namespace anju::server {

class AlarmHome : public People {
  protected:
    static inline const IsOnline kNoBox = [](const std::string&) { return false; };
    static inline const MemberOnline kNoPage = [](const std::string&) { return false; };
    static inline const MemberOnline kEveryPage = [](const std::string&) { return true; };

    void SetUp() override {
        People::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        near_ = works(station_, "li", "李姐", {contract::Role::Operator});
        far_ = works(city_, "wang", "王强", {contract::Role::Operator});
        head_ = works(station_, "sun", "孙丽", {contract::Role::Manager});
        NewHousehold given;
        given.organisation = station_;
        given.name = "王桂兰家";
        given.address = "幸福里 3 号楼 2 单元 401";
        given.person = {"王桂兰", "王奶奶", "Mrs Wang"};
        home_ = must(repository().create_household(system_caller(), given, now_));
        box_ = a_box();
        second_ = a_box();
        fang_ = must(repository().create_member(system_caller(), {home_, "小芳", "", contract::Relation::Daughter, "妈妈", {}}, now_));
        must(repository().create_link(system_caller(), fang_, now_));
    }
    TerminalCaller a_box() {
        const auto code = must(repository().start_pairing({std::string(60, 'a') + std::to_string(1000 + ++keys_), "anju-tv", "1"}, an_address(), now_));
        return {must(repository().approve_pairing(system_caller(), code.user_code, home_, an_address(), {}, now_)).id, home_};
    }
    static contract::AlarmReport run(int number, int presses = 1, int taken_back = 0) {
        return {"run-" + std::to_string(10'000 + number), static_cast<std::uint64_t>(number), contract::AlarmSource::Red, kMorning, presses, taken_back};
    }
    contract::Alarm says(const TerminalCaller& box, const contract::AlarmReport& report) { return must(repository().report_alarm(box, report, kNoPage, now_)); }
    void on_duty(const StaffCaller& who) { EXPECT_TRUE(must(repository().sit(who, true, now_)).on_duty); }
    int passes(std::chrono::milliseconds time, const MemberOnline& online = kNoPage) {
        now_ += time;
        return must(repository().move_alarms(online, now_));
    }
    contract::Desk desk(const StaffCaller& who) { return must(repository().desk(who, kNoBox, now_)); }
    contract::FamilyHome page_of_fang() { return must(repository().family_home({fang_, home_, ""}, now_)); }
    std::vector<std::string> queue(const StaffCaller& who) {
        std::vector<std::string> ids;
        for (const auto& one : desk(who).alarms) ids.push_back(one.alarm.id);
        return ids;
    }
    std::vector<std::string> steps(const std::string& alarm) {
        std::vector<std::string> all;
        for (const auto& step : must(repository().alarm_card(near_, alarm, now_)).steps) all.push_back(step.what + (step.what == "reached" ? " " + step.text : ""));
        return all;
    }
    template <class T>
    std::vector<T> told(const std::string& recipient, const std::string& name) {
        std::vector<T> all;
        for (const auto& event : events_of(recipient)) {
            if (event.name == name) all.push_back(*contract::decode<T>(event.data));
        }
        return all;
    }
    std::vector<contract::Alarm> told_guard(const TerminalCaller& box) { return told<contract::Alarm>(recipient_of_guard(box.terminal), "alarm"); }
    std::vector<contract::DeskAlarm> told_desk(const StaffCaller& who) { return told<contract::DeskAlarm>(recipient_of_seat(who.staff), "desk_alarm"); }

    StaffCaller near_, far_, head_;
    std::string home_, fang_;
    TerminalCaller box_, second_;

  private:
    int keys_ = 0;
};

}  // namespace anju::server
