// SPDX-License-Identifier: Apache-2.0
// Placing and answering a visit.
#include <algorithm>

#include "platform/contract/codec.hpp"
#include "platform/server/local_hours.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/notices.hpp"
#include "platform/server/storage/rights.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/text_check.hpp"
#include "platform/server/storage/talks.hpp"
#include "platform/server/storage/visit_check.hpp"
#include "platform/server/storage/visit_parties.hpp"
#include "platform/server/storage/visits.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using contract::Visit;
using contract::VisitEnd;
using contract::VisitSide;
using contract::VisitStage;
using contract::VisitTicket;

constexpr auto kOneKnock = 60s;  // who tries again and again while she talks is told to her once

bool is_active_member(Transaction& tx, const std::string& member, const std::string& household) {
    return !tx.run("SELECT 1 FROM member WHERE id = $1 AND household = $2 AND active = 1",
                   {member, household})
                .empty();
}

// The TV that is seen last among those that are there now: only that one rings. One that was paired a moment ago and has
// not said its certificate yet is not there yet: no phone could know it.
std::string terminal_to_ring(Transaction& tx, const std::string& household, const Listening& listening) {
    for (const Row& row : tx.run("SELECT id FROM terminal WHERE household = $1 AND unpaired_at IS NULL"
                                 " AND certificate <> '' ORDER BY COALESCE(last_seen, 0) DESC, created_at DESC, id",
                                 {household})) {
        if (listening.terminal(row.text(0))) {
            return row.text(0);
        }
    }
    return {};
}

std::optional<std::chrono::seconds> quiet_for(Transaction& tx, const std::string& household, Time now) {
    const Rows rows = tx.run("SELECT zone, quiet_from, quiet_to FROM household WHERE id = $1", {household});
    if (rows.empty()) {
        return std::nullopt;
    }
    const auto ends = end_of_hours({static_cast<int>(rows[0].number(1)), static_cast<int>(rows[0].number(2))},
                                   rows[0].text(0), now);
    return ends ? std::optional(std::chrono::ceil<std::chrono::seconds>(*ends - now)) : std::nullopt;
}

// Both called each other at the same moment: the smaller id wins.
bool is_glare(const VisitRow& open, VisitSide placed_by, const std::string& member) {
    return open.visit.stage == VisitStage::Ringing && open.visit.alarm.empty() && open.visit.placed_by != placed_by &&
           !member.empty() && open.visit.visitor.member == member;
}

// Within the time of the invitation, and by a name. Returns the invitation.
Stored<std::string> may_ring(Transaction& tx, const GuestCaller& guest, Time now) {
    const Rows rows = tx.run("SELECT valid_from, valid_until, name, invitation FROM guest_session WHERE id = $1", {guest.guest});
    if (rows.empty() || rows[0].time(1) <= now) {
        return refused("link_not_valid");
    }
    if (rows[0].time(0) > now) {
        return conflict("not_yet");
    }
    return rows[0].text(2).empty() ? refused("name_missing") : Stored<std::string>(rows[0].text(3));
}

bool knocked_lately(Work& work, const HeldHousehold& home, const NewVisitRow& row) {
    return !work.tx
                .run("SELECT 1 FROM visit WHERE household = $1 AND phone = $2 AND ending = 'busy'"
                     " AND placed_at > $3 LIMIT 1",
                     {home.id, row.phone, work.now - kOneKnock})
                .empty();
}

}  // namespace

Stored<VisitTicket> SqlRepository::place_visit(const VisitorCaller& who, const contract::NewVisit& wish,
                                               const Listening& listening, const Once& once, Time now) {
    const OnceKey key(name_of(who), "visit", once);
    using Answer = Stored<VisitTicket>;  // a knock at a busy TV is kept, and refused
    auto answer = write<Answer>(now, [&](Work& work) -> Stored<Answer> {
        const auto before = key.claim(work);
        if (!before) {
            return tl::unexpected(before.error());
        }
        if (*before) {
            const auto row = load_visit(work.tx, **before);
            return row ? Stored<Answer>(Answer(ticket_of(work.tx, *row))) : not_found("visit_not_found");
        }
        const auto home = hold_household(work, who.household(), "/");
        const auto* guest = std::get_if<GuestCaller>(&who.who);
        if (!home || (!guest && !is_active_member(work.tx, who.member(), home->id))) {
            return not_found("member_unknown");
        }
        if (auto may = guest ? Stored<void>{} : check_allowed(work.tx, who.member(), Act::Visit); !may) {
            return tl::unexpected(may.error());
        }
        const auto invitation = guest ? may_ring(work.tx, *guest, now) : Stored<std::string>("");
        if (!invitation) {
            return tl::unexpected(invitation.error());
        }
        if (const auto wait = quiet_for(work.tx, home->id, now)) {
            return tl::unexpected(RepositoryError{Trouble::Conflict, "quiet_hours", "", *wait});
        }
        NewVisitRow row{new_id(), terminal_to_ring(work.tx, home->id, listening), who.member(),
                   guest ? guest->name : "", who.phone(), VisitSide::Phone, wish.camera,
                   guest ? std::optional(guest->by) : std::nullopt, *invitation};
        if (row.terminal.empty()) {
            return conflict("tv_offline");
        }
        auto open = load_open_visit(work.tx, row.terminal);
        if (open && open->phone == row.phone) {  // its answer was lost: the same visit again
            key.keep(work, open->visit.id);
            return Answer(ticket_from_now_on(work.tx, *open, who));
        }
        const bool glare = open && is_glare(*open, VisitSide::Phone, row.member);
        if (glare && open->visit.id < row.id) {
            return conflict("busy");
        }
        if (open && !glare) {
            if (!knocked_lately(work, *home, row)) {
                if (const auto knock = insert_visit(work, *home, row, name_of(who), VisitStage::Ended)) {
                    tell_visit(work, *knock);
                }
            }
            key.release(work);
            return Answer(conflict("busy"));
        }
        if (glare) {
            mark_crossed(work, *open);
        }
        const auto placed = insert_visit(work, *home, row, name_of(who));
        if (!placed) {
            return not_found("visit_not_found");
        }
        tell_visit(work, *placed);  // first: who hears of the end already knows what goes on instead
        if (glare) {
            tell_visit(work, *open);
        }
        key.keep(work, row.id);
        return Answer(ticket_of(work.tx, *placed));
    });
    return answer ? *std::move(answer) : tl::unexpected(answer.error());
}

Stored<VisitTicket> SqlRepository::call_member(const TerminalCaller& tv, const contract::NewTvVisit& wish,
                                               Time now) {
    if (!is_visit_id(wish.id)) {
        return refused("visit_id_malformed");
    }
    return write<VisitTicket>(now, [&](Work& work) -> Stored<VisitTicket> {
        const auto home = hold_household(work, tv.household, "/");
        if (!home || !is_active_member(work.tx, wish.member, home->id)) {
            return not_found("member_not_found");
        }
        if (const auto before = load_visit(work.tx, wish.id)) {
            const bool same = before->terminal == tv.terminal && before->visit.visitor.member == wish.member;
            return same ? Stored<VisitTicket>(ticket_of(work.tx, *before)) : conflict("visit_id_taken");
        }
        if (!has_certificate(work.tx, tv.terminal)) {
            return conflict("certificate_unknown");
        }
        auto open = load_open_visit(work.tx, tv.terminal);
        const bool own = open && open->visit.alarm.empty() && open->visit.placed_by == VisitSide::Tv && open->visit.stage == VisitStage::Ringing;
        const bool glare = open && is_glare(*open, VisitSide::Tv, wish.member);
        if (open && !own && (!glare || open->visit.id < wish.id)) {
            return conflict("busy");
        }
        if (open && own) {
            mark_ended(work, *open, name_of(tv), VisitEnd::Cancelled, VisitSide::Tv);
        } else if (open) {
            mark_crossed(work, *open);
        }
        auto placed = insert_visit(work, *home, {wish.id, tv.terminal, wish.member, "", "", VisitSide::Tv, true},
                                   name_of(tv));
        if (!placed) {
            return not_found("visit_not_found");
        }
        if (options_.notify) {
            insert_notice(work, home->id, "visit", wish.id, wish.member);
        } else {  // the TV says at once that only an open page rings
            work.tx.run("UPDATE visit SET notified = 0 WHERE id = $1", {wish.id});
            placed->visit.notified = false;
        }
        tell_visit(work, *placed);
        if (open) {
            tell_visit(work, *open);
        }
        return ticket_of(work.tx, *placed);
    });
}

Stored<VisitTicket> SqlRepository::visit_ticket(const VisitParty& party, const std::string& visit, Time) {
    return read<VisitTicket>([&](Transaction& tx) -> Stored<VisitTicket> {
        const auto row = load_visit(tx, visit);
        if (!row || !is_of(*row, party)) {
            return not_found("visit_not_found");
        }
        if (row->visit.stage == VisitStage::Ended) {
            return conflict("visit_ended");
        }
        return ticket_from_now_on(tx, *row, party);
    });
}

Stored<VisitTicket> SqlRepository::answer_visit(const VisitParty& party, const std::string& visit,
                                                const contract::VisitAnswering& answering, Time now) {
    return write<VisitTicket>(now, [&](Work& work) -> Stored<VisitTicket> {
        auto row = held_visit(work, party, visit);
        const auto* phone = std::get_if<VisitorCaller>(&party);
        const bool of_another_phone = row && phone && !phone->member().empty() && !is_of(*row, party) &&
                                      row->visit.placed_by == VisitSide::Tv &&
                                      row->visit.visitor.member == phone->member();
        if (of_another_phone && row->visit.stage != VisitStage::Ringing && row->visit.answered_at) {
            return conflict("taken");
        }
        if (!row || !is_of(*row, party) || row->visit.placed_by == side_of(party, *row)) {
            return not_found("visit_not_found");
        }
        if (row->visit.stage == VisitStage::Ended) {
            return conflict("visit_ended");
        }
        if (row->visit.stage == VisitStage::Ringing) {
            row->visit.stage = VisitStage::Answered;
            row->visit.answered_at = now;
            row->visit.answer = answering.answer;
            if (phone) {
                row->phone = phone->phone();
                row->visit.camera = answering.camera;
            }
            // Both are there at this moment, whoever was heard of last.
            work.tx.run("UPDATE visit SET stage = 'answered', answered_at = $2, answer = $3, phone = $4,"
                        " camera = $5, tv_heard_at = $2, phone_heard_at = $2 WHERE id = $1",
                        {visit, now, contract::word(answering.answer), row->phone, row->visit.camera ? 1 : 0});
            write_audit(work, {name_of(party), "visit.answered", visit, row->household, row->path, "",
                               json_of({{"answer", contract::word(answering.answer)}})});
            tell_visit(work, *row);
            leg_answered(work, *row);
        }
        // From the beginning: the TV has offered while it rang.
        return ticket_of(work.tx, *row);
    }, urgency_of_visit(visit));
}

}  // namespace anju::server
