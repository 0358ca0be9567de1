// SPDX-License-Identifier: Apache-2.0
// Inviting somebody who is no relative: six digits on the TV, a link from the first contact.
#include "platform/server/handlers/handlers.hpp"

namespace anju::server {
namespace {

Response shown(const Asked& asked, Stored<contract::Invitation> made) {
    if (!made) return refused(made.error());
    made->visit_page = asked.context.site.public_url + "/visit/";
    return json(*made);
}

}  // namespace

namespace tv_visits {

Response invitation(const Asked& asked) { return shown(asked, asked.repository().show_code(asked.terminal(), asked.now())); }

}  // namespace tv_visits

namespace family {

Response invite(const Asked& asked) {
    const auto body = contract::decode<contract::NewInvitation>(asked.request.body);
    if (!body) return malformed(body.error());
    return shown(asked, asked.repository().invite(asked.family(), *body, asked.now()));
}

Response invitations(const Asked& asked) {
    auto list = asked.repository().invitations(asked.family(), asked.now());
    if (!list) return refused(list.error());
    for (auto& one : list->invitations) one.visit_page = asked.context.site.public_url + "/visit/";
    return json(*list);
}

Response uninvite(const Asked& asked) {
    const auto done = asked.repository().take_back_invitation(asked.family(), asked.part, asked.now());
    return done ? nothing() : refused(done.error());
}

}  // namespace family
}  // namespace anju::server
