// SPDX-License-Identifier: Apache-2.0
// The steps of an incident as a chain: each has a hash of its entry in the audit and of the hash before.
#pragma once

#include <string>
#include <vector>

#include "platform/contract/alarm_figures.hpp"
#include "platform/server/storage/alarms.hpp"

namespace anju::server {

struct ChainedStep {
    std::int64_t number = 0;  // of the incident's steps
    std::string name;         // as it was then: 李姐
    std::int64_t entry = 0;   // of the audit, with what stands there
    Change audited{};
    Time at{};
};
std::string chained(const std::string& before, const ChainedStep& step);

struct Chain {
    std::vector<contract::ExportedStep> steps;
    bool holds = false;  // from the first to the last each step is what was written, and none is missing
};
Chain load_chain(Transaction& tx, const IncidentRow& row);

}  // namespace anju::server
