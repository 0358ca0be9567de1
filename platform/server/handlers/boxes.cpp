// SPDX-License-Identifier: Apache-2.0
// The boxes of a place.
#include "platform/server/handlers/handlers.hpp"
#include "platform/server/whole_number.hpp"

namespace anju::server::staff {
namespace {

IsOnline listening(const Asked& asked) {
    return [&hub = asked.context.hub](const std::string& terminal) { return hub.terminal_online(terminal); };
}

// Its own page says too whether its key for help would work.
Response with_watch(const Asked& asked, Stored<contract::BoxRow> row) {
    if (row) {
        auto watch = asked.repository().box_watch(asked.staff(), row->id, asked.now());
        if (!watch) return refused(watch.error());
        row->watch = *std::move(watch);
    }
    return json_or_refused(row);
}

}  // namespace

Response boxes(const Asked& asked) {
    constexpr std::size_t kMaxText = 200;  // bytes
    const auto text = asked.request.query("q").value_or("");
    if (text.size() > kMaxText || !is_utf8(text)) return bad_query("q");
    const auto from = whole_number(asked.request.query("from").value_or("0"));
    if (!from) return bad_query("from");
    const BoxQuery query{asked.request.query("show").value_or("all"), text, static_cast<std::size_t>(*from), asked.now()};
    return json_or_refused(asked.repository().boxes(asked.staff(), query, listening(asked)));
}

Response box(const Asked& asked) { return with_watch(asked, asked.repository().box(asked.staff(), asked.part, listening(asked))); }

Response act_on_box(const Asked& asked) {
    const auto body = contract::decode<contract::BoxAct>(asked.request.body);
    if (!body) return malformed(body.error());
    return with_watch(asked, asked.repository().act_on_box(asked.staff(), asked.part, *body, listening(asked), asked.now()));
}

// Told after the commit, and only to who listens: a box that comes back rings for nobody.
Response ring_box(const Asked& asked) {
    const auto box = asked.repository().ring_box(asked.staff(), asked.part, listening(asked), asked.now());
    if (!box) return refused(box.error());
    const contract::BoxRing& ring = *box->ring;
    asked.context.hub.tell_ring(box->id, {ring.id, ring.who, ring.at + contract::kRingLasts});
    return with_watch(asked, *box);
}

}  // namespace anju::server::staff
