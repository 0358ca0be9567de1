// SPDX-License-Identifier: Apache-2.0
// A month of one place and those below it, beside the published standards.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/contract/desk.hpp"

namespace anju::contract {

struct AlarmFigures {
    std::string month;      // 2026-11, in the place's own time
    std::string place;      // by its name
    int alarms = 0;         // that were not taken back before a person could answer
    int answered_15s = 0, answered_60s = 0, answered_180s = 0, breaches = 0;
    int taken_back = 0, false_alarms = 0, tests = 0;  // of the outcomes
    int call_backs = 0, call_backs_late = 0, outcomes_late = 0;
    int boxes = 0;
    std::uint64_t box_minutes = 0, offline_minutes = 0;  // of all boxes together in the month so far; planned-off is in neither
    bool operator==(const AlarmFigures&) const = default;
};

// One incident whole, for a file: each step with the number of its entry in the audit and that entry's hash.
struct ExportedStep {
    AlarmStep step;
    std::uint64_t entry = 0;
    std::string hash;
    bool operator==(const ExportedStep&) const = default;
};
struct AlarmExport {
    DeskAlarm alarm;
    std::string note, outcome;
    std::vector<ExportedStep> steps;
    bool chain_holds = false;  // the audit from the first to the last of these entries is unbroken
    bool operator==(const AlarmExport&) const = default;
};

}  // namespace anju::contract
