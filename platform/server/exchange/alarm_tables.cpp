// SPDX-License-Identifier: Apache-2.0
#include "platform/server/exchange/alarm_tables.hpp"

#include <array>
#include <cstdio>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/server/exchange/write.hpp"

namespace anju::server {
namespace {

using contract::AlarmExport;
using contract::AlarmFigures;

struct StepWord {
    std::string_view what, chinese, english;
};
// A step without a word here stands as it is called.
constexpr StepWord kStepWords[] = {
    {"pressed", "按了求助", "pressed"}, {"received", "平台已存下", "kept by the platform"}, {"reached", "叫到", "reached"}, {"told", "通知到", "told"},
    {"accepted", "接听", "answered"}, {"lost", "接听的席位断开", "the seat was lost"}, {"cancelled", "按了返回，已取消", "taken back"},
    {"taken_back_late", "有人接了才按返回，不算取消", "taken back after it was answered"}, {"sequence_again", "盒子报了用过的编号", "a number used before"},
    {"note", "记录", "note"}, {"outcome", "结果", "outcome"}, {"outcome_late", "满 3 分钟没写结果", "the outcome is late"},
    {"call_back_late", "过时没回访", "the call back is late"}, {"called_back", "回访", "called back"}, {"closed", "结束", "closed"},
    {"breach", "满 3 分钟没人接", "not answered for 3 minutes"}, {"sent", "派人上门", "somebody was sent"}, {"on_the_way", "在路上", "on the way"},
    {"arrived", "到了", "arrived"}, {"declined", "去不了", "cannot go"}, {"ambulance", "打了 120", "120 was called"}, {"offered", "要转给", "offered to"},
    {"handed_over", "转给", "handed over"}, {"hand_over_over", "20 秒没接，没转", "not taken within 20 s, not handed over"}, {"responder_silent", "2 分钟没回话", "no answer for 2 minutes"},
    {"responder_told", "短信发给", "message sent to"}, {"responder_not_told", "短信没发出去", "the message did not go out to"},
};

std::string step_word(const std::string& what, bool chinese) {
    for (const StepWord& one : kStepWords) {
        if (one.what == what) return std::string(chinese ? one.chinese : one.english);
    }
    return what;
}

std::string desk_time(contract::Time time) {
    using namespace std::chrono;
    const auto there = time + hours{8};
    const year_month_day day(floor<days>(there));
    const hh_mm_ss clock(floor<milliseconds>(there - floor<days>(there)));
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u %02d:%02d:%02d.%03d", static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
    return text.data();
}

// "97.6 %" of the alarms; nothing where there was none.
std::string share(int part, int all) {
    if (all == 0) return "";
    const int tenths = static_cast<int>(static_cast<std::int64_t>(part) * 1000 / all);  // never rounded up to a promise
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

}  // namespace

std::string table_of(const AlarmExport& file, bool chinese) {
    const Cells header = chinese ? Cells{"事件", "姓名", "地址", "步", "时间", "做了什么", "谁", "内容", "代码", "审计号", "校验值"}
                                 : Cells{"event", "person", "address", "step", "time", "what", "who", "text", "code", "audit entry", "hash"};
    std::vector<Cells> rows;
    for (const contract::ExportedStep& one : file.steps) {
        rows.push_back({file.alarm.number, file.alarm.person, file.alarm.address, std::to_string(one.step.number), desk_time(one.step.at), step_word(one.step.what, chinese),
                        one.step.who, one.step.text, one.step.what, std::to_string(one.entry), one.hash});
    }
    Cells last(header.size());
    last[0] = file.alarm.number;
    last[5] = chinese ? "和审计核对" : "checked against the audit";
    last[7] = chinese ? (file.chain_holds ? "一步不缺，没有改过" : "对不上：有步骤缺了或改过") : file.chain_holds ? "none is missing, none was changed" : "does not fit: a step is missing or was changed";
    rows.push_back(std::move(last));
    return csv_of(header, rows);
}

std::string table_of(const AlarmFigures& figures, bool chinese) {
    std::vector<Cells> rows;
    const auto add = [&](std::string_view written, std::string_view english, std::uint64_t value, std::string part = "", std::string_view standard = "", std::string_view in_english = "") {
        rows.push_back({std::string(chinese ? written : english), std::to_string(value), std::move(part), std::string(chinese ? standard : in_english)});
    };
    const auto count = [](int value) { return static_cast<std::uint64_t>(value); };
    const int all = figures.alarms;
    rows.push_back({chinese ? "月份" : "month", figures.month, "", figures.place});
    add("求助（取消了的不算）", "calls for help, without those taken back", count(all));
    add("15 秒内接听", "answered within 15 s", count(figures.answered_15s), share(figures.answered_15s, all), "GB/T 33358-2016：15 秒", "GB/T 33358-2016: 15 s");
    add("60 秒内接听", "answered within 60 s", count(figures.answered_60s), share(figures.answered_60s, all), "EN 50134 的做法：98.5 %", "EN 50134 practice: 98.5 %");
    add("180 秒内接听", "answered within 180 s", count(figures.answered_180s), share(figures.answered_180s, all));
    add("满 3 分钟没人接", "not answered for 3 minutes", count(figures.breaches));
    add("自己取消的", "taken back", count(figures.taken_back));
    add("按错了", "false alarms", count(figures.false_alarms));
    add("试一试", "tests", count(figures.tests));
    add("要回访的", "to be called back", count(figures.call_backs));
    add("回访晚了的", "called back late", count(figures.call_backs_late));
    add("结果写晚了的", "outcome written late", count(figures.outcomes_late));
    add("盒子", "boxes", count(figures.boxes));
    if (figures.box_minutes > 0) {  // or nobody has measured
        add("盒子应在线（分钟）", "minutes that boxes should be online", figures.box_minutes);
        add("离线（分钟）", "offline minutes", figures.offline_minutes);
    }
    return csv_of(chinese ? Cells{"指标", "数", "占求助", "标准"} : Cells{"figure", "count", "of the calls", "standard"}, rows);
}

}  // namespace anju::server
