// SPDX-License-Identifier: Apache-2.0
// Subsidies and assessments as they are kept: what they may be, how a change of one is read, and which days they touch.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "platform/contract/care_record.hpp"
#include "platform/server/facts.hpp"
#include "platform/server/stored.hpp"

namespace anju::server {

inline constexpr std::size_t kMostCareRecords = 200;  // of a home

// What of a row is not about the rows before it: as `record`, without what it corrects or replaces.
contract::CareRecordEdit values_of(const contract::CareRecord& record);

// As the audit keeps it, for every language to read: a CareRecordEdit in JSON; and back, of what was written like that.
std::string kept(contract::CareRecordEdit record);
std::optional<contract::CareRecordEdit> kept_record(std::string_view text);
// 高龄津贴，每月 100.00 元，芝罘区民政局，2026-01-01 起，到 2026-12-31; in English with the words of a list: old_age, 100.00 yuan each month …
std::string written(const contract::CareRecordEdit& record, bool chinese);

std::string yuan_of(int fen);                          // "100.00"
std::span<const FactWord> record_kinds(bool subsidy);  // kinds of subsidies, or grades
std::span<const FactWord> record_periods();

// As it is kept. Otherwise refused with the code of its value and the field as context; amount_impossible: below 1 fen or
// above a million yuan; until_before_from.
Stored<contract::CareRecordEdit> settled(contract::CareRecordEdit record, std::chrono::year_month_day today);

// Both are granted for the same days, of which a month's money comes only once.
bool overlap(const contract::CareRecordEdit& one, const contract::CareRecordEdit& other);

// On that day the row is not over, or has yet to begin.
bool stands_on(const contract::CareRecord& record, const std::string& day);

std::string written_day(std::chrono::year_month_day day);  // 2026-01-01
// 2025-12-31 of 2026-01-01
std::string day_before(const std::string& date);

}  // namespace anju::server
