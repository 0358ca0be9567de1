// SPDX-License-Identifier: Apache-2.0
// What a paired TV asks for and tells.
#include <algorithm>

#include "platform/server/handlers/handlers.hpp"

namespace anju::server::tv {

Response snapshot(const Asked& asked) {
    auto snapshot = asked.repository().snapshot(asked.terminal(), asked.now());
    if (!snapshot) return refused(snapshot.error());
    snapshot->platform_version = ANJU_VERSION;
    for (auto& presence : snapshot->presence) presence.online = asked.context.hub.member_online(presence.member);
    return json(*snapshot);
}

namespace {

// "version=1.4.2; network=wired; started=2026-11-18T01:12:00.000Z": only what the box knows of itself.
BoxSaid box_said(std::string_view header) {
    constexpr std::size_t kMaxValue = 64;
    BoxSaid said;
    const auto value_of = [&](std::string_view name) -> std::string {
        const auto at = header.find(name);
        if (at == std::string_view::npos) return {};
        const auto value = header.substr(at + name.size());
        return std::string(value.substr(0, std::min(value.find(';'), kMaxValue)));
    };
    said.version = value_of("version=");
    said.network = value_of("network=");
    said.started_at = contract::from_rfc3339(value_of("started="));
    if (!is_utf8(said.version)) said.version.clear();
    if (said.network != "wired" && said.network != "wireless") said.network.clear();
    return said;
}

}  // namespace

Response events(const Asked& asked) {
    if (const auto header = asked.request.header("Anju-Box"); !header.empty()) {
        static_cast<void>(asked.repository().note_box(asked.terminal(), box_said(header), asked.now()));
    }
    return event_stream(asked, asked.terminal());
}

Response photo(const Asked& asked) { return server::photo(asked, asked.terminal()); }

Response seen(const Asked& asked) {
    const auto body = contract::decode<contract::SeenRequest>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(
        asked.repository().mark_seen(asked.terminal(), asked.part, body->seen_at, asked.once(), asked.now()));
}

Response answer_ring(const Asked& asked) {
    const auto body = contract::decode<contract::RingAnswer>(asked.request.body);
    if (!body) return malformed(body.error());
    const auto done = asked.repository().answer_ring(asked.terminal(), asked.part, body->how, asked.now());
    return done ? nothing() : refused(done.error());
}

Response condition(const Asked& asked) {
    const auto body = contract::decode<contract::BoxCondition>(asked.request.body);
    if (!body) return malformed(body.error());
    const auto done = asked.repository().keep_condition(asked.terminal(), *body, asked.now());
    return done ? nothing() : refused(done.error());
}

}  // namespace anju::server::tv
