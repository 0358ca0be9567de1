// SPDX-License-Identifier: Apache-2.0
// The desk of 12349.
#include "platform/server/handlers/handlers.hpp"

namespace anju::server::desk {

Response all(const Asked& asked) {
    const IsOnline online = [&hub = asked.context.hub](const std::string& terminal) { return hub.terminal_online(terminal); };
    return json_or_refused(asked.repository().desk(asked.staff(), online, asked.now()));
}

Response sit(const Asked& asked) {
    const auto body = contract::decode<contract::SeatChange>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().sit(asked.staff(), body->on_duty, asked.now()));
}

Response events(const Asked& asked) {
    if (const auto may = asked.repository().watch_desk(asked.staff(), asked.now()); !may) return refused(may.error());
    return event_stream(asked, asked.staff());
}

Response card(const Asked& asked) { return json_or_refused(asked.repository().alarm_card(asked.staff(), asked.part, asked.now())); }

Response accept(const Asked& asked) { return json_or_refused(asked.repository().accept_alarm(asked.staff(), asked.part, asked.now())); }

Response note(const Asked& asked) {
    const auto body = contract::decode<contract::AlarmNote>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().note_alarm(asked.staff(), asked.part, body->text, asked.now()));
}

Response outcome(const Asked& asked) {
    const auto body = contract::decode<contract::AlarmOutcome>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().decide_alarm(asked.staff(), asked.part, *body, asked.now()));
}

Response called_back(const Asked& asked) {
    const auto body = contract::decode<contract::AlarmNote>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().called_back(asked.staff(), asked.part, body->text, asked.now()));
}

Response close(const Asked& asked) { return json_or_refused(asked.repository().close_alarm(asked.staff(), asked.part, asked.now())); }

Response boxes(const Asked& asked) { return json_or_refused(asked.repository().desk_boxes(asked.staff(), asked.now())); }

}  // namespace anju::server::desk
