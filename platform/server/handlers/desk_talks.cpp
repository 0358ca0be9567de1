// SPDX-License-Identifier: Apache-2.0
// The talk of the desk with a home that called for help.
#include "platform/server/handlers/handlers.hpp"
#include "platform/server/handlers/visits.hpp"

namespace anju::server::desk_talks {

Response place(const Asked& asked) {
    const auto body = contract::decode<contract::NewVisit>(asked.request.body);
    if (!body) return malformed(body.error());
    return visits::ticket(asked, asked.repository().place_talk(asked.staff(), asked.part, *body, listening_at(asked.context.hub), asked.once(), asked.now()));
}

Response with(const Asked& asked) {
    const auto body = contract::decode<contract::TalkWith>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().talk_with(asked.staff(), asked.part, body->member, asked.once(), asked.now()));
}

Response ticket(const Asked& asked) { return visits::ticket(asked, VisitParty(asked.staff())); }
Response signal(const Asked& asked) { return visits::signal(asked, asked.staff(), phone_of(asked.staff())); }
Response end(const Asked& asked) { return visits::end(asked, asked.staff()); }

// Of a leg without the TV the seat offers: it has another stream there than the relative.
Response events(const Asked& asked) {
    VisitListener seat{asked.staff(), asked.part};
    auto may = asked.repository().may_listen(seat, asked.now());
    if (!may && may.error().kind == Trouble::NotFound) {
        seat.offers = true;
        may = asked.repository().may_listen(seat, asked.now());
    }
    return may ? event_stream(asked, std::move(seat)) : refused(may.error());
}

}  // namespace anju::server::desk_talks
