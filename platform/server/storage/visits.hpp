// SPDX-License-Identifier: Apache-2.0
// A visit as it is kept, how it ends, and who is told. Whoever changes one holds its household.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/contract/visit.hpp"
#include "platform/server/storage/ledger.hpp"

namespace anju::server {

struct VisitRow {
    contract::Visit visit;
    std::string household, path, terminal;
    std::string phone;  // empty: the elder calls, and no phone has answered yet
    contract::Time tv_heard_at{}, phone_heard_at{};
    std::optional<contract::Time> phone_left_at;
    // Of a leg of a talk (visit.alarm): who began it; in place of the TV, the sign-in that offers, and its certificate.
    std::string seat, offers, offers_certificate;
};

std::optional<VisitRow> load_visit(Transaction& tx, const std::string& id);
// The one that rings or is under way on this TV.
std::optional<VisitRow> load_open_visit(Transaction& tx, const std::string& terminal);
std::vector<VisitRow> load_open_visits(Transaction& tx);
std::vector<VisitRow> load_open_visits_of(Transaction& tx, const std::string& terminal);
// Of the talk about this alarm.
std::vector<VisitRow> load_open_legs(Transaction& tx, const std::string& alarm);
// The elder's, that rings for this relative.
std::optional<VisitRow> load_ringing_for(Transaction& tx, const std::string& member);
// The relative's newest, when the elder placed it and nobody answered.
std::optional<contract::Visit> load_missed_by(Transaction& tx, const std::string& household,
                                               const std::string& member);
std::optional<VisitRow> load_open_visit_of_phone(Transaction& tx, const std::string& phone);
// As this TV knows them: its own, and those of the home's other TVs that have ended. Newest first, at most 60; older than
// the visit `before` when there is one.
std::vector<contract::Visit> load_newest_visits(Transaction& tx, const std::string& household,
                                                const std::string& terminal, const std::string& before = "");

contract::VisitRules load_visit_rules(Transaction& tx, const std::string& household);
// As they are told, but for `online`.
std::vector<contract::Presence> load_presence(Transaction& tx, const std::string& household,
                                              contract::Time now);
std::optional<contract::Presence> load_presence_of(Transaction& tx, const std::string& member, contract::Time now);

// Nothing that was agreed to or proposed for this relative holds any more.
void ring_only(Work& work, const std::string& member);
// Nothing opens by itself for this relative any more, and nothing that she asked for others waits for the elder's OK.
void end_consent(Work& work, const HeldHousehold& home, const std::string& member, const std::string& who);

// What a side may call the end of this visit, whatever it says.
contract::VisitEnd ended_as(const VisitRow& row, contract::VisitSide side, contract::VisitEnd said);
// Of several that are ended in one step, before the first is told: a signal holds its visit and waits for who is told.
void hold_visits(Work& work, const std::vector<VisitRow>& rows);
// Marks it in the database and in `row`, without telling; nothing of its signals is kept.
void mark_ended(Work& work, VisitRow& row, const std::string& who, contract::VisitEnd end,
                std::optional<contract::VisitSide> by);
// Both called each other, and this one gives way: busy, of nobody's making, and no missed call.
void mark_crossed(Work& work, VisitRow& row);
// The TV, the phone, and the relative whom the elder calls; the other TVs of the home once it has ended; of a talk also whoever
// is in its other legs.
void tell_visit(Work& work, const VisitRow& row);
// How far the ring got: the TV, of a talk also whoever is in its other legs, and `more`.
void tell_ring(Work& work, const VisitRow& row, std::vector<std::string> more = {});
// Both, for every open visit of a phone, a member or a terminal that may not stay: blocked, by neither of the two.
// Caller: of a member, those that this one placed.
enum class VisitOf { Phone, Member, Caller, Terminal };
void stop_visits_of(Work& work, VisitOf what, const std::string& id, const std::string& who);
// Also whoever still hears the end of one must ask again whether it may: its phone goes.
void stop_visits_of_phone(Work& work, const std::string& phone, const std::string& who);
// Both, for every open visit of a phone that goes by itself.
void leave_visits(Work& work, const std::string& phone, const std::string& who);

}  // namespace anju::server
