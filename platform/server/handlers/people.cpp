// SPDX-License-Identifier: Apache-2.0
// Places and who works there; one's own password and sign-ins; the link of somebody invited.
#include "platform/server/handlers/handlers.hpp"
#include "platform/server/names.hpp"

namespace anju::server::staff {
namespace {

// As phone_name, but silent about what it does not know.
SignInFrom from_of(const Request& request) {
    std::string device = phone_name(request.header("User-Agent"));
    return {request.address, device == "?" ? "" : std::move(device)};
}

Response done_or_refused(const Stored<void>& done) { return done ? nothing() : refused(done.error()); }

Response signed_in(const Asked& asked, const Stored<StaffSession>& made) {
    if (!made) return refused(made.error());
    Response response = json(made->self);
    response.headers.push_back(session_cookie(kStaffCookie, made->session, asked.request, asked.context));
    response.headers.push_back(former_staff_cookie_ended(asked.request));
    return response;
}

}  // namespace

Response sign_in(const Asked& asked) {
    const auto body = contract::decode<contract::SignIn>(asked.request.body);
    if (!body) return malformed(body.error());
    return signed_in(asked, asked.repository().sign_in_from(*body, from_of(asked.request), asked.now()));
}

Response places(const Asked& asked) { return json_or_refused(asked.repository().places(asked.staff())); }

Response make_place(const Asked& asked) {
    const auto body = contract::decode<contract::NewPlace>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().make_place(asked.staff(), *body, asked.once(), asked.now()), 201);
}

Response rename_place(const Asked& asked) {
    const auto body = contract::decode<contract::PlaceName>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().rename_place(asked.staff(), asked.part, *body, asked.now()));
}

Response close_place(const Asked& asked) { return done_or_refused(asked.repository().close_place(asked.staff(), asked.part, asked.now())); }

Response people(const Asked& asked) {
    constexpr std::size_t kMaxQuery = 200;  // bytes
    const auto place = asked.request.query("place").value_or(""), query = asked.request.query("q").value_or("");
    if (place.size() > kMaxQuery || !is_utf8(place)) return bad_query("place");
    if (query.size() > kMaxQuery || !is_utf8(query)) return bad_query("q");
    return json_or_refused(asked.repository().staff_list(asked.staff(), place, query));
}

Response invite_person(const Asked& asked) {
    const auto body = contract::decode<contract::NewPerson>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().invite_staff(asked.staff(), *body, asked.once(), asked.now()), 201);
}

Response person(const Asked& asked) { return json_or_refused(asked.repository().staff_file(asked.staff(), asked.part, asked.now())); }

Response edit_person(const Asked& asked) {
    const auto body = contract::decode<contract::FactEdit>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().edit_staff(asked.staff(), asked.part, *body, asked.now()));
}

Response person_link(const Asked& asked) { return json_or_refused(asked.repository().renew_staff_link(asked.staff(), asked.part, asked.now())); }

Response end_person(const Asked& asked) { return done_or_refused(asked.repository().end_staff(asked.staff(), asked.part, asked.now())); }

Response sign_ins(const Asked& asked) { return json_or_refused(asked.repository().sign_ins(asked.staff(), asked.now())); }

Response end_sign_in(const Asked& asked) { return done_or_refused(asked.repository().end_sign_in(asked.staff(), asked.part, asked.now())); }

Response change_password(const Asked& asked) {
    const auto body = contract::decode<contract::PasswordChange>(asked.request.body);
    if (!body) return malformed(body.error());
    return done_or_refused(asked.repository().change_password(asked.staff(), *body, asked.now()));
}

Response welcome(const Asked& asked) {
    const auto body = contract::decode<contract::WelcomeAsked>(asked.request.body);
    if (!body) return malformed(body.error());
    return json_or_refused(asked.repository().welcome(body->token, asked.now()));
}

Response choose_password(const Asked& asked) {
    const auto body = contract::decode<contract::ChosenPassword>(asked.request.body);
    if (!body) return malformed(body.error());
    return signed_in(asked, asked.repository().choose_password(*body, from_of(asked.request), asked.now()));
}

}  // namespace anju::server::staff
