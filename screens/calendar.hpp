// SPDX-License-Identifier: Apache-2.0
// Hours and days as one says them. Pure: the moment, the zone and now come in.
#pragma once

#include <string>

#include "screens/scene.hpp"
#include "screens/texts.hpp"
#include "terminal/model/local_time.hpp"

namespace anju::screens {

// 凌晨 早上 上午 中午 下午 傍晚 晚上 夜里; English: am, pm.
std::string half_day(const Texts& texts, const model::LocalTime& local);
// Twelve hours: 9:41, never 21:41.
std::string figures(const Texts& texts, const model::LocalTime& local);
// 上午9点38分, 中午12点; 9:38 am.
std::string time_of_day(const Texts& texts, const model::LocalTime& local);
// 9点45分20秒, without 上午: it is of just now; 9:45:20.
std::string to_the_second(const Texts& texts, const model::LocalTime& local);
// 11月21日 星期六; Saturday, 21 November.
std::string date(const Texts& texts, const model::LocalTime& local);
// 农历十月十三, with the name of a feast; empty in other languages than Chinese.
std::string lunar_date(const Texts& texts, model::Time time, const std::string& zone);
// 今天, 昨天, else the date, with the year when it is another.
std::string day(const Texts& texts, const model::LocalTime& of, const model::LocalTime& today);
// The same without the day of the week: 今天, 11月18日.
std::string day_without_weekday(const Texts& texts, const model::LocalTime& of, const model::LocalTime& today);
// 今天上午9点38分
std::string day_and_time(const Texts& texts, model::Time of, model::Time now, const std::string& zone);
// 上午好 by the hour
std::string greeting(const Texts& texts, const model::LocalTime& local, const std::string& who,
                     bool name_first);
bool same_day(const model::LocalTime& a, const model::LocalTime& b);
// a is the day before b
bool day_before(const model::LocalTime& a, const model::LocalTime& b);

}  // namespace anju::screens
