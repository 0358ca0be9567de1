// SPDX-License-Identifier: Apache-2.0
// What a row does to the subsidies, the assessments and the relatives of a home. History is not written over: what has another
// value begins anew on its own day, and what is the same, or was so until somebody corrected it, changes nothing.
#pragma once

#include <optional>
#include <vector>

#include "platform/server/exchange/plan.hpp"

namespace anju::server {

// Into the plan. `there`: all that stands, with what was crossed out, and what stood there before it.
std::optional<Refusal> plan_records(const std::vector<GivenRecord>& given, const ListedHome& there, RowPlan& plan);
std::optional<Refusal> plan_relatives(const std::vector<GivenRelative>& given, const std::vector<StoredRelative>& stored, RowPlan& plan);

}  // namespace anju::server
