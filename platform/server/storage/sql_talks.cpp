// SPDX-License-Identifier: Apache-2.0
// The desk talks with the home that called for help, and brings a relative in.
#include <algorithm>

#include "platform/contract/codec.hpp"
#include "platform/server/storage/desk_acts.hpp"
#include "platform/server/storage/notices.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/talks.hpp"
#include "platform/server/storage/visit_check.hpp"
#include "platform/server/storage/visit_parties.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using contract::AlarmState;
using contract::VisitEnd;
using contract::VisitSide;
using contract::VisitStage;
using contract::VisitTicket;

// The box whose press came last, if it is one of the home still.
std::string box_of(Transaction& tx, const IncidentRow& row) {
    const Rows last = tx.run("SELECT who FROM incident_step WHERE incident = $1 AND what = 'pressed' ORDER BY number DESC LIMIT 1", {row.id});
    constexpr std::string_view kTv = "tv:";
    if (last.empty() || !last[0].text(0).starts_with(kTv)) {
        return {};
    }
    const std::string box = last[0].text(0).substr(kTv.size());
    return tx.run("SELECT 1 FROM terminal WHERE id = $1 AND household = $2 AND unpaired_at IS NULL", {box, row.household}).empty() ? "" : box;
}

// The alarm, in the hand of who asks, and its home. Of a cancelled one nobody has, there is nothing to say.
struct InHand {
    IncidentRow alarm;
    HeldHousehold home;
};
Stored<InHand> hold_in_hand(Work& work, const StaffCaller& staff, const std::string& id) {
    auto row = hold_alarm(work, staff, id);
    if (!row) {
        return not_found("alarm_not_found");
    }
    if (row->now.state == AlarmState::Cancelled) {
        return conflict("alarm_cancelled");
    }
    if (const auto may = has_it(*row, staff); !may) {
        return tl::unexpected(may.error());
    }
    const auto home = hold_household(work, row->household, "/");
    return home ? Stored<InHand>(InHand{*std::move(row), *home}) : not_found("alarm_not_found");
}

// Whatever is on there, but this talk: an alarm comes first.
void make_room(Work& work, const std::string& box, const std::string& alarm) {
    for (VisitRow& open : load_open_visits_of(work.tx, box)) {
        if (open.visit.alarm == alarm) {
            continue;
        }
        mark_ended(work, open, "system", VisitEnd::Alarm, std::nullopt);
        tell_visit(work, open);
    }
}

}  // namespace

Stored<VisitTicket> SqlRepository::place_talk(const StaffCaller& staff, const std::string& alarm, const contract::NewVisit& wish, const Listening& listening, const Once& once, Time now) {
    if (!may_sit(staff)) {
        return refused("role_missing");
    }
    if (!wish.certificate.empty() && !is_fingerprint(wish.certificate)) {
        return refused("fingerprint_malformed");
    }
    const OnceKey key(name_of(staff), "talk", once);
    return write<VisitTicket>(now, [&](Work& work) -> Stored<VisitTicket> {
        const auto before = key.claim(work);
        if (!before) {
            return tl::unexpected(before.error());
        }
        if (*before) {
            const auto row = load_visit(work.tx, **before);
            return row ? Stored<VisitTicket>(ticket_of(work.tx, *row)) : not_found("visit_not_found");
        }
        const auto in_hand = hold_in_hand(work, staff, alarm);
        if (!in_hand) {
            return tl::unexpected(in_hand.error());
        }
        const std::string box = box_of(work.tx, in_hand->alarm);
        if (box.empty() || !listening.terminal(box)) {
            return conflict("tv_offline");
        }
        if (!has_certificate(work.tx, box)) {
            return conflict("certificate_unknown");
        }
        auto legs = load_open_legs(work.tx, alarm);
        hold_visits(work, legs);
        hold_visits(work, load_open_visits_of(work.tx, box));
        for (VisitRow& leg : legs) {
            if (!leg.visit.visitor.member.empty()) {
                continue;
            }
            if (leg.terminal == box && is_of(leg, staff)) {  // its answer was lost: the same talk again
                key.keep(work, leg.visit.id);
                return ticket_from_now_on(work.tx, leg, staff);
            }
            mark_ended(work, leg, name_of(staff), VisitEnd::HungUp, VisitSide::Phone);
            tell_visit(work, leg);
        }
        make_room(work, box, alarm);
        NewVisitRow row{new_id(), box, "", in_hand->alarm.by_name, phone_of(staff), VisitSide::Phone, wish.camera};
        row.alarm = alarm;
        row.seat = staff.staff;
        row.place = in_hand->alarm.by_place;
        row.offers_certificate = wish.certificate;
        const auto placed = insert_visit(work, in_hand->home, row, name_of(staff));
        if (!placed) {
            return not_found("visit_not_found");
        }
        tell_visit(work, *placed);
        key.keep(work, row.id);
        return ticket_of(work.tx, *placed);
    }, Urgency::Alarm);
}

Stored<contract::AlarmCard> SqlRepository::talk_with(const StaffCaller& staff, const std::string& alarm, const std::string& member, const Once& once, Time now) {
    if (!may_sit(staff)) {
        return refused("role_missing");
    }
    const OnceKey key(name_of(staff), "talk_with", once);
    return write<contract::AlarmCard>(now, [&](Work& work) -> Stored<contract::AlarmCard> {
        const auto before = key.claim(work);
        if (!before) {
            return tl::unexpected(before.error());
        }
        auto in_hand = hold_in_hand(work, staff, alarm);
        if (!in_hand) {
            return tl::unexpected(in_hand.error());
        }
        IncidentRow& row = in_hand->alarm;
        const auto legs = load_open_legs(work.tx, alarm);
        const auto is_asked = [&](const VisitRow& leg) { return leg.offers.empty() && leg.visit.visitor.member == member; };
        if (*before || std::ranges::any_of(legs, is_asked)) {
            key.keep(work, alarm);
            return card_of(work.tx, row, staff, now);
        }
        const Rows whom = work.tx.run("SELECT name FROM member WHERE id = $1 AND household = $2 AND active = 1", {member, row.household});
        if (whom.empty()) {
            return not_found("member_not_found");
        }
        const auto desk = std::ranges::find_if(legs, [&](const VisitRow& leg) { return leg.visit.visitor.member.empty() && leg.visit.answered_at && is_of(leg, staff); });
        if (desk == legs.end()) {
            return conflict("talk_missing");
        }
        if (std::ranges::any_of(legs, [](const VisitRow& leg) { return !leg.visit.visitor.member.empty(); })) {
            return conflict("talk_full");
        }
        NewVisitRow leg{new_id(), desk->terminal, member, "", "", VisitSide::Tv};
        leg.alarm = alarm;
        leg.seat = staff.staff;
        auto placed = insert_visit(work, in_hand->home, leg, name_of(staff));
        if (!placed) {
            return not_found("visit_not_found");
        }
        if (options_.notify) {
            insert_notice(work, row.household, "visit", leg.id, member);
        } else {
            work.tx.run("UPDATE visit SET notified = 0 WHERE id = $1", {leg.id});
            placed->visit.notified = false;
        }
        tell_visit(work, *placed);
        write_step(work, row, who_is(work.tx, staff, now), "asked_in", whom[0].text(0));
        tell_desk(work, row);
        key.keep(work, alarm);
        return card_of(work.tx, row, staff, now);
    }, Urgency::Alarm);
}

}  // namespace anju::server
