// SPDX-License-Identifier: Apache-2.0
// The phone's side of a visit.
#include "platform/server/handlers/handlers.hpp"
#include "platform/server/handlers/visits.hpp"
#include "platform/server/names.hpp"

namespace anju::server::visitor {
namespace {

constexpr Rate kVisits{30, 0.5};           // of one phone
constexpr Rate kWrongEntries{20, 1 / 30.0};  // of one address; who has a good link is never stopped

// Wrong, expired, taken back, used up: one and the same answer, found out in the same way.
Response no_entry(const Asked& asked) {
    if (!asked.context.allowance.take("entry " + asked.request.address, kWrongEntries)) {
        return problem(429, "too_many_tries", "Too many tries; wait before the next one.", "", std::chrono::seconds{60});
    }
    return problem(403, "link_not_valid", "This link is not valid, or has been taken back.");
}

Stored<contract::VisitorHome> home_of(const Asked& asked, const VisitorCaller& who) {
    return asked.repository().visitor_home(who, asked.now()).map([&](contract::VisitorHome&& home) {
        home.tv_online = asked.context.hub.household_online(who.household());
        return std::move(home);
    });
}

// A phone may be a relative's and have come by a guest's link, too: it asks as a guest, but what only the relative can
// mean is hers. Both cookies are proven; one never opens what is the other's.
Stored<VisitorCaller> relative_beside(const Asked& asked) {
    if (!std::holds_alternative<GuestCaller>(asked.visitor().who)) return asked.visitor();
    const std::string proof = proof_of(asked.request, contract::Caller::Family);
    if (proof.empty()) return asked.visitor();
    auto relative = asked.repository().family_with_session(proof, asked.now());
    if (relative) return VisitorCaller{std::move(*relative)};
    const bool none = relative.error().kind == Trouble::NotFound || relative.error().kind == Trouble::Refused;
    return none ? Stored<VisitorCaller>(asked.visitor()) : tl::unexpected(relative.error());
}

// Of the visit in the address: the guest whose it is, else the relative beside.
Stored<VisitorCaller> party(const Asked& asked) {
    if (!std::holds_alternative<GuestCaller>(asked.visitor().who)) return asked.visitor();
    const auto as_guest = asked.repository().visit_ticket(VisitParty(asked.visitor()), asked.part, asked.now());
    const bool strange = !as_guest && as_guest.error().kind == Trouble::NotFound;
    return strange ? relative_beside(asked) : Stored<VisitorCaller>(asked.visitor());
}

template <class Answering>
Response by_party(const Asked& asked, Answering answering) {
    const auto who = party(asked);
    return who ? answering(*who) : refused(who.error());
}

// The family's page sends her on as who she is there: ?as=family.
Stored<VisitorCaller> sent_as(const Asked& asked) {
    return asked.request.query("as") == "family" ? relative_beside(asked) : Stored<VisitorCaller>(asked.visitor());
}

Response entered(const Asked& asked, const VisitorCaller& who, std::string_view cookie, const Session& session) {
    const auto home = home_of(asked, who);
    Response response = json_or_refused(home);
    if (!home) return response;
    response.headers.push_back(session_cookie(cookie, session, asked.request, asked.context));
    if (cookie == kFamilyCookie) response.headers.push_back(ended_cookie(kGuestCookie, asked.request));
    return response;
}

Response as_guest(const Asked& asked, const contract::VisitorEntry& entry) {
    const auto name = guest_name(entry.name);
    if (!name) return refused(RepositoryError{Trouble::Refused, "guest_name_too_long", "", {}});
    const auto guest = asked.repository().enter_as_guest(
        {entry.link, entry.code, *name, guest_proof_of(asked.request), asked.request.address, entry_key_of(asked.request)}, asked.now());
    if (guest) return entered(asked, VisitorCaller{guest->guest}, kGuestCookie, guest->session);
    return guest.error().kind == Trouble::NotFound ? no_entry(asked) : refused(guest.error());
}

}  // namespace

Response open_session(const Asked& asked) {
    const auto body = contract::decode<contract::VisitorEntry>(asked.request.body);
    if (!body) return malformed(body.error());
    if (!body->code.empty()) return as_guest(asked, *body);
    // Both are looked for, whichever it is: a no takes as long as the next one.
    const auto session = asked.repository().open_on_phone(body->link, phone_of(asked.request), asked.now());
    if (!session) return session.error().kind == Trouble::NotFound ? as_guest(asked, *body) : refused(session.error());
    auto relative = asked.repository().family_with_session(session->token, asked.now());
    if (!relative) return no_entry(asked);  // taken back this very moment
    return entered(asked, VisitorCaller{std::move(*relative)}, kFamilyCookie, *session);
}

Response home(const Asked& asked) {
    const auto who = sent_as(asked);
    return who ? json_or_refused(home_of(asked, *who)) : refused(who.error());
}

Response photo(const Asked& asked) { return server::photo(asked, asked.visitor()); }

Response place(const Asked& asked) {
    const auto body = contract::decode<contract::NewVisit>(asked.request.body);
    if (!body) return malformed(body.error());
    const auto who = sent_as(asked);
    if (!who) return refused(who.error());
    if (!asked.context.allowance.take("visits " + who->phone(), kVisits)) {
        return problem(429, "too_many_tries", "Too many tries; wait before the next one.", "", std::chrono::seconds{2});
    }
    return visits::ticket(asked, asked.repository().place_visit(*who, *body, listening_at(asked.context.hub),
                                                                asked.once(), asked.now()));
}

Response ticket(const Asked& asked) {
    return by_party(asked, [&](const VisitorCaller& who) { return visits::ticket(asked, VisitParty(who)); });
}

Response answer(const Asked& asked) {
    return by_party(asked, [&](const VisitorCaller& who) { return visits::answer(asked, who); });
}

Response rings(const Asked& asked) {
    const auto body = contract::decode<contract::VisitRings>(asked.request.body);
    if (!body) return malformed(body.error());
    return by_party(asked, [&](const VisitorCaller& who) {
        const auto told = asked.repository().visit_rings(who, asked.part, body->aloud, asked.now());
        return told ? nothing() : refused(told.error());
    });
}

Response left(const Asked& asked) {
    return by_party(asked, [&](const VisitorCaller& who) {
        const auto noted = asked.repository().visit_left(who, asked.part, asked.now());
        return noted ? nothing() : refused(noted.error());
    });
}

Response signal(const Asked& asked) {
    return by_party(asked, [&](const VisitorCaller& who) { return visits::signal(asked, who, who.phone()); });
}

Response end(const Asked& asked) {
    return by_party(asked, [&](const VisitorCaller& who) { return visits::end(asked, who); });
}

Response events(const Asked& asked) {
    return by_party(asked, [&](const VisitorCaller& who) {
        VisitListener phone{who, asked.part};
        if (const auto may = asked.repository().may_listen(phone, asked.now()); !may) return refused(may.error());
        return event_stream(asked, std::move(phone));
    });
}

}  // namespace anju::server::visitor
