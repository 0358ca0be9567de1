// SPDX-License-Identifier: Apache-2.0
// 农历 by ICU's Chinese calendar.
#include <unicode/calendar.h>
#include <unicode/timezone.h>

#include <memory>

#include "screens/calendar.hpp"

namespace anju::screens {
namespace {

struct LunarDay {
    int month = 1;  // 1–12
    int day = 1;    // 1–30
    bool leap = false;
};

std::unique_ptr<icu::Calendar> chinese_calendar(const std::string& zone) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::TimeZone> place{
        icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone))};
    if (!place || *place == icu::TimeZone::getUnknown()) {
        place.reset(icu::TimeZone::createTimeZone("Asia/Shanghai"));
    }
    std::unique_ptr<icu::Calendar> calendar{icu::Calendar::createInstance(
        place.release(), icu::Locale{"zh", "CN", nullptr, "calendar=chinese"}, status)};
    return U_SUCCESS(status) ? std::move(calendar) : nullptr;
}

std::optional<LunarDay> read(icu::Calendar& calendar, model::Time time) {
    UErrorCode status = U_ZERO_ERROR;
    calendar.setTime(static_cast<UDate>(time.time_since_epoch().count()), status);
    LunarDay lunar{.month = calendar.get(UCAL_MONTH, status) + 1,
                   .day = calendar.get(UCAL_DATE, status),
                   .leap = calendar.get(UCAL_IS_LEAP_MONTH, status) != 0};
    if (U_FAILURE(status)) {
        return std::nullopt;
    }
    return lunar;
}

std::string month_word(const LunarDay& lunar) {
    static constexpr const char* kMonths[] = {"正", "二", "三", "四", "五", "六",
                                              "七", "八", "九", "十", "冬", "腊"};
    return std::string{lunar.leap ? "闰" : ""} + kMonths[(lunar.month - 1) % 12] + "月";
}

std::string day_word(int day) {
    static constexpr const char* kDigits[] = {"十", "一", "二", "三", "四",
                                              "五", "六", "七", "八", "九"};
    if (day == 10) {
        return "初十";
    }
    if (day == 20) {
        return "二十";
    }
    if (day == 30) {
        return "三十";
    }
    static constexpr const char* kTens[] = {"初", "十", "廿"};
    return std::string{kTens[(day / 10) % 3]} + kDigits[day % 10];
}

std::string feast(const LunarDay& lunar, bool last_of_year) {
    if (lunar.leap) {
        return {};
    }
    if (last_of_year) {
        return "除夕";
    }
    struct Feast { int month, day; const char* name; };
    static constexpr Feast kFeasts[] = {{1, 1, "春节"},   {1, 15, "元宵节"}, {5, 5, "端午节"},
                                        {7, 7, "七夕"},   {8, 15, "中秋节"}, {9, 9, "重阳节"},
                                        {12, 8, "腊八节"}};
    for (const auto& entry : kFeasts) {
        if (entry.month == lunar.month && entry.day == lunar.day) {
            return entry.name;
        }
    }
    return {};
}

}  // namespace

std::string lunar_date(const Texts& texts, model::Time time, const std::string& zone) {
    if (texts.english()) {
        return {};
    }
    const auto calendar = chinese_calendar(zone);
    const auto lunar = calendar ? read(*calendar, time) : std::nullopt;
    if (!lunar) {
        return {};
    }
    bool last_of_year = false;
    if (lunar->month == 12 && lunar->day >= 29) {
        const auto tomorrow = read(*calendar, time + std::chrono::days{1});
        last_of_year = tomorrow && tomorrow->month == 1;
    }
    const auto name = feast(*lunar, last_of_year);
    return "农历" + month_word(*lunar) + day_word(lunar->day) + (name.empty() ? "" : " " + name);
}

}  // namespace anju::screens
