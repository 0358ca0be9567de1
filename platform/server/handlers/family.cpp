// SPDX-License-Identifier: Apache-2.0
// A relative's page: opens by a personal link, writes to the TV, sees what was seen.
#include "platform/server/handlers/handlers.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server::family {
namespace {

constexpr Rate kLinks{10, 1 / 60.0};  // of one relative

}  // namespace

Response open_session(const Asked& asked) {
    const auto body = contract::decode<contract::LinkExchange>(asked.request.body);
    if (!body) return malformed(body.error());
    const auto session = asked.repository().open_on_phone(body->token, phone_of(asked.request), asked.now());
    if (!session) {
        if (session.error().kind != Trouble::NotFound) return refused(session.error());
        return problem(403, "link_not_valid", "This link is not valid, or has been taken back.");
    }
    Response response = nothing();
    response.headers.push_back(session_cookie(kFamilyCookie, *session, asked.request, asked.context));
    response.headers.push_back(ended_cookie(kGuestCookie, asked.request));
    return response;
}

Response phones(const Asked& asked) { return json_or_refused(asked.repository().phones(asked.family(), asked.now())); }

Response phone_gone(const Asked& asked) {
    const auto done = asked.repository().take_back_phone(asked.family(), asked.part, asked.now());
    return done ? nothing() : refused(done.error());
}

Response new_link(const Asked& asked) {
    const auto body = contract::decode<contract::NewLink>(asked.request.body);
    if (!body) return malformed(body.error());
    if (!asked.context.allowance.take("links " + asked.family().member, kLinks)) {
        return problem(429, "too_many_tries", "Too many tries; wait before the next one.", "", std::chrono::seconds{60});
    }
    const std::string member = asked.part.empty() ? asked.family().member : asked.part;
    auto link = asked.repository().renew_link(asked.family(), member, body->end_phones, asked.now());
    if (!link) return refused(link.error());
    return json(contract::PersonalLink{member, *std::move(link), asked.context.site.public_url + "/family/"});
}

Response home(const Asked& asked) {
    auto home = asked.repository().family_home(asked.family(), asked.now());
    if (!home) return refused(home.error());
    home->tv_online = asked.context.hub.household_online(asked.family().household);
    Response response = json(*home);
    const auto expires = asked.repository().touch_phone(asked.family(), asked.now());
    if (expires && *expires) {  // the page is worth more than the note
        const Session session{proof_of(asked.request, contract::Caller::Family), **expires};
        response.headers.push_back(session_cookie(kFamilyCookie, session, asked.request, asked.context));
    }
    return response;
}

Response free_from(const Asked& asked) {
    const auto body = contract::decode<contract::FreeFrom>(asked.request.body);
    if (!body) return malformed(body.error());
    auto presence = asked.repository().set_free_from(asked.family(), body->free_from, asked.now());
    if (!presence) return refused(presence.error());
    presence->online = asked.context.hub.member_online(presence->member);
    asked.context.hub.tell_presence(asked.family().household, *presence);
    return json(*presence);
}

Response rules(const Asked& asked) {
    const auto body = contract::decode<contract::RuleProposal>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().propose_rule(asked.family(), *body, asked.now()));
}

Response quiet(const Asked& asked) {
    const auto body = contract::decode<contract::Night>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().set_quiet_hours(asked.family(), *body, asked.now()));
}

Response events(const Asked& asked) { return event_stream(asked, asked.family()); }

Response photo(const Asked& asked) { return server::photo(asked, asked.family()); }

Response upload_photo(const Asked& asked) {
    if (const auto may = asked.repository().may_message(asked.family()); !may) return refused(may.error());
    auto photo = photo_of(asked);
    if (!photo) return std::move(photo.error());
    return json_or_refused(asked.repository().add_photo(asked.family(), *photo,
                                                        asked.once(sha256_hex(asked.request.body)), asked.now()));
}

Response post_message(const Asked& asked) {
    const auto body = contract::decode<contract::NewMessage>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().post_message(asked.family(), *body, asked.once(), asked.now()));
}

}  // namespace anju::server::family
