// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/talks.hpp"

#include <algorithm>

#include "platform/server/storage/load.hpp"
#include "platform/server/storage/visit_parties.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using contract::AlarmState;
using contract::VisitEnd;
using contract::VisitSide;
using contract::VisitStage;

bool with_desk(const VisitRow& leg) { return leg.offers.empty() && leg.visit.visitor.member.empty(); }

// Of the two legs with the TV; of the third nobody needs to know more than of these.
void write_talk_step(Work& work, const VisitRow& leg, std::string_view what) {
    auto row = load_incident(work.tx, leg.visit.alarm);
    if (!row) {
        return;
    }
    const Rows seat = work.tx.run("SELECT display_name FROM staff WHERE id = $1", {leg.seat});
    write_step(work, *row, {"staff:" + leg.seat, seat.empty() ? "" : seat[0].text(0)}, what, with_desk(leg) ? "" : leg.visit.visitor.name);
    tell_desk(work, *row);
}

void end_leg(Work& work, const std::string& id, VisitEnd end) {
    auto leg = load_visit(work.tx, id);
    if (leg && leg->visit.stage != VisitStage::Ended) {  // another may have taken it along
        // By the side that the desk is on: whom it has called in has not hung up.
        mark_ended(work, *leg, "system", end == VisitEnd::HungUp && !leg->visit.answered_at ? VisitEnd::Cancelled : end, with_desk(*leg) ? VisitSide::Phone : VisitSide::Tv);
        tell_visit(work, *leg);
    }
}

// The desk offers: it stands where the TV does in the other two, and the relative's page answers by itself.
void place_third(Work& work, const VisitRow& desk, const VisitRow& relative) {
    const HeldHousehold home{desk.household, desk.path, 0};
    const Rows number = work.tx.run("UPDATE household SET activity = activity + 1 WHERE id = $1 RETURNING activity", {home.id});
    NewVisitRow row{new_id(), desk.terminal, relative.visit.visitor.member, desk.visit.visitor.name, relative.phone, VisitSide::Tv, desk.visit.camera};
    row.alarm = desk.visit.alarm;
    row.seat = desk.seat;
    row.place = desk.visit.visitor.place;
    row.offers = desk.phone;
    row.offers_certificate = desk.offers_certificate;
    const auto placed = insert_visit(work, {home.id, home.path, number.empty() ? 0 : number[0].number(0)}, row, "staff:" + desk.seat);
    if (placed) {
        tell_visit(work, *placed);
    }
}

}  // namespace

void settle_talk(Work& work, IncidentRow& row) {
    if (!row.first_accepted_at || row.id.empty()) {
        return;  // nobody could have begun one
    }
    const bool held = row.now.state == AlarmState::Accepted;
    auto over = load_open_legs(work.tx, row.id);
    std::erase_if(over, [&](const VisitRow& leg) { return held && leg.seat == row.accepted_by; });
    if (over.empty()) {
        return;
    }
    keep_incident(work, row);
    hold_visits(work, over);
    for (const VisitRow& leg : over) {
        end_leg(work, leg.visit.id, row.now.state == AlarmState::Changing ? VisitEnd::Lost : VisitEnd::HungUp);
    }
    if (auto now = load_incident(work.tx, row.id)) {
        row = *std::move(now);
    }
}

void leg_answered(Work& work, const VisitRow& leg) {
    if (leg.visit.alarm.empty() || !leg.offers.empty()) {
        return;
    }
    write_talk_step(work, leg, "talk");
    const auto legs = load_open_legs(work.tx, leg.visit.alarm);
    for (const VisitRow& desk : legs) {
        if (!with_desk(desk) || !desk.visit.answered_at || desk.offers_certificate.empty()) {
            continue;
        }
        for (const VisitRow& relative : legs) {
            const bool there = relative.offers.empty() && !with_desk(relative) && relative.visit.answered_at;
            const bool third = std::ranges::any_of(legs, [&](const VisitRow& one) { return !one.offers.empty() && one.visit.visitor.member == relative.visit.visitor.member; });
            if (there && !third) {
                place_third(work, desk, relative);
            }
        }
    }
}

void leg_ended(Work& work, const VisitRow& leg) {
    if (!leg.offers.empty()) {
        return;
    }
    for (const VisitRow& third : load_open_legs(work.tx, leg.visit.alarm)) {
        const bool his = with_desk(leg) ? third.offers == leg.phone : third.visit.visitor.member == leg.visit.visitor.member;
        if (!third.offers.empty() && his) {
            end_leg(work, third.visit.id, VisitEnd::HungUp);
        }
    }
    if (leg.visit.answered_at) {
        write_talk_step(work, leg, "talk_over");
    }
}

}  // namespace anju::server
