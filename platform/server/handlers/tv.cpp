// SPDX-License-Identifier: Apache-2.0
// What a paired TV asks for and tells.
#include "platform/server/handlers/handlers.hpp"

namespace anju::server::tv {

Response snapshot(const Asked& asked) {
    auto snapshot = asked.repository().snapshot(asked.terminal(), asked.now());
    if (!snapshot) return refused(snapshot.error());
    snapshot->platform_version = ANJU_VERSION;
    for (auto& presence : snapshot->presence) presence.online = asked.context.hub.member_online(presence.member);
    return json(*snapshot);
}

Response events(const Asked& asked) { return event_stream(asked, asked.terminal()); }

Response photo(const Asked& asked) { return server::photo(asked, asked.terminal()); }

Response seen(const Asked& asked) {
    const auto body = contract::decode<contract::SeenRequest>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(
        asked.repository().mark_seen(asked.terminal(), asked.part, body->seen_at, asked.once(), asked.now()));
}

}  // namespace anju::server::tv
