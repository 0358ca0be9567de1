// SPDX-License-Identifier: Apache-2.0
// Subsidies and assessments of a home as they stand.
#pragma once

#include <string>
#include <vector>

#include "platform/server/care_record.hpp"
#include "platform/server/storage/ledger.hpp"

namespace anju::server {

// The newest first.
std::vector<contract::CareRecord> load_care_records(Transaction& tx, const std::string& household);

}  // namespace anju::server
