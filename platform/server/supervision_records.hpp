// SPDX-License-Identifier: Apache-2.0
// Whether the key for help of each box would work: heartbeats, faults and test alarms. docs/alarm.md has the rules.
#pragma once

#include <optional>
#include <string>

#include "platform/contract/supervision.hpp"
#include "platform/server/callers.hpp"
#include "platform/server/stored.hpp"

namespace anju::server {

class SupervisionRecords {
  public:
    virtual ~SupervisionRecords() = default;

    // Kept in memory until the next watch_boxes(); that it leaves is written at once. Refused "beat_malformed".
    [[nodiscard]] virtual Stored<contract::HeartbeatAnswer> heard_beat(const TerminalCaller&, const contract::Heartbeat&, contract::Time now) = 0;
    // Said twice it changes nothing. Refused "report_malformed".
    [[nodiscard]] virtual Stored<void> keep_test(const TerminalCaller&, const contract::TestReport&, contract::Time now) = 0;
    // Of the key that this box has now; nothing: it stands in no home, or there is nothing to say yet. NotFound "box_not_found".
    [[nodiscard]] virtual Stored<std::optional<contract::BoxWatch>> box_watch(const StaffCaller&, const std::string& box, contract::Time now) = 0;
    // For who may sit at the desk, and who works on boxes; others are Refused "role_missing".
    [[nodiscard]] virtual Stored<contract::DeskBoxes> desk_boxes(const StaffCaller&, contract::Time now) = 0;
    // Every few seconds, by each node: writes down who was heard, and says who is silent. Answers how many boxes changed.
    [[nodiscard]] virtual Stored<int> watch_boxes(contract::Time now) = 0;
};

}  // namespace anju::server
