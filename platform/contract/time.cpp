// SPDX-License-Identifier: Apache-2.0
#include "platform/contract/time.hpp"

#include <algorithm>
#include <cstdio>

namespace anju::contract {
namespace {

using namespace std::chrono;

// Takes fixed-width pieces off the front; fine() tells whether all of them were there.
class Cursor {
  public:
    explicit Cursor(std::string_view text) : text_(text) {}

    int digits(std::size_t count) {
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            value = value * 10 + digit();
        }
        return value;
    }
    // One of the characters, or 0.
    char one_of(std::string_view characters) {
        if (text_.empty() || characters.find(text_.front()) == std::string_view::npos) {
            fine_ = false;
            return 0;
        }
        const char c = text_.front();
        text_.remove_prefix(1);
        return c;
    }
    bool next_is(char c) const { return !text_.empty() && text_.front() == c; }
    bool next_is_digit() const {
        return !text_.empty() && text_.front() >= '0' && text_.front() <= '9';
    }
    int digit() { return next_is_digit() ? one_of("0123456789") - '0' : (fine_ = false, 0); }
    bool done() const { return fine_ && text_.empty(); }

  private:
    std::string_view text_;
    bool fine_ = true;
};

milliseconds fraction(Cursor& in) {
    int value = 0;
    int count = 0;
    in.one_of(".");
    do {
        const int d = in.digit();
        value = count < 3 ? value * 10 + d : value;
        ++count;
    } while (in.next_is_digit() && count < 9);
    for (; count < 3; ++count) {
        value *= 10;
    }
    return milliseconds(value);
}

// Nothing for an offset that does not exist.
std::optional<minutes> offset(Cursor& in) {
    const char sign = in.one_of("Zz+-");
    if (sign == 'Z' || sign == 'z') {
        return minutes(0);
    }
    const int h = in.digits(2);
    in.one_of(":");
    const int m = in.digits(2);
    if (h > 23 || m > 59) {
        return {};
    }
    return (sign == '-' ? -1 : 1) * (hours(h) + minutes(m));
}

}  // namespace

std::string to_rfc3339(Time time) {
    // RFC 3339 has four digits for the year.
    constexpr Time kFirst = sys_days(year(0) / January / 1);
    constexpr Time kLast = sys_days(year(10000) / January / 1) - milliseconds(1);
    time = std::min(std::max(time, kFirst), kLast);
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss<milliseconds> clock(time - day);
    char text[64];
    std::snprintf(
        text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
        static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
    return text;
}

std::optional<Time> from_rfc3339(std::string_view text) {
    Cursor in(text);
    const int y = in.digits(4);
    in.one_of("-");
    const int mo = in.digits(2);
    in.one_of("-");
    const int d = in.digits(2);
    in.one_of("Tt");
    const int h = in.digits(2);
    in.one_of(":");
    const int mi = in.digits(2);
    in.one_of(":");
    const int s = in.digits(2);
    const milliseconds ms = in.next_is('.') ? fraction(in) : milliseconds(0);
    const auto shift = offset(in);
    const year_month_day date(year(y), month(static_cast<unsigned>(mo)),
                              day(static_cast<unsigned>(d)));
    // Second 60 is a leap second: the first of the next minute here.
    if (!in.done() || !shift || !date.ok() || h > 23 || mi > 59 || s > 60) {
        return {};
    }
    return Time(sys_days(date)) + hours(h) + minutes(mi) + seconds(s) + ms - *shift;
}

}  // namespace anju::contract
