// SPDX-License-Identifier: Apache-2.0
#include "platform/server/local_hours.hpp"

#include <unicode/timezone.h>

#include <memory>

namespace anju::server {
namespace {

using contract::Time;
using std::chrono::hours;
using std::chrono::milliseconds;

using LocalTime = std::chrono::sys_time<milliseconds>;  // the wall clock, as if it were UTC

std::unique_ptr<icu::TimeZone> zone_named(const std::string& name) {
    std::unique_ptr<icu::TimeZone> zone{icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name))};
    if (!zone || *zone == icu::TimeZone::getUnknown()) {
        zone.reset(icu::TimeZone::createTimeZone("Asia/Shanghai"));
    }
    return zone;
}

milliseconds offset(const icu::TimeZone& zone, milliseconds time, bool local) {
    int32_t raw = 0;
    int32_t summer = 0;
    UErrorCode status = U_ZERO_ERROR;
    zone.getOffset(static_cast<UDate>(time.count()), local, raw, summer, status);
    return milliseconds{raw + summer};
}

LocalTime to_local(const icu::TimeZone& zone, Time time) { return time + offset(zone, time.time_since_epoch(), false); }
// A local time that summer time leaves out is the moment at which the clocks go forward.
Time from_local(const icu::TimeZone& zone, LocalTime local) { return local - offset(zone, local.time_since_epoch(), true); }

Time at(const icu::TimeZone& zone, std::chrono::sys_days day, milliseconds clock) {
    return from_local(zone, LocalTime(day) + clock);
}

}  // namespace

std::optional<Time> end_of_hours(contract::Night hours_of, const std::string& name, Time now) {
    const auto zone = zone_named(name);
    const LocalTime local = to_local(*zone, now);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto hour = std::chrono::floor<hours>(local - day).count();
    const auto [from, to] = hours_of;
    if (from == to) {
        return std::nullopt;
    }
    const bool over_midnight = from > to;
    const bool within = over_midnight ? hour >= from || hour < to : hour >= from && hour < to;
    if (!within) {
        return std::nullopt;
    }
    const bool tomorrow = over_midnight && hour >= from;
    return at(*zone, day + std::chrono::days(tomorrow ? 1 : 0), hours(to));
}

std::optional<std::chrono::minutes> clock_time(std::string_view text) {
    const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : 100; };
    if (text.size() != 5 || text[2] != ':') {
        return std::nullopt;
    }
    const int hour = digit(0) * 10 + digit(1);
    const int minute = digit(3) * 10 + digit(4);
    if (hour > 23 || minute > 59) {
        return std::nullopt;
    }
    return std::chrono::minutes(hour * 60 + minute);
}

Time next_time(std::chrono::minutes clock, const std::string& name, Time now) {
    const auto zone = zone_named(name);
    const auto day = std::chrono::floor<std::chrono::days>(to_local(*zone, now));
    const Time today = at(*zone, day, clock);
    return today >= now ? today : at(*zone, day + std::chrono::days(1), clock);
}

Time end_of_day(Time time, const std::string& name) {
    const auto zone = zone_named(name);
    return at(*zone, std::chrono::floor<std::chrono::days>(to_local(*zone, time)) + std::chrono::days(1), milliseconds(0));
}

}  // namespace anju::server
