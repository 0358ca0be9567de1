// SPDX-License-Identifier: Apache-2.0
// A home as far as lists know it.
#pragma once

#include <string>
#include <vector>

#include "platform/contract/care_record.hpp"
#include "platform/contract/home_file.hpp"
#include "platform/server/exchange/list_groups.hpp"
#include "platform/server/facts.hpp"

namespace anju::server {

// A subsidy or an assessment as it was written before somebody corrected or ended it.
struct CorrectedRecord {
    std::string entry;
    contract::CareRecordEdit values;
    ByHand by;
};

struct ListedHome {
    std::string id, organisation;  // its name
    FactTexts facts;
    std::vector<contract::Contact> contacts;
    std::vector<StoredRelative> relatives;
    std::vector<contract::CareRecord> records;  // as they stand; for a list only those that are not over
    std::vector<CorrectedRecord> corrected;     // the oldest first; for a list none
};

}  // namespace anju::server
