// SPDX-License-Identifier: Apache-2.0
// Going there, 120 and handing over: the desk's side, and that of who was sent.
#include "platform/server/handlers/handlers.hpp"

namespace anju::server::desk {

Response responders(const Asked& asked) { return json_or_refused(asked.repository().responders(asked.staff(), asked.part)); }

Response send_responder(const Asked& asked) {
    const auto body = contract::decode<contract::SendResponder>(asked.request.body);
    if (!body) return malformed(body.error());
    auto sent = asked.repository().send_responder(asked.staff(), asked.part, body->responder, asked.once(), asked.now());
    if (sent) sent->page = asked.context.site.public_url + "/respond/";
    return json_or_refused(sent);
}

Response ambulance(const Asked& asked) {
    const auto body = contract::decode<contract::AlarmNote>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().called_ambulance(asked.staff(), asked.part, body->text, asked.now()));
}

Response hand_over(const Asked& asked) {
    const auto body = contract::decode<contract::HandOver>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().offer_alarm(asked.staff(), asked.part, *body, asked.now()));
}

}  // namespace anju::server::desk

namespace anju::server::responder {

// The link stands in the header as the key of a TV does.
Response home(const Asked& asked) {
    return json_or_refused(asked.repository().responder_home(proof_of(asked.request, contract::Caller::Terminal), asked.request.address, asked.now()));
}

Response answer(const Asked& asked) {
    const auto body = contract::decode<contract::ResponderAnswer>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().responder_answers(proof_of(asked.request, contract::Caller::Terminal), asked.request.address, *body, asked.now()));
}

}  // namespace anju::server::responder
