// SPDX-License-Identifier: Apache-2.0
#include "terminal/model/local_time.hpp"

#include <unicode/timezone.h>

#include <chrono>
#include <memory>

namespace anju::model {
namespace {

std::chrono::milliseconds offset_of(contract::Time time, const std::string& zone) {
    const std::unique_ptr<icu::TimeZone> found{
        icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone))};
    if (!found || *found == icu::TimeZone::getUnknown()) {
        return std::chrono::hours{8};
    }
    int32_t raw = 0;
    int32_t summer = 0;
    UErrorCode status = U_ZERO_ERROR;
    found->getOffset(static_cast<UDate>(time.time_since_epoch().count()), false, raw, summer,
                     status);
    return U_SUCCESS(status) ? std::chrono::milliseconds{raw + summer} : std::chrono::hours{8};
}

}  // namespace

LocalTime local_time(contract::Time time, const std::string& zone) {
    const auto local = time + offset_of(time, zone);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(local - day)};
    return {
        .year = static_cast<int>(date.year()),
        .month = static_cast<int>(static_cast<unsigned>(date.month())),
        .day = static_cast<int>(static_cast<unsigned>(date.day())),
        .weekday = static_cast<int>(std::chrono::weekday{day}.c_encoding()),
        .hour = static_cast<int>(clock.hours().count()),
        .minute = static_cast<int>(clock.minutes().count()),
        .second = static_cast<int>(clock.seconds().count()),
    };
}

bool is_night(const LocalTime& local, contract::Night night) {
    if (night.from == night.to) {
        return false;
    }
    return night.from < night.to ? local.hour >= night.from && local.hour < night.to
                                 : local.hour >= night.from || local.hour < night.to;
}

}  // namespace anju::model
