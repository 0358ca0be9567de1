// SPDX-License-Identifier: Apache-2.0
// A new box asks for a code, a technician gives it a home: the shape of RFC 8628.
#include "platform/server/handlers/handlers.hpp"

namespace anju::server::pairing {

Response start(const Asked& asked) {
    const auto body = contract::decode<contract::PairingRequest>(asked.request.body);
    if (!body) return malformed(body.error());
    auto code = asked.repository().start_pairing(*body, asked.request.address, asked.now());
    if (!code) return refused(code.error());
    code->verification_uri = asked.context.site.public_url + "/approve";
    // Behind #: the code stays out of logs and histories of servers between.
    code->verification_uri_complete = code->verification_uri + "#" + code->user_code;
    return json(*code);
}

Response poll(const Asked& asked) {
    const auto body = contract::decode<contract::PairingPoll>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().poll_pairing(body->device_code, asked.now()));
}

Response find(const Asked& asked) {
    return json_or_refused(
        asked.repository().find_pairing(asked.staff(), asked.part, asked.request.address, asked.now()));
}

Response approve(const Asked& asked) {
    const auto body = contract::decode<contract::PairingApproval>(asked.request.body);
    if (!body) return malformed(body.error());
    auto row = asked.repository().approve_pairing(asked.staff(), asked.part, body->household, asked.request.address,
                                                  asked.once(), asked.now());
    if (!row) return refused(row.error());
    row->online = asked.context.hub.terminal_online(row->id);
    return json(*row);
}

}  // namespace anju::server::pairing
