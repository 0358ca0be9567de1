// SPDX-License-Identifier: Apache-2.0
// The boxes of a place: found, moved, lent, taken back, lost. Blocks, and is one transaction, as all of the repository.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "platform/contract/boxes.hpp"
#include "platform/server/callers.hpp"
#include "platform/server/stored.hpp"

namespace anju::server {

struct BoxQuery {
    std::string show;      // all, offline, outdated, not_installed, lent, lost, faulty, overdue
    std::string text;      // of a number, a home, or who has lent it; empty: any
    std::size_t from = 0;  // the first of the page
    contract::Time now{};  // what is overdue by then
};
// What a box says of itself when its stream opens; what it does not say is empty.
struct BoxSaid {
    std::string version, network;
    std::optional<contract::Time> started_at;
    bool operator==(const BoxSaid&) const = default;
};
using IsOnline = std::function<bool(const std::string& terminal)>;  // has a stream: only the event hub knows

inline constexpr std::size_t kBoxesAtOnce = 20;

class BoxRecords {
  public:
    virtual ~BoxRecords() = default;

    // At most kBoxesAtOnce. Refused "word_unknown" for another `show`.
    [[nodiscard]] virtual Stored<contract::BoxList> boxes(const StaffCaller&, const BoxQuery&, const IsOnline&) = 0;
    // With its changes. NotFound "box_not_found".
    [[nodiscard]] virtual Stored<contract::BoxRow> box(const StaffCaller&, const std::string& id, const IsOnline&) = 0;
    // Whoever shuts it out ends its key, and its stream, in the same moment. Conflict "changed_meanwhile", "alarm_open" (move, take_back). NotFound
    // "household_not_found". Refused: role_missing, word_unknown, box_number_wrong, box_same_home, box_not_so (it is not in
    // a state in which this can be done), and of lend the codes of facts.
    [[nodiscard]] virtual Stored<contract::BoxRow> act_on_box(const StaffCaller&, const std::string& id, const contract::BoxAct&,
                                                              const IsOnline&, contract::Time now) = 0;
    [[nodiscard]] virtual Stored<void> note_box(const TerminalCaller&, const BoxSaid&, contract::Time now) = 0;

    // Notes who makes it ring; the caller tells the TV. Conflict "box_offline": it has no stream, and nothing was noted.
    // Refused: role_missing, rang_just_now (contract::kRingEvery). NotFound "box_not_found".
    [[nodiscard]] virtual Stored<contract::BoxRow> ring_box(const StaffCaller&, const std::string& id, const IsOnline&, contract::Time now) = 0;
    // NotFound "ring_not_found": it was not asked for this, or for another one since.
    [[nodiscard]] virtual Stored<void> answer_ring(const TerminalCaller&, const std::string& ring, contract::RingHow, contract::Time now) = 0;
    // The last key that was told before stays where it says none.
    [[nodiscard]] virtual Stored<void> keep_condition(const TerminalCaller&, const contract::BoxCondition&, contract::Time now) = 0;
};

}  // namespace anju::server
