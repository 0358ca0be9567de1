// SPDX-License-Identifier: Apache-2.0
// What was measured, as it may be: its kinds, and what a living person can have.
#pragma once

#include <span>
#include <string_view>

#include "platform/contract/reading.hpp"
#include "platform/server/facts.hpp"
#include "platform/server/stored.hpp"

namespace anju::server {

struct ReadingKind {
    std::string_view name;
    int least = 0, most = 0;  // in the unit of contract/reading.hpp
};
std::span<const ReadingKind> reading_kinds();
std::span<const FactWord> reading_meals();    // before or after one, of blood sugar
std::span<const FactWord> reading_sources();  // where it is from

// As it is kept. Otherwise refused with the field as context: word_unknown, fact_too_long, not_text, reading_impossible (beyond
// what a living person can have, or another unit), pressure_upside_down, measured_too_late (more than five minutes after
// `now`), measured_too_early (before 2000).
Stored<contract::NewReading> settled(contract::NewReading reading, contract::Time now);

}  // namespace anju::server
