// SPDX-License-Identifier: Apache-2.0
#include "screens/calendar.hpp"

#include <chrono>

namespace anju::screens {
namespace {

using model::LocalTime;

std::chrono::sys_days as_days(const LocalTime& local) {
    return std::chrono::sys_days{std::chrono::year{local.year} /
                                 static_cast<unsigned>(local.month) /
                                 static_cast<unsigned>(local.day)};
}

std::string two(int number) {
    return number < 10 ? "0" + std::to_string(number) : std::to_string(number);
}

// 0 and 12 stay themselves in Chinese (凌晨0点, 中午12点); in English both are 12.
int twelve(int hour, bool english) {
    const int twelve = hour > 12 ? hour - 12 : hour;
    return english && twelve == 0 ? 12 : twelve;
}

std::string weekday(const Texts& texts, int day) {
    switch (day) {
        case 0: return texts.tr("星期日");
        case 1: return texts.tr("星期一");
        case 2: return texts.tr("星期二");
        case 3: return texts.tr("星期三");
        case 4: return texts.tr("星期四");
        case 5: return texts.tr("星期五");
        default: return texts.tr("星期六");
    }
}

std::string month(const Texts& texts, int number) {
    switch (number) {
        case 1: return texts.tr("1月");
        case 2: return texts.tr("2月");
        case 3: return texts.tr("3月");
        case 4: return texts.tr("4月");
        case 5: return texts.tr("5月");
        case 6: return texts.tr("6月");
        case 7: return texts.tr("7月");
        case 8: return texts.tr("8月");
        case 9: return texts.tr("9月");
        case 10: return texts.tr("10月");
        case 11: return texts.tr("11月");
        default: return texts.tr("12月");
    }
}

}  // namespace

std::string half_day(const Texts& texts, const LocalTime& local) {
    if (texts.english()) {
        return local.hour < 12 ? "am" : "pm";
    }
    const int hour = local.hour;
    return hour < 5    ? "凌晨"
           : hour < 9  ? "早上"
           : hour < 12 ? "上午"
           : hour < 13 ? "中午"
           : hour < 17 ? "下午"
           : hour < 19 ? "傍晚"
           : hour < 22 ? "晚上"
                       : "夜里";
}

std::string figures(const Texts& texts, const LocalTime& local) {
    return std::to_string(twelve(local.hour, texts.english())) + ":" + two(local.minute);
}

std::string time_of_day(const Texts& texts, const LocalTime& local) {
    if (texts.english()) {
        const auto hour = std::to_string(twelve(local.hour, true));
        if (local.hour == 12 && local.minute == 0) {
            return "12 noon";
        }
        return (local.minute == 0 ? hour : hour + ":" + two(local.minute)) + " " +
               half_day(texts, local);
    }
    const auto hour = half_day(texts, local) + std::to_string(twelve(local.hour, false)) + "点";
    return local.minute == 0 ? hour : hour + two(local.minute) + "分";
}

std::string to_the_second(const Texts& texts, const LocalTime& local) {
    const auto hour_and_minute = figures(texts, local);
    return texts.english() ? hour_and_minute + ":" + two(local.second)
                           : texts.tr("{h}点{m}分{s}秒", {{"h", hour_and_minute.substr(0, hour_and_minute.find(':'))},
                                                          {"m", two(local.minute)},
                                                          {"s", two(local.second)}});
}

std::string date(const Texts& texts, const LocalTime& local) {
    return texts.tr("{month}{day}日 {weekday}", {{"month", month(texts, local.month)},
                                                 {"day", std::to_string(local.day)},
                                                 {"weekday", weekday(texts, local.weekday)}});
}

bool same_day(const LocalTime& a, const LocalTime& b) { return as_days(a) == as_days(b); }

bool day_before(const LocalTime& a, const LocalTime& b) {
    return as_days(a) + std::chrono::days{1} == as_days(b);
}

std::string day(const Texts& texts, const LocalTime& of, const LocalTime& today) {
    if (same_day(of, today)) {
        return texts.tr("今天");
    }
    if (day_before(of, today)) {
        return texts.tr("昨天");
    }
    if (of.year != today.year) {
        return texts.tr("{year}年{month}{day}日", {{"year", std::to_string(of.year)},
                                                  {"month", month(texts, of.month)},
                                                  {"day", std::to_string(of.day)}});
    }
    return date(texts, of);
}

std::string day_without_weekday(const Texts& texts, const LocalTime& of, const LocalTime& today) {
    if (same_day(of, today) || day_before(of, today) || of.year != today.year) {
        return day(texts, of, today);
    }
    return texts.tr("{month}{day}日", {{"month", month(texts, of.month)}, {"day", std::to_string(of.day)}});
}

std::string day_and_time(const Texts& texts, model::Time of, model::Time now,
                         const std::string& zone) {
    const auto local = model::local_time(of, zone);
    const auto today = model::local_time(now, zone);
    if (!same_day(local, today) && !day_before(local, today)) {
        return day(texts, local, today);
    }
    return texts.tr("{day}{time}",
                    {{"day", day(texts, local, today)}, {"time", time_of_day(texts, local)}});
}

std::string greeting(const Texts& texts, const LocalTime& local, const std::string& who,
                     bool name_first) {
    const int hour = local.hour;
    const auto words = hour < 5 || hour >= 22 ? texts.tr("夜深了")
                       : hour < 9             ? texts.tr("早上好")
                       : hour < 12            ? texts.tr("上午好")
                       : hour < 13            ? texts.tr("中午好")
                       : hour < 18            ? texts.tr("下午好")
                                              : texts.tr("晚上好");
    return name_first ? texts.tr("{who}，{greeting}", {{"greeting", words}, {"who", who}})
                      : texts.tr("{greeting}，{who}", {{"greeting", words}, {"who", who}});
}

}  // namespace anju::screens
