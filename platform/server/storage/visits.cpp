// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/visits.hpp"

#include "platform/server/storage/from_word.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/talks.hpp"

namespace anju::server {
namespace {

using contract::GuestWay;
using contract::Relation;
using contract::Signal;
using contract::Visit;
using contract::VisitAnswer;
using contract::VisitEnd;
using contract::VisitPolicy;
using contract::VisitSide;
using contract::VisitStage;

constexpr int kNewest = 60;

#define ANJU_VISIT                                                                              \
    "SELECT v.id, v.placed_by, v.member, v.guest_name, m.name, m.name_latin, m.relation, p.id," \
    " p.width, p.height, v.camera, v.stage, v.placed_at, v.answered_at, v.answer, v.ended_at,"  \
    " v.ending, v.ended_by, v.seen, v.household, v.path, v.terminal, v.phone, v.tv_heard_at,"   \
    " v.phone_heard_at, v.notified, v.rings, v.guest_by, v.invitation, v.phone_left_at,"       \
    " v.crossed, v.alarm, v.seat, v.place, v.offers, v.offers_certificate"                     \
    " FROM visit v LEFT JOIN member m"                                                          \
    " ON m.id = v.member LEFT JOIN photo p ON p.id = m.photo "

template <class E>
std::optional<E> maybe(const Row& row, std::size_t column, E last) {
    return row.empty_at(column) ? std::nullopt : from_word(row.text(column), last);
}

VisitRow row_at(const Row& row) {
    VisitRow out;
    Visit& visit = out.visit;
    visit.id = row.text(0);
    visit.placed_by = from_word(row.text(1), VisitSide::Phone).value_or(VisitSide::Phone);
    visit.visitor.member = row.text(2);
    const bool guest = row.empty_at(2);
    visit.visitor.place = row.text(33);  // of an operator, whose name is written as that of a guest
    visit.visitor.name = row.text(guest || !visit.visitor.place.empty() ? 3 : 4);
    visit.visitor.name_latin = row.text(5);
    if (!guest) {
        visit.visitor.relation = from_word(row.text(6), Relation::Other).value_or(Relation::Other);
    }
    visit.visitor.photo = photo_at(row, 7);
    visit.visitor.came_by = maybe(row, 27, GuestWay::Code);
    visit.visitor.invitation = row.text(28);
    visit.camera = row.number(10) != 0;
    visit.stage = from_word(row.text(11), VisitStage::Ended).value_or(VisitStage::Ended);
    visit.placed_at = row.time(12);
    visit.answered_at = row.maybe_time(13);
    visit.answer = maybe(row, 14, VisitAnswer::Automatic);
    visit.ended_at = row.maybe_time(15);
    visit.end = maybe(row, 16, VisitEnd::Alarm);
    visit.ended_by = maybe(row, 17, VisitSide::Phone);
    visit.seen = row.number(18) != 0;
    if (!row.empty_at(25)) {
        visit.notified = row.number(25) != 0;
    }
    if (!row.empty_at(26)) {
        visit.rings = row.number(26) != 0;
    }
    if (row.number(30) != 0) {
        visit.crossed = true;
    }
    out.household = row.text(19);
    out.path = row.text(20);
    out.terminal = row.text(21);
    out.phone = row.text(22);
    out.tv_heard_at = row.time(23);
    out.phone_heard_at = row.time(24);
    out.phone_left_at = row.maybe_time(29);
    visit.alarm = row.text(31);
    out.seat = row.text(32);
    out.offers = row.text(34);
    out.offers_certificate = row.text(35);
    return out;
}

std::optional<VisitRow> one(const Rows& rows) {
    return rows.empty() ? std::nullopt : std::optional(row_at(rows[0]));
}

std::vector<VisitRow> visit_rows(const Rows& rows) {
    std::vector<VisitRow> out;
    for (const Row& row : rows) {
        out.push_back(row_at(row));
    }
    return out;
}

// Whether the elder should learn that somebody was at the door.
bool was_missed(const Visit& visit, VisitEnd end) {
    return visit.alarm.empty() && visit.placed_by == VisitSide::Phone && !visit.answered_at && end != VisitEnd::Declined && !visit.crossed;
}

// id, free_from, free_until, free_at; what is over is not said.
contract::Presence presence_at(const Row& row, contract::Time now) {
    contract::Presence out{row.text(0), false, ""};
    if (!row.text(1).empty() && row.time(2) > now) {
        out.free_from = row.text(1);
        out.free_at = row.maybe_time(3);
        out.free_until = row.time(2);
    }
    return out;
}

}  // namespace

std::optional<VisitRow> load_visit(Transaction& tx, const std::string& id) {
    return one(tx.run(ANJU_VISIT "WHERE v.id = $1", {id}));
}

std::optional<VisitRow> load_open_visit(Transaction& tx, const std::string& terminal) {
    return one(tx.run(ANJU_VISIT "WHERE v.terminal = $1 AND v.stage <> 'ended'", {terminal}));
}

std::vector<VisitRow> load_open_visits(Transaction& tx) { return visit_rows(tx.run(ANJU_VISIT "WHERE v.stage <> 'ended' ORDER BY v.placed_at, v.id")); }

std::vector<VisitRow> load_open_visits_of(Transaction& tx, const std::string& terminal) {
    return visit_rows(tx.run(ANJU_VISIT "WHERE v.terminal = $1 AND v.stage <> 'ended' ORDER BY v.number", {terminal}));
}

std::vector<VisitRow> load_open_legs(Transaction& tx, const std::string& alarm) {
    return visit_rows(tx.run(ANJU_VISIT "WHERE v.alarm = $1 AND v.stage <> 'ended' ORDER BY v.placed_at, v.id", {alarm}));
}

std::optional<VisitRow> load_ringing_for(Transaction& tx, const std::string& member) {
    return one(tx.run(ANJU_VISIT "WHERE v.member = $1 AND v.stage <> 'ended' AND v.stage = 'ringing'"
                                 " AND v.placed_by = 'tv' AND v.offers = '' ORDER BY v.placed_at DESC LIMIT 1",
                      {member}));
}

std::optional<Visit> load_missed_by(Transaction& tx, const std::string& household,
                                    const std::string& member) {
    auto newest = one(tx.run(ANJU_VISIT "WHERE v.household = $1 AND v.member = $2 AND v.alarm IS NULL"
                                        " ORDER BY v.number DESC LIMIT 1",
                             {household, member}));
    if (!newest || newest->visit.placed_by != VisitSide::Tv || newest->visit.answered_at) {
        return std::nullopt;
    }
    const auto end = newest->visit.end;
    const bool missed = end == VisitEnd::Missed || end == VisitEnd::Cancelled || end == VisitEnd::Blocked;
    return missed ? std::optional(std::move(newest->visit)) : std::nullopt;
}

std::optional<VisitRow> load_open_visit_of_phone(Transaction& tx, const std::string& phone) {
    return one(tx.run(ANJU_VISIT "WHERE v.phone = $1 AND v.stage <> 'ended' AND v.offers = ''"
                                 " ORDER BY v.placed_at DESC LIMIT 1",
                      {phone}));
}

std::vector<Visit> load_newest_visits(Transaction& tx, const std::string& household, const std::string& terminal,
                                      const std::string& before) {
    const Rows rows =
        before.empty()
            ? tx.run(ANJU_VISIT "WHERE v.household = $1 AND v.crossed = 0 AND v.offers = '' AND (v.stage = 'ended' OR v.terminal = $3)"
                                " ORDER BY v.number DESC LIMIT $2",
                     {household, kNewest, terminal})
            : tx.run(ANJU_VISIT "WHERE v.household = $1 AND v.crossed = 0 AND v.offers = '' AND (v.stage = 'ended' OR v.terminal = $3)"
                                " AND v.number < (SELECT b.number FROM visit b"
                                " WHERE b.id = $4 AND b.household = $1)"
                                " ORDER BY v.number DESC LIMIT $2",
                     {household, kNewest, terminal, before});
    std::vector<Visit> out;
    for (const Row& row : rows) {
        out.push_back(row_at(row).visit);
    }
    return out;
}

contract::VisitRules load_visit_rules(Transaction& tx, const std::string& household) {
    contract::VisitRules out;
    const Rows home = tx.run("SELECT first_contact, quiet_from, quiet_to FROM household WHERE id = $1",
                             {household});
    if (!home.empty()) {
        out.first_contact = home[0].text(0);
        out.quiet = {static_cast<int>(home[0].number(1)), static_cast<int>(home[0].number(2))};
    }
    for (const Row& row : tx.run("SELECT r.member, r.policy, r.agreed_at, r.proposed, r.proposed_by,"
                                 " r.proposed_at FROM visit_rule r JOIN member m ON m.id = r.member"
                                 " WHERE r.household = $1 AND m.active = 1 ORDER BY m.place",
                                 {household})) {
        contract::VisitRule rule;
        rule.member = row.text(0);
        rule.policy = from_word(row.text(1), VisitPolicy::AutomaticInAlarm).value_or(VisitPolicy::Ring);
        rule.agreed_at = row.maybe_time(2);
        rule.proposed = maybe(row, 3, VisitPolicy::AutomaticInAlarm);
        rule.proposed_by = row.text(4);
        rule.proposed_at = row.maybe_time(5);
        out.rules.push_back(std::move(rule));
    }
    return out;
}

std::vector<contract::Presence> load_presence(Transaction& tx, const std::string& household,
                                              contract::Time now) {
    std::vector<contract::Presence> out;
    for (const Row& row : tx.run("SELECT id, free_from, free_until, free_at FROM member"
                                 " WHERE household = $1 AND active = 1 ORDER BY place",
                                 {household})) {
        out.push_back(presence_at(row, now));
    }
    return out;
}

std::optional<contract::Presence> load_presence_of(Transaction& tx, const std::string& member, contract::Time now) {
    const Rows rows = tx.run("SELECT id, free_from, free_until, free_at FROM member WHERE id = $1", {member});
    return rows.empty() ? std::nullopt : std::optional(presence_at(rows[0], now));
}

VisitEnd ended_as(const VisitRow& row, VisitSide side, VisitEnd said) {
    const bool trouble = said == VisitEnd::Lost || said == VisitEnd::Failed;
    if (trouble || (row.visit.stage == VisitStage::Ringing && said == VisitEnd::Missed)) {
        return said;
    }
    if (row.visit.stage == VisitStage::Answered) {
        return VisitEnd::HungUp;
    }
    if (row.visit.placed_by == side) {
        return VisitEnd::Cancelled;
    }
    return said == VisitEnd::Busy || said == VisitEnd::Blocked ? said : VisitEnd::Declined;
}

void hold_visits(Work& work, const std::vector<VisitRow>& rows) {
    for (const VisitRow& row : rows) {
        work.tx.run("UPDATE visit SET signals = signals WHERE id = $1", {row.visit.id});
    }
}

void mark_ended(Work& work, VisitRow& row, const std::string& who, VisitEnd end,
                std::optional<VisitSide> by) {
    Visit& visit = row.visit;
    const std::string before(contract::word(visit.stage));
    visit.stage = VisitStage::Ended;
    visit.ended_at = work.now;
    visit.end = end;
    visit.ended_by = by;
    visit.seen = !was_missed(visit, end);
    work.tx.run("UPDATE visit SET stage = 'ended', ended_at = $2, ending = $3, ended_by = $4, seen = $5"
                " WHERE id = $1",
                {visit.id, work.now, contract::word(end),
                 by ? std::optional(contract::word(*by)) : std::nullopt, visit.seen ? 1 : 0});
    // Addresses and keys of a connection that is over; the numbers stay without gaps.
    Signal nothing;
    nothing.visit = visit.id;
    nothing.kind = contract::SignalKind::State;
    work.tx.run("UPDATE event SET data = $2, visit = NULL, digest = NULL WHERE visit = $1",
                {visit.id, contract::encode(nothing)});
    write_audit(work, {who, "visit.ended", visit.id, row.household, row.path,
                       json_of({{"stage", before}}),
                       json_of({{"end", contract::word(end)},
                                {"by", by ? contract::word(*by) : std::string_view("platform")}})});
    if (!visit.alarm.empty()) {
        leg_ended(work, row);
    }
}

void mark_crossed(Work& work, VisitRow& row) {
    row.visit.crossed = true;
    work.tx.run("UPDATE visit SET crossed = 1 WHERE id = $1", {row.visit.id});
    mark_ended(work, row, "system", VisitEnd::Busy, std::nullopt);
}

// Who talks about the same alarm hears who comes and who goes.
static void add_talk(Transaction& tx, const VisitRow& row, std::vector<std::string>& recipients) {
    if (row.visit.alarm.empty()) {
        return;
    }
    for (const VisitRow& leg : load_open_legs(tx, row.visit.alarm)) {
        if (leg.visit.id != row.visit.id && leg.offers.empty() && !leg.phone.empty()) {
            recipients.push_back(recipient_of_visit(leg.visit.id));
        }
    }
}

void tell_visit(Work& work, const VisitRow& row) {
    const Visit& visit = row.visit;
    if (!row.offers.empty()) {
        std::vector<std::string> both{recipient_of_visit(visit.id), recipient_of_visit_desk(visit.id)};
        add_talk(work.tx, row, both);
        give_event(work, std::move(both), contract::VisitChanged{visit});
        return;
    }
    std::vector<std::string> recipients = visit.stage == VisitStage::Ended
                                              ? terminals_of(work, row.household)
                                              : std::vector{recipient_of_terminal(row.terminal)};
    if (!row.phone.empty()) {
        recipients.push_back(recipient_of_visit(visit.id));
    }
    if (visit.placed_by == VisitSide::Tv && !visit.visitor.member.empty()) {
        recipients.push_back(recipient_of_member(visit.visitor.member));
    }
    add_talk(work.tx, row, recipients);
    give_event(work, std::move(recipients), contract::VisitChanged{visit});
}

void tell_ring(Work& work, const VisitRow& row, std::vector<std::string> more) {
    more.push_back(recipient_of_terminal(row.terminal));
    add_talk(work.tx, row, more);
    give_event(work, std::move(more), contract::VisitChanged{row.visit});
}

void stop_visits_of(Work& work, VisitOf what, const std::string& id, const std::string& who) {
    const char* which = "";
    switch (what) {
        case VisitOf::Phone: which = ANJU_VISIT "WHERE v.phone = $1 AND v.stage <> 'ended'"; break;
        case VisitOf::Member: which = ANJU_VISIT "WHERE v.member = $1 AND v.stage <> 'ended'"; break;
        case VisitOf::Caller: which = ANJU_VISIT "WHERE v.member = $1 AND v.placed_by = 'phone' AND v.stage <> 'ended'"; break;
        case VisitOf::Terminal: which = ANJU_VISIT "WHERE v.terminal = $1 AND v.stage <> 'ended'"; break;
    }
    auto rows = visit_rows(work.tx.run(which, {id}));
    hold_visits(work, rows);
    for (VisitRow& row : rows) {
        mark_ended(work, row, who, VisitEnd::Blocked, std::nullopt);
        tell_visit(work, row);
    }
}

void leave_visits(Work& work, const std::string& phone, const std::string& who) {
    auto rows = visit_rows(work.tx.run(ANJU_VISIT "WHERE v.phone = $1 AND v.stage <> 'ended'", {phone}));
    hold_visits(work, rows);
    for (VisitRow& row : rows) {
        mark_ended(work, row, who, ended_as(row, VisitSide::Phone, VisitEnd::HungUp), VisitSide::Phone);
        tell_visit(work, row);
    }
}

void stop_visits_of_phone(Work& work, const std::string& phone, const std::string& who) {
    constexpr std::chrono::minutes kStillHeard{2};
    const Rows lately = work.tx.run(ANJU_VISIT "WHERE v.phone = $1 AND v.stage = 'ended' AND v.ended_at > $2",
                                    {phone, work.now - kStillHeard});
    stop_visits_of(work, VisitOf::Phone, phone, who);
    for (const Row& found : lately) {
        const VisitRow row = row_at(found);
        give_event(work, {recipient_of_visit(row.visit.id)}, contract::VisitChanged{row.visit});
    }
}

}  // namespace anju::server
