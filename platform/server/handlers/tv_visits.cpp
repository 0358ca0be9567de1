// SPDX-License-Identifier: Apache-2.0
// The TV's side of a visit, and what the elder says to its rules.
#include "platform/server/handlers/handlers.hpp"
#include "platform/server/handlers/visits.hpp"

namespace anju::server::tv_visits {

Response place(const Asked& asked) {
    const auto body = contract::decode<contract::NewTvVisit>(asked.request.body);
    if (!body) return malformed(body.error());
    return visits::ticket(asked, asked.repository().call_member(asked.terminal(), *body, asked.now()));
}

Response log(const Asked& asked) {
    const bool given = asked.request.target.find('?') != std::string::npos;
    const auto before = asked.request.query("before");
    if (given && !is_id(before.value_or(""))) return bad_query("before");
    return json_or_refused(asked.repository().visit_log(asked.terminal(), before.value_or("")));
}

Response seen(const Asked& asked) {
    const auto body = contract::decode<contract::VisitsSeen>(asked.request.body);
    if (!body) return malformed(body.error());
    const auto done = asked.repository().visits_seen(asked.terminal(), body->visits, asked.now());
    return done ? nothing() : refused(done.error());
}

Response ticket(const Asked& asked) { return visits::ticket(asked, VisitParty(asked.terminal())); }
Response answer(const Asked& asked) { return visits::answer(asked, asked.terminal()); }
Response signal(const Asked& asked) { return visits::signal(asked, asked.terminal(), recipient_of(asked.terminal())); }
Response end(const Asked& asked) { return visits::end(asked, asked.terminal()); }

Response certificate(const Asked& asked) {
    const auto body = contract::decode<contract::BoxCertificate>(asked.request.body);
    if (!body) return malformed(body.error());
    const auto done = asked.repository().register_certificate(asked.terminal(), body->fingerprint, asked.now());
    return done ? nothing() : refused(done.error());
}

Response rules(const Asked& asked) {
    const auto body = contract::decode<contract::RuleAnswer>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().answer_rule(asked.terminal(), *body, asked.now()));
}

}  // namespace anju::server::tv_visits
