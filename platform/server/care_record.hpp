// SPDX-License-Identifier: Apache-2.0
// Subsidies and assessments as they are kept: what they may be, how a change of one is read, and which days they touch.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "platform/contract/care_record.hpp"
#include "platform/server/stored.hpp"

namespace anju::server {

inline constexpr std::size_t kMostCareRecords = 200;  // of a home

// 高龄津贴，每月 100.00 元，芝罘区民政局，2026-01-01 至 2026-12-31: as a change is read.
std::string written(const contract::CareRecordEdit& record);

// As it is kept. Otherwise refused with the code of its value and the field as context; amount_impossible: below 1 fen or
// above a million yuan; until_before_from.
Stored<contract::CareRecordEdit> settled(contract::CareRecordEdit record, std::chrono::year_month_day today);

// Both are granted for the same days, of which a month's money comes only once.
bool overlap(const contract::CareRecordEdit& one, const contract::CareRecordEdit& other);

// 2025-12-31 of 2026-01-01
std::string day_before(const std::string& date);

}  // namespace anju::server
