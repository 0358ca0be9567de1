// SPDX-License-Identifier: Apache-2.0
// What staff keeps of a home.
#include "platform/server/handlers/handlers.hpp"
#include "platform/server/whole_number.hpp"

namespace anju::server::staff {

Response home(const Asked& asked) {
    auto file = asked.repository().home_file(asked.staff(), asked.part);
    if (!file) return refused(file.error());
    for (auto& row : file->terminals) row.online = asked.context.hub.terminal_online(row.id);
    return json(*file);
}

Response make_home(const Asked& asked) {
    const auto body = contract::decode<contract::NewHome>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().make_home(asked.staff(), *body, asked.once(), asked.now()), 201);
}

Response edit_fact(const Asked& asked) {
    const auto body = contract::decode<contract::FactEdit>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().edit_fact(asked.staff(), asked.part, *body, asked.now()));
}

Response edit_contacts(const Asked& asked) {
    const auto body = contract::decode<contract::ContactsEdit>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().edit_contacts(asked.staff(), asked.part, *body, asked.now()));
}

Response changes(const Asked& asked) {
    const auto given = asked.request.query("before");
    const auto before = given ? whole_number(*given) : 0;
    if (!before) return bad_query("before");
    return json_or_refused(asked.repository().home_changes(asked.staff(), asked.part, *before));
}

Response words(const Asked& asked) { return json_or_refused(asked.repository().word_counts(asked.staff())); }

Response close_home(const Asked& asked) {
    const auto done = asked.repository().close_home(asked.staff(), asked.part, asked.now());
    return done ? nothing() : refused(done.error());
}

}  // namespace anju::server::staff
