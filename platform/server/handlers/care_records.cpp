// SPDX-License-Identifier: Apache-2.0
// Subsidies, assessments, what was measured of a person, and the person's identity number.
#include <algorithm>

#include "platform/server/handlers/handlers.hpp"
#include "platform/server/reading.hpp"

namespace anju::server::staff {

Response edit_record(const Asked& asked) {
    const auto body = contract::decode<contract::CareRecordEdit>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().edit_record(asked.staff(), asked.part, *body, asked.once(), asked.now()), body->corrects.empty() ? 201 : 200);
}

Response readings(const Asked& asked) {
    const std::string kind = asked.request.query("kind").value_or("");
    const auto kinds = reading_kinds();
    if (!kind.empty() && std::none_of(kinds.begin(), kinds.end(), [&](const ReadingKind& one) { return one.name == kind; })) return bad_query("kind");
    return json_or_refused(asked.repository().readings(asked.staff(), asked.part, kind));
}

Response add_reading(const Asked& asked) {
    const auto body = contract::decode<contract::NewReading>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().add_reading(asked.staff(), asked.part, *body, asked.once(), asked.now()), 201);
}

Response withdraw_reading(const Asked& asked) {
    const auto body = contract::decode<contract::ReadingMistake>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().withdraw_reading(asked.staff(), asked.part, body->id, asked.now()));
}

Response reveal_id_number(const Asked& asked) { return json_or_refused(asked.repository().reveal_id_number(asked.staff(), asked.part, asked.now())); }

}  // namespace anju::server::staff
