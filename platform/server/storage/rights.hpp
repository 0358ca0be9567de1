// SPDX-License-Identifier: Apache-2.0
// What a household allows a relative, and the refusal of what it does not.
#pragma once

#include <string>
#include <vector>

#include "platform/contract/rights.hpp"
#include "platform/server/callers.hpp"
#include "platform/server/rights_words.hpp"
#include "platform/server/storage/ledger.hpp"

namespace anju::server {

enum class Act { Message, Visit };

// may_message, may_visit, may_order, may_health from that column on
contract::Rights rights_at(const Row& row, std::size_t first);
contract::Rights load_rights(Transaction& tx, const std::string& member);
// Of all relatives of a home, in their order.
std::vector<contract::MayDo> load_may(Transaction& tx, const std::string& household);
// Who keeps this home: 东关街道服务站.
std::string load_station(Transaction& tx, const std::string& household);
// Refused "message_not_allowed", "visit_not_allowed"; the context says in Chinese who can change it.
[[nodiscard]] Stored<void> check_allowed(Transaction& tx, const std::string& member, Act act);

// What changed is in force at once: entry and consequences, but the household is not yet told.
void keep_rights(Work& work, const StaffCaller& staff, const HeldHousehold& home, const std::string& member, const contract::Rights& before,
                 const contract::Rights& after, const std::string& what);
// The name under which the audit keeps the rights of this relative.
std::string rights_field(const std::string& member);
// Who may not visit any more: what she has placed ends, nothing of hers is answered by itself, and nobody comes in by a
// guest's link that she has made.
void end_visiting(Work& work, const HeldHousehold& home, const std::string& member, const std::string& who);

}  // namespace anju::server
