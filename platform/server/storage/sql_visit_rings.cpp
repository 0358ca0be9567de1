// SPDX-License-Identifier: Apache-2.0
// What the elder may believe while she waits: whether a phone truly rings.
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/visits.hpp"

namespace anju::server {
namespace {

using contract::VisitSide;
using contract::VisitStage;

void keep_rings(Work& work, VisitRow& row, std::optional<bool> rings) {
    std::vector<std::string> recipients;
    // A page that still rings says so again; one that is told of its own word would answer without end.
    if (row.visit.rings && !rings.value_or(false)) {
        recipients.push_back(recipient_of_member(row.visit.visitor.member));
    }
    row.visit.rings = rings;
    work.tx.run("UPDATE visit SET rings = $2 WHERE id = $1", {row.visit.id, rings});
    tell_ring(work, row, std::move(recipients));
}

}  // namespace

Stored<void> SqlRepository::visit_rings(const VisitorCaller& who, const std::string& visit, bool aloud, Time now) {
    return write<void>(now, [&](Work& work) -> Stored<void> {
        const auto home = hold_household(work, who.household(), "/");
        auto row = home ? load_visit(work.tx, visit) : std::nullopt;
        const bool for_her = row && row->household == home->id && row->visit.placed_by == VisitSide::Tv && row->offers.empty() &&
                             !who.member().empty() && row->visit.visitor.member == who.member();
        if (!for_her) {
            return not_found("visit_not_found");
        }
        if (row->visit.stage == VisitStage::Ringing && row->visit.rings != aloud) {
            keep_rings(work, *row, aloud);
            work.tx.run("UPDATE visit SET phone_heard_at = $2 WHERE id = $1", {row->visit.id, now});
        }
        return {};
    });
}

Stored<void> SqlRepository::rings_no_more(const std::string& member, bool others, Time now) {
    const auto left = others ? std::optional(false) : std::nullopt;
    const auto too_much = [&](const std::optional<VisitRow>& row) {
        return row && row->visit.rings && (!others || *row->visit.rings);
    };
    const auto rang = read<std::string>([&](Transaction& tx) -> Stored<std::string> {
        const auto row = load_ringing_for(tx, member);
        return too_much(row) ? row->household : std::string();
    });
    if (!rang || rang->empty()) {  // nearly always: a page is closed, and nobody calls
        return rang ? Stored<void>{} : tl::unexpected(rang.error());
    }
    return write<void>(now, [&](Work& work) -> Stored<void> {
        auto row = hold_household(work, *rang, "/") ? load_ringing_for(work.tx, member) : std::nullopt;
        if (too_much(row)) {
            keep_rings(work, *row, left);
        }
        return {};
    });
}

}  // namespace anju::server
