// SPDX-License-Identifier: Apache-2.0
// What was measured of a person. Whole numbers, in the unit of the kind:
//   blood_pressure mmHg (value above, second below, perhaps pulse) · heart_rate beats a minute · oxygen %
//   blood_sugar 1/10 mmol/L · temperature 1/10 °C · weight 1/10 kg · height mm
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/contract/time.hpp"

namespace anju::contract {

struct Reading {
    std::string id;
    std::string kind;
    int value = 0;
    int second = 0;        // of blood pressure
    int pulse = 0;         // beats a minute; 0: not counted
    std::string meal;      // of blood sugar: "fasting", "before", "after", "unknown"
    std::string source;    // "visit", "station", "clinic", "family", "told", "device"
    std::string note;
    Time measured_at{};
    Time entered_at{};
    std::string who;       // who entered it
    bool withdrawn = false;  // it was written by mistake
    bool operator==(const Reading&) const = default;
};
struct Readings { std::vector<Reading> readings; bool operator==(const Readings&) const = default; };  // what was measured last comes first

struct NewReading {
    std::string kind;
    int value = 0, second = 0, pulse = 0;
    std::string meal, source, note;
    Time measured_at{};
    bool operator==(const NewReading&) const = default;
};

struct ReadingMistake { std::string id; bool operator==(const ReadingMistake&) const = default; };

}  // namespace anju::contract
