// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "screens/calendar.hpp"
#include "tests/support/terminal_driver.hpp"

namespace anju::test {
namespace {

using model::Language;
using model::LocalTime;
using screens::Texts;

const std::string kShanghai = "Asia/Shanghai";
const Texts kChinese{Language::Chinese};
const Texts kEnglish{Language::English};

LocalTime clock(int hour, int minute) { return {.year = 2026, .month = 11, .day = 21, .weekday = 6, .hour = hour, .minute = minute}; }

struct Said {
    int hour, minute;
    const char* chinese;
    const char* english;
    const char* figures;
};
class TimeOfDay : public testing::TestWithParam<Said> {};
TEST_P(TimeOfDay, IsSaidAsOneSaysIt) {
    const auto& said = GetParam();
    EXPECT_EQ(screens::time_of_day(kChinese, clock(said.hour, said.minute)), said.chinese);
    EXPECT_EQ(screens::time_of_day(kEnglish, clock(said.hour, said.minute)), said.english);
    EXPECT_EQ(screens::figures(kChinese, clock(said.hour, said.minute)), said.figures);
}
INSTANTIATE_TEST_SUITE_P(Hours, TimeOfDay,
                         testing::Values(Said{0, 5, "凌晨0点05分", "12:05 am", "0:05"}, Said{2, 14, "凌晨2点14分", "2:14 am", "2:14"},
                                         Said{6, 0, "早上6点", "6 am", "6:00"}, Said{8, 10, "早上8点10分", "8:10 am", "8:10"},
                                         Said{9, 38, "上午9点38分", "9:38 am", "9:38"}, Said{12, 0, "中午12点", "12 noon", "12:00"},
                                         Said{12, 30, "中午12点30分", "12:30 pm", "12:30"}, Said{15, 0, "下午3点", "3 pm", "3:00"},
                                         Said{18, 0, "傍晚6点", "6 pm", "6:00"}, Said{20, 5, "晚上8点05分", "8:05 pm", "8:05"},
                                         Said{23, 59, "夜里11点59分", "11:59 pm", "11:59"}));

TEST(Calendar, NeverTwentyFourHours) {
    for (int hour = 0; hour < 24; ++hour) {
        for (const auto* texts : {&kChinese, &kEnglish}) {
            const auto figures = screens::figures(*texts, clock(hour, 0));
            EXPECT_LE(std::stoi(figures), 12) << hour;
        }
    }
}

TEST(Calendar, TheDateAsInThePicture) {
    EXPECT_EQ(screens::date(kChinese, clock(9, 41)), "11月21日 星期六");
    EXPECT_EQ(screens::date(kEnglish, clock(9, 41)), "Saturday, 21 November");
}

struct Lunar {
    int year, month, day;
    const char* said;
};
class LunarDate : public testing::TestWithParam<Lunar> {};
TEST_P(LunarDate, IsTheCalendarsOwn) {
    const auto& day = GetParam();
    const Time noon = std::chrono::sys_days{std::chrono::year{day.year} / day.month / day.day} + 4h;
    EXPECT_EQ(screens::lunar_date(kChinese, noon, kShanghai), day.said);
}
// From the almanac of the Purple Mountain Observatory.
INSTANTIATE_TEST_SUITE_P(Days, LunarDate,
                         testing::Values(Lunar{2026, 11, 21, "农历十月十三"}, Lunar{2026, 2, 17, "农历正月初一 春节"},
                                         Lunar{2026, 2, 16, "农历腊月廿九 除夕"}, Lunar{2026, 9, 25, "农历八月十五 中秋节"},
                                         Lunar{2025, 7, 25, "农历闰六月初一"}, Lunar{2025, 1, 28, "农历腊月廿九 除夕"},
                                         Lunar{2024, 2, 10, "农历正月初一 春节"}, Lunar{2023, 3, 22, "农历闰二月初一"},
                                         Lunar{2026, 6, 19, "农历五月初五 端午节"}, Lunar{2027, 1, 8, "农历腊月初一"},
                                         Lunar{2024, 12, 20, "农历冬月二十"}, Lunar{2024, 12, 30, "农历冬月三十"}));

TEST(Calendar, TheLunarDayChangesAtTheHouseholdsMidnight) {
    const Time before = at(11, 21, 23, 59), after = at(11, 22, 0, 0);
    EXPECT_EQ(screens::lunar_date(kChinese, before, kShanghai), "农历十月十三");
    EXPECT_EQ(screens::lunar_date(kChinese, after, kShanghai), "农历十月十四");
    EXPECT_EQ(screens::lunar_date(kEnglish, after, kShanghai), "");
}

TEST(Calendar, TodayYesterdayThenTheDate) {
    const auto said = [](Time of) { return screens::day_and_time(kChinese, of, kMorning, kShanghai); };
    EXPECT_EQ(said(at(11, 21, 9, 38)), "今天上午9点38分");
    EXPECT_EQ(said(at(11, 20, 16, 20)), "昨天下午4点20分");
    EXPECT_EQ(said(at(11, 19, 9, 0)), "11月19日 星期四");
    EXPECT_EQ(said(at(11, 19, 9, 0) - std::chrono::days{400}), "2025年10月15日");
    EXPECT_EQ(screens::day_and_time(kEnglish, at(11, 20, 16, 20), kMorning, kShanghai), "yesterday at 4:20 pm");
}

TEST(Calendar, YesterdayAlsoAcrossTheYear) {
    const Time now = std::chrono::sys_days{std::chrono::year{2027} / 1 / 1} + 1h;
    EXPECT_EQ(screens::day_and_time(kChinese, now - 24h, now, kShanghai), "昨天上午9点");
}

TEST(Calendar, GreetsByTheHour) {
    const auto said = [](int hour) { return screens::greeting(kChinese, clock(hour, 0), "王奶奶", false); };
    EXPECT_EQ(said(6), "早上好，王奶奶");
    EXPECT_EQ(said(9), "上午好，王奶奶");
    EXPECT_EQ(said(12), "中午好，王奶奶");
    EXPECT_EQ(said(15), "下午好，王奶奶");
    EXPECT_EQ(said(19), "晚上好，王奶奶");
    EXPECT_EQ(said(23), "夜深了，王奶奶");
    EXPECT_EQ(screens::greeting(kEnglish, clock(9, 0), "Mrs Wang", false), "Good morning, Mrs Wang");
    EXPECT_EQ(screens::greeting(kChinese, clock(9, 0), "王奶奶", true), "王奶奶，上午好");
}

}  // namespace
}  // namespace anju::test
