// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/visit_parties.hpp"

#include "platform/contract/codec.hpp"
#include "platform/server/storage/load.hpp"

namespace anju::server {

using contract::VisitEnd;
using contract::VisitSide;
using contract::VisitStage;
using contract::VisitTicket;

VisitSide side_of(const VisitParty& party, const VisitRow& row) {
    const bool offers = std::holds_alternative<StaffCaller>(party) && !row.offers.empty();
    return offers || std::holds_alternative<TerminalCaller>(party) ? VisitSide::Tv : VisitSide::Phone;
}

bool is_of(const VisitRow& row, const VisitParty& party) {
    if (const auto* tv = std::get_if<TerminalCaller>(&party)) {
        return row.offers.empty() && row.terminal == tv->terminal && row.household == tv->household;
    }
    if (const auto* seat = std::get_if<StaffCaller>(&party)) {
        return row.seat == seat->staff && (row.offers.empty() ? row.phone : row.offers) == phone_of(*seat);
    }
    const auto& phone = std::get<VisitorCaller>(party);
    if (row.household != phone.household()) {
        return false;
    }
    return row.phone.empty() ? !phone.member().empty() && row.visit.visitor.member == phone.member()
                             : row.phone == phone.phone();
}

std::optional<VisitRow> held_visit(Work& work, const VisitParty& party, const std::string& id) {
    const auto* tv = std::get_if<TerminalCaller>(&party);
    const auto* phone = std::get_if<VisitorCaller>(&party);
    std::string household = tv ? tv->household : phone ? phone->household() : "";
    if (!tv && !phone) {
        const auto row = load_visit(work.tx, id);
        household = row && is_of(*row, party) ? row->household : "";
    }
    if (household.empty() || !hold_household(work, household, "/")) {
        return std::nullopt;
    }
    return load_visit(work.tx, id);
}

VisitTicket ticket_of(Transaction& tx, const VisitRow& row) {
    VisitTicket ticket;
    ticket.visit = row.visit;
    if (!row.offers.empty()) {
        ticket.box_fingerprint = row.offers_certificate;
        return ticket;
    }
    const Rows box = tx.run("SELECT certificate FROM terminal WHERE id = $1", {row.terminal});
    ticket.box_fingerprint = box.empty() ? "" : box[0].text(0);
    return ticket;
}

VisitTicket ticket_from_now_on(Transaction& tx, const VisitRow& row, const VisitParty& party) {
    VisitTicket ticket = ticket_of(tx, row);
    const bool offers = std::holds_alternative<StaffCaller>(party) && !row.offers.empty();
    ticket.cursor = load_cursor(tx, recipient_of(VisitListener{party, row.visit.id, offers}));
    return ticket;
}

std::optional<VisitRow> insert_visit(Work& work, const HeldHousehold& home, const NewVisitRow& row, const std::string& who, VisitStage stage) {
    const bool ended = stage == VisitStage::Ended;
    const auto when = ended ? std::optional(work.now) : std::nullopt;
    const auto or_nothing = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); };
    work.tx.run(
        "INSERT INTO visit (id, household, path, number, terminal, placed_by, member, guest_name,"
        " phone, camera, stage, placed_at, ended_at, ending, seen, signals, tv_heard_at,"
        " phone_heard_at, guest_by, invitation, alarm, seat, place, offers, offers_certificate) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,"
        " 0, $12, $12, $16, $17, $18, $19, $20, $21, $22)",
        {row.id, home.id, home.path, home.activity, row.terminal, contract::word(row.placed_by),
         or_nothing(row.member), row.guest_name, row.phone,
         row.camera ? 1 : 0, contract::word(stage), work.now, when,
         ended ? std::optional(contract::word(VisitEnd::Busy)) : std::nullopt, ended ? 0 : 1,
         row.guest_by ? std::optional(contract::word(*row.guest_by)) : std::nullopt,
         or_nothing(row.invitation), or_nothing(row.alarm), or_nothing(row.seat), row.place, row.offers, row.offers_certificate});
    write_audit(work, {who, "visit.placed", row.id, home.id, home.path, "",
                       json_of({{"by", contract::word(row.placed_by)},
                                {"with", row.member.empty() ? row.phone : row.member},
                                {"stage", contract::word(stage)}})});
    return load_visit(work.tx, row.id);
}

bool has_certificate(Transaction& tx, const std::string& terminal) {
    return !tx.run("SELECT 1 FROM terminal WHERE id = $1 AND certificate <> ''", {terminal}).empty();
}

}  // namespace anju::server
