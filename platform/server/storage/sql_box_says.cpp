// SPDX-License-Identifier: Apache-2.0
// Staff makes a box ring, the box answers; and what it says of itself.
#include <algorithm>

#include "platform/contract/codec.hpp"
#include "platform/server/storage/boxes.hpp"
#include "platform/server/storage/from_word.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using contract::BoxCondition;
using contract::BoxRow;

constexpr std::chrono::seconds kSameAgain{60};  // what was said less long ago is not written again

std::string title_of(Transaction& tx, const StaffCaller& staff) {
    const Rows rows = tx.run("SELECT display_name FROM staff WHERE id = $1", {staff.staff});
    return rows.empty() ? "" : rows[0].text(0);
}

// The clock of a box may be wrong: nothing has happened later than now.
void not_later(std::optional<Time>& time, Time now) {
    if (time && *time > now) {
        time = now;
    }
}

// A box that began anew does not know of the keys before.
BoxCondition after(const std::optional<BoxCondition>& before, BoxCondition said, Time now) {
    if (!said.key_at && before) {
        said.key_at = before->key_at;
    }
    not_later(said.key_at, now);
    if (said.key_at) {
        said.key_at = std::chrono::floor<std::chrono::minutes>(*said.key_at);
    }
    if (said.stop) {
        not_later(said.stop->at, now);
    }
    if (said.signal != "good" && said.signal != "fair" && said.signal != "weak") {
        said.signal.clear();
    }
    return said;
}

}  // namespace

std::optional<BoxCondition> condition_from(const std::string& text) {
    auto condition = text.empty() ? std::nullopt : std::optional(contract::decode<BoxCondition>(text));
    return condition && *condition ? std::optional(**condition) : std::nullopt;
}

std::optional<contract::RingHow> ring_how(const std::string& word) { return from_word(word, contract::RingHow::Busy); }

Stored<BoxRow> SqlRepository::ring_box(const StaffCaller& staff, const std::string& id, const IsOnline& online, Time now) {
    if (!works_on_boxes(staff)) {
        return refused("role_missing");
    }
    return write<BoxRow>(now, [&](Work& work) -> Stored<BoxRow> {
        const auto present = present_box(work.tx, staff.scope, id);
        const auto seen = present ? load_box(work.tx, staff.scope, *present, online) : std::nullopt;
        if (!seen) {
            return not_found("box_not_found");
        }
        const auto home = hold_household(work, seen->household, staff.scope);
        const auto box = home ? load_box(work.tx, staff.scope, *present, online) : std::nullopt;  // as nobody changes it any more
        if (!box || box->state != contract::BoxState::Online || box->household != home->id) {
            return conflict("box_offline");
        }
        const Rows rung = work.tx.run(
            "UPDATE terminal SET ring = $2, ring_by = $3, ring_at = $4, ring_how = '', ring_answered_at = NULL"
            " WHERE id = $1 AND unpaired_at IS NULL AND (ring_at IS NULL OR ring_at <= $5 OR ring_at > $4) RETURNING 1",
            {*present, new_id(), title_of(work.tx, staff), now, now - contract::kRingEvery});
        if (rung.empty()) {
            return refused("rang_just_now", contract::kRingEvery);
        }
        write_audit(work, {name_of(staff), "box.rung", *present, home->id, home->path, "", ""});
        auto row = load_whole_box(work.tx, staff, *present, online);
        return row ? Stored<BoxRow>(*std::move(row)) : not_found("box_not_found");
    });
}

Stored<void> SqlRepository::answer_ring(const TerminalCaller& tv, const std::string& ring, contract::RingHow how, Time now) {
    return write<void>(now, [&](Work& work) -> Stored<void> {
        if (!hold_household(work, tv.household, "/")) {
            return not_found("ring_not_found");
        }
        // Said again, it stays as it was said first.
        const Rows known = work.tx.run("SELECT ring_how FROM terminal WHERE id = $1 AND household = $2 AND unpaired_at IS NULL AND ring = $3",
                                       {tv.terminal, tv.household, ring});
        if (known.empty()) {
            return not_found("ring_not_found");
        }
        if (known[0].text(0).empty()) {
            work.tx.run("UPDATE terminal SET ring_how = $2, ring_answered_at = $3 WHERE id = $1", {tv.terminal, std::string(contract::word(how)), now});
        }
        return {};
    });
}

Stored<void> SqlRepository::keep_condition(const TerminalCaller& tv, const BoxCondition& said, Time now) {
    constexpr std::string_view kKept = "SELECT condition, condition_at FROM terminal WHERE id = $1 AND household = $2 AND unpaired_at IS NULL";
    const auto same = read<bool>([&](Transaction& tx) -> Stored<bool> {
        const Rows rows = tx.run(kKept, {tv.terminal, tv.household});
        if (rows.empty() || rows[0].empty_at(1)) {
            return false;
        }
        const auto before = condition_from(rows[0].text(0));
        return before && *before == after(before, said, now) && rows[0].time(1) <= now && rows[0].time(1) > now - kSameAgain;
    });
    if (same && *same) {
        return {};
    }
    return write<void>(now, [&](Work& work) -> Stored<void> {
        if (!hold_household(work, tv.household, "/")) {
            return not_found("terminal_unknown");
        }
        const Rows rows = work.tx.run(kKept, {tv.terminal, tv.household});
        if (rows.empty()) {
            return not_found("terminal_unknown");
        }
        const BoxCondition now_so = after(condition_from(rows[0].text(0)), said, now);
        work.tx.run("UPDATE terminal SET condition = $2, condition_at = $3 WHERE id = $1", {tv.terminal, contract::encode(now_so), now});
        return {};
    });
}

}  // namespace anju::server
