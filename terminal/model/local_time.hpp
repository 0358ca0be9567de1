// SPDX-License-Identifier: Apache-2.0
// A moment on the wall clock of a household: IANA zones by ICU, the one library that the model knows.
#pragma once

#include <string>

#include "platform/contract/household.hpp"
#include "platform/contract/time.hpp"

namespace anju::model {

struct LocalTime {
    int year = 1970, month = 1, day = 1;
    int weekday = 4;  // 0 Sunday … 6 Saturday
    int hour = 0, minute = 0, second = 0;
    bool operator==(const LocalTime&) const = default;
};

// An unknown zone is read as Asia/Shanghai: this house's product is used there.
LocalTime local_time(contract::Time time, const std::string& zone);

bool is_night(const LocalTime& local, contract::Night night);

}  // namespace anju::model
