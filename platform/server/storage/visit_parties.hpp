// SPDX-License-Identifier: Apache-2.0
// Who is who in a visit, and what a party is given of it.
#pragma once

#include <optional>
#include <string>

#include "platform/server/callers.hpp"
#include "platform/server/storage/visits.hpp"

namespace anju::server {

// Of a leg without a TV the seat offers, and stands where the TV does.
contract::VisitSide side_of(const VisitParty& party, const VisitRow& row);

// The TV it was placed on or by; the phone that placed or answered it; before that, every phone of the
// relative whom the elder calls; the sign-in of the seat.
bool is_of(const VisitRow& row, const VisitParty& party);

// Its household is held until the end of the transaction, so that two sides change it one after the other.
std::optional<VisitRow> held_visit(Work& work, const VisitParty& party, const std::string& id);

contract::VisitTicket ticket_of(Transaction& tx, const VisitRow& row);
// For who has seen all that was told before.
contract::VisitTicket ticket_from_now_on(Transaction& tx, const VisitRow& row, const VisitParty& party);

struct NewVisitRow {
    std::string id, terminal, member, guest_name, phone;
    contract::VisitSide placed_by{};
    bool camera = true;
    std::optional<contract::GuestWay> guest_by{};
    std::string invitation{};
    std::string alarm{}, seat{}, place{}, offers{}, offers_certificate{};  // of a talk
};
// With its stage: a knock at a TV that is busy has ended when it begins.
std::optional<VisitRow> insert_visit(Work& work, const HeldHousehold& home, const NewVisitRow& row, const std::string& who,
                                     contract::VisitStage stage = contract::VisitStage::Ringing);

// Without one there is nothing that a phone could hold the box's offer against.
bool has_certificate(Transaction& tx, const std::string& terminal);

}  // namespace anju::server
