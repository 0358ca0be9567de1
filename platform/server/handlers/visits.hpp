// SPDX-License-Identifier: Apache-2.0
// What both sides of a visit ask alike.
#pragma once

#include "platform/server/handlers/asked.hpp"

namespace anju::server::visits {

// A ticket gets its relays here: only the site knows them.
Response ticket(const Asked&, Stored<contract::VisitTicket>);

Response ticket(const Asked&, const VisitParty&);
Response answer(const Asked&, const VisitParty&);
Response signal(const Asked&, const VisitParty&, const std::string& who);
Response end(const Asked&, const VisitParty&);

}  // namespace anju::server::visits
