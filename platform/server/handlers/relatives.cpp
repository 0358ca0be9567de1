// SPDX-License-Identifier: Apache-2.0
// The relatives of a home, as staff keeps them.
#include "platform/server/handlers/handlers.hpp"
#include "platform/server/qr.hpp"

namespace anju::server::staff {

Response relatives(const Asked& asked) { return json_or_refused(asked.repository().relatives(asked.staff(), asked.part)); }

Response set_first_contact(const Asked& asked) {
    const auto body = contract::decode<contract::FirstContactEdit>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().set_first_contact(asked.staff(), asked.part, *body, asked.now()));
}

Response add_relative(const Asked& asked) {
    const auto body = contract::decode<contract::NewRelative>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().add_relative(asked.staff(), asked.part, *body, asked.once(), asked.now()));
}

Response edit_relative(const Asked& asked) {
    const auto body = contract::decode<contract::FactEdit>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().edit_relative(asked.staff(), asked.part, *body, asked.now()));
}

Response set_rights(const Asked& asked) {
    const auto body = contract::decode<contract::RightsEdit>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().set_rights(asked.staff(), asked.part, *body, asked.now()));
}

Response make_card(const Asked& asked) {
    auto link = asked.repository().create_link(asked.staff(), asked.part, asked.now());
    if (!link) return refused(link.error());
    // Behind #: the secret stays out of logs and histories of servers between.
    contract::InviteCard card{asked.part, asked.context.site.public_url + "/family/#" + *link, {}};
    card.qr = qr_rows(card.address);
    return json(card);
}

Response end_link(const Asked& asked) {
    const auto done = asked.repository().revoke_links(asked.staff(), asked.part, asked.now());
    return done ? nothing() : refused(done.error());
}

}  // namespace anju::server::staff
