// SPDX-License-Identifier: Apache-2.0
#include "platform/server/demo_records.hpp"

#include "platform/server/care_record.hpp"
#include "platform/server/facts.hpp"

namespace anju::server {
namespace {

// Days from today on.
struct Granted {
    const char *sort, *kind;
    int fen;
    const char *authority, *number;
    int from, until;  // until 0: no end is named
    bool follows;     // the one before it, which ends the day before
    const char* note;
};
constexpr Granted kGranted[] = {
    {"assessment", "able", 0, "东湖区评估中心 周晓", "评〔2024〕117", -830, -466, false, ""},
    {"assessment", "mild", 0, "东湖区评估中心 周晓", "评〔2025〕203", -465, -101, false, "膝关节炎以后走路慢"},
    {"assessment", "moderate", 0, "东湖区评估中心 李建国", "评〔2026〕088", -100, 264, false, "洗澡、上下楼要人扶"},
    {"subsidy", "old_age", 8'000, "安和市民政局", "", -600, 0, false, "80 岁以上"},
    {"subsidy", "old_age", 10'000, "安和市民政局", "民〔2026〕12", -190, 0, true, "从这个月起提高"},
    {"subsidy", "care_service", 20'000, "东湖区民政局", "湖民〔2026〕45", -325, 40, false, "中度失能，用于助浴、助洁"},
};

struct Measured {
    const char* kind;
    int value, second, pulse;
    const char *meal, *source;
    int days, hour;  // ago, there
};
constexpr Measured kMeasured[] = {
    {"height", 1580, 0, 0, "", "station", 180, 9},        {"weight", 612, 0, 0, "", "station", 180, 9},        {"weight", 604, 0, 0, "", "station", 95, 9},
    {"weight", 598, 0, 0, "", "visit", 20, 10},           {"blood_pressure", 158, 92, 78, "", "clinic", 60, 9}, {"blood_pressure", 152, 90, 76, "", "visit", 46, 10},
    {"blood_pressure", 149, 88, 74, "", "visit", 32, 10}, {"blood_pressure", 145, 86, 75, "", "told", 18, 8},   {"blood_pressure", 141, 85, 73, "", "visit", 11, 10},
    {"blood_pressure", 138, 84, 72, "", "visit", 4, 10},  {"blood_sugar", 81, 0, 0, "fasting", "clinic", 60, 8}, {"blood_sugar", 74, 0, 0, "fasting", "visit", 32, 8},
    {"blood_sugar", 69, 0, 0, "fasting", "visit", 11, 8}, {"heart_rate", 72, 0, 0, "", "visit", 4, 10},          {"oxygen", 97, 0, 0, "", "visit", 4, 10},
};

}  // namespace

Stored<void> write_demo_records(Repository& repository, const StaffCaller& manager, const std::string& household, const std::function<Time()>& next) {
    using namespace std::chrono;
    constexpr hours kZone{8};
    const Time now = next();
    const sys_days today = floor<days>(now + kZone);
    const auto day = [&](int ahead) { return written_day(today + days{ahead}); };
    std::string before;
    for (const Granted& one : kGranted) {
        contract::CareRecordEdit edit;
        edit.sort = one.sort;
        edit.kind = one.kind;
        edit.fen = one.fen;
        edit.period = "month";
        edit.authority = one.authority;
        edit.number = one.number;
        edit.from = day(one.from);
        edit.until = one.until == 0 ? "" : day(one.until);
        edit.note = one.note;
        edit.replaces = one.follows ? before : "";
        const auto kept = repository.edit_record(manager, household, edit, {}, next());
        if (!kept) {
            return tl::unexpected(kept.error());
        }
        before = kept->id;
    }
    for (const Measured& one : kMeasured) {
        const contract::NewReading reading{one.kind, one.value, one.second, one.pulse, one.meal, one.source, "", Time(today - days{one.days} + hours{one.hour} - kZone)};
        if (const auto kept = repository.add_reading(manager, household, reading, {}, next()); !kept) {
            return tl::unexpected(kept.error());
        }
    }
    return {};
}

}  // namespace anju::server
