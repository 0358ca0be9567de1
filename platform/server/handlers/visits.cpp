// SPDX-License-Identifier: Apache-2.0
#include "platform/server/handlers/visits.hpp"

namespace anju::server::visits {
namespace {

constexpr Rate kSignals{200, 50};  // of one side
constexpr std::size_t kLight = 4 * 1024;  // each so many bytes more count as one more

}  // namespace

Response ticket(const Asked& asked, Stored<contract::VisitTicket> ticket) {
    if (!ticket) {
        const RepositoryError& why = ticket.error();
        return why.code == "quiet_hours" ? quiet_hours(why.retry_after, asked.now()) : refused(why);
    }
    ticket->ice = asked.context.site.turn.mint(ticket->visit.id);
    return json(*ticket);
}

Response ticket(const Asked& asked, const VisitParty& party) {
    return ticket(asked, asked.repository().visit_ticket(party, asked.part, asked.now()));
}

Response answer(const Asked& asked, const VisitParty& party) {
    const auto body = contract::decode<contract::VisitAnswering>(asked.request.body);
    if (!body) return malformed(body.error());
    return ticket(asked, asked.repository().answer_visit(party, asked.part, *body, asked.now()));
}

Response signal(const Asked& asked, const VisitParty& party, const std::string& who) {
    auto body = contract::decode<contract::Signal>(asked.request.body);
    if (!body) return malformed(body.error());
    if (!asked.context.allowance.take("signals " + who, kSignals, 1 + static_cast<double>(body->text.size() / kLight))) {
        return problem(429, "too_many_signals", "Too many signals; wait before the next one.", "", std::chrono::seconds{1});
    }
    body->visit = asked.part;
    const auto sent = asked.repository().send_signal(party, *body, asked.now());
    return sent ? nothing() : refused(sent.error());
}

Response end(const Asked& asked, const VisitParty& party) {
    const auto body = contract::decode<contract::VisitEnding>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().end_visit(party, asked.part, body->end, asked.now()));
}

}  // namespace anju::server::visits
