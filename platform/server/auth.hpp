// SPDX-License-Identifier: Apache-2.0
// Who asks: a terminal by its bearer key, a relative or a technician by a cookie.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "platform/contract/routes.hpp"
#include "platform/server/router.hpp"

namespace anju::server {

inline constexpr std::string_view kFamilyCookie = "anju_family";  // opens the visit page, too
inline constexpr std::string_view kGuestCookie = "anju_guest";    // of the visit page alone
inline constexpr std::string_view kStaffCookie = "anju_staff";

// monostate: Caller::Anyone.
using KnownCaller = std::variant<std::monostate, TerminalCaller, FamilyCaller, StaffCaller, VisitorCaller>;

tl::expected<KnownCaller, Response> caller_of(const Request&, contract::Caller wanted, const Context&);

// The secret that stands in the request for this kind of caller; empty without one. A visitor's is the relative's.
std::string proof_of(const Request&, contract::Caller kind);
std::string guest_proof_of(const Request&);

// Whether a browser sent this from a page of ours. Programs send no Origin and are let through:
// what is fenced off here is another site's page riding on a cookie.
bool from_our_pages(const Request&, const Site&);

// Sets and unsets the cookie of a session; it never leaves the browser's own requests to `path`.
Header session_cookie(std::string_view name, const Session&, const Request&, const Context&);
Header ended_cookie(std::string_view name, const Request&);
// Until the desk came staff's cookie was for /v1/staff alone; a browser would send one that is left before the present one.
Header former_staff_cookie_ended(const Request&);

}  // namespace anju::server
