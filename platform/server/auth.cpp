// SPDX-License-Identifier: Apache-2.0
#include "platform/server/auth.hpp"

#include <fmt/core.h>

#include "platform/server/problems.hpp"

namespace anju::server {
namespace {

Response unknown_caller(std::string_view scheme, const std::string& code = "not_signed_in") {
    Response response = problem(401, code, "This needs a key or a session that is still good.");
    return response.with("WWW-Authenticate", std::string(scheme));
}

template <class T>
tl::expected<KnownCaller, Response> known(Stored<T> found, std::string_view scheme) {
    if (found) return KnownCaller(std::move(*found));
    const bool unknown = found.error().kind == Trouble::NotFound || found.error().kind == Trouble::Refused;
    if (!unknown) return tl::make_unexpected(refused(found.error()));
    // Only the box itself can ask with its key: it is told what has become of it, and wipes.
    const std::string& code = found.error().code;
    return tl::make_unexpected(code.starts_with("box_") ? unknown_caller(scheme, code) : unknown_caller(scheme));
}

std::string_view path_of(std::string_view cookie) {
    return cookie == kGuestCookie ? "/v1/visitor" : "/v1";
}

std::string attributes(std::string_view name, bool secure) {
    return fmt::format("; Path={}; HttpOnly; SameSite=Strict{}", path_of(name), secure ? "; Secure" : "");
}

// Longer than any of ours; keeps nonsense from being hashed.
constexpr std::size_t kMaxSecret = 256;

}  // namespace

std::string proof_of(const Request& request, contract::Caller kind) {
    std::string_view found;
    switch (kind) {
        case contract::Caller::Anyone:
            break;
        case contract::Caller::Terminal: {
            constexpr std::string_view kScheme = "Bearer ";
            const std::string_view given = request.header("Authorization");
            if (same_word(given.substr(0, kScheme.size()), kScheme)) found = given.substr(kScheme.size());
            break;
        }
        case contract::Caller::Family:
            found = request.cookie(kFamilyCookie);
            break;
        case contract::Caller::Visitor:
            found = request.cookie(kFamilyCookie);
            break;
        case contract::Caller::Staff:
            found = request.cookie(kStaffCookie);
            break;
    }
    return found.size() <= kMaxSecret ? std::string(found) : std::string();
}

std::string guest_proof_of(const Request& request) {
    const std::string_view found = request.cookie(kGuestCookie);
    return found.size() <= kMaxSecret ? std::string(found) : std::string();
}

tl::expected<KnownCaller, Response> caller_of(const Request& request, contract::Caller wanted, const Context& context) {
    if (wanted == contract::Caller::Anyone) return KnownCaller{};
    // Who came as a guest last is one, also on a phone of a relative: handlers/visitor.cpp says when she is that instead.
    if (const std::string guest = guest_proof_of(request); wanted == contract::Caller::Visitor && !guest.empty()) {
        auto found = context.repository.guest_with_session(guest, context.now);
        if (found) return VisitorCaller{std::move(*found)};
        if (found.error().kind != Trouble::NotFound) return tl::make_unexpected(refused(found.error()));
    }
    const std::string proof = proof_of(request, wanted);
    const std::string_view scheme = wanted == contract::Caller::Terminal ? "Bearer"
                                    : wanted == contract::Caller::Staff  ? "SignIn"
                                                                         : "Link";
    if (proof.empty()) return tl::make_unexpected(unknown_caller(scheme));
    if (wanted == contract::Caller::Terminal) return known(context.repository.terminal_with_key(proof), scheme);
    if (wanted == contract::Caller::Family) return known(context.repository.family_with_session(proof, context.now), scheme);
    if (wanted == contract::Caller::Visitor) {
        return known(context.repository.family_with_session(proof, context.now).map([](FamilyCaller&& relative) {
            return VisitorCaller{std::move(relative)};
        }), scheme);
    }
    return known(context.repository.staff_with_session(proof, context.now), scheme);
}

bool from_our_pages(const Request& request, const Site& site) {
    const std::string_view fetched_from = request.header("Sec-Fetch-Site");
    if (!fetched_from.empty() && fetched_from != "same-origin" && fetched_from != "none") return false;
    const std::string_view origin = request.header("Origin");
    if (origin.empty() || origin == site.public_url) return true;
    const std::string_view scheme = request.secure ? "https://" : "http://";
    return origin.starts_with(scheme) && !request.header("Host").empty() &&
           same_word(origin.substr(scheme.size()), request.header("Host"));
}

Header session_cookie(std::string_view name, const Session& session, const Request& request, const Context& context) {
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(session.expires - context.now).count();
    return {"Set-Cookie", fmt::format("{}={}; Max-Age={}{}", name, session.token, std::max<long>(left, 0),
                                      attributes(name, request.secure))};
}

Header ended_cookie(std::string_view name, const Request& request) {
    return {"Set-Cookie", fmt::format("{}=; Max-Age=0{}", name, attributes(name, request.secure))};
}

Header former_staff_cookie_ended(const Request& request) {
    return {"Set-Cookie", fmt::format("{}=; Max-Age=0; Path=/v1/staff; HttpOnly; SameSite=Strict{}", kStaffCookie, request.secure ? "; Secure" : "")};
}

}  // namespace anju::server
