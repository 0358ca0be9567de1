// SPDX-License-Identifier: Apache-2.0
// A call for help, and whether one would get through: what the guard of a box says and asks.
#include "platform/server/handlers/handlers.hpp"

namespace anju::server::alarms {

Response report(const Asked& asked) {
    const auto body = contract::decode<contract::AlarmReport>(asked.request.body);
    if (!body) return malformed(body.error());
    const auto online = [&hub = asked.context.hub](const std::string& member) { return hub.member_online(member); };
    return json_or_refused(asked.repository().report_alarm(asked.terminal(), *body, online, asked.now()));
}

Response now(const Asked& asked) { return json_or_refused(asked.repository().alarm_of_report(asked.terminal(), asked.part)); }

Response events(const Asked& asked) { return event_stream(asked, GuardListener{asked.terminal()}); }

Response beat(const Asked& asked) {
    const auto body = contract::decode<contract::Heartbeat>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().heard_beat(asked.terminal(), *body, asked.now()));
}

Response test(const Asked& asked) {
    const auto body = contract::decode<contract::TestReport>(asked.request.body);
    if (!body) return malformed(body.error());
    const auto done = asked.repository().keep_test(asked.terminal(), *body, asked.now());
    return done ? nothing() : refused(done.error());
}

}  // namespace anju::server::alarms
