// SPDX-License-Identifier: Apache-2.0
// A technician's pages: signing in, finding a household, its terminals.
#include "platform/server/handlers/handlers.hpp"

namespace anju::server::staff {

Response sign_out(const Asked& asked) {
    if (const auto done = asked.repository().sign_out(asked.staff(), asked.now()); !done) return refused(done.error());
    Response response = nothing();
    response.headers.push_back(ended_cookie(kStaffCookie, asked.request));
    response.headers.push_back(former_staff_cookie_ended(asked.request));
    return response;
}

Response self(const Asked& asked) { return json_or_refused(asked.repository().staff_self(asked.staff())); }

Response households(const Asked& asked) {
    constexpr std::size_t kMaxQuery = 200;  // bytes
    const bool given = asked.request.target.find('?') != std::string::npos;
    const auto query = asked.request.query("q");
    if ((given && !query) || query.value_or("").size() > kMaxQuery || !is_utf8(query.value_or(""))) return bad_query("q");
    return json_or_refused(asked.repository().search_households(asked.staff(), query.value_or("")));
}

Response photo(const Asked& asked) { return server::photo(asked, asked.staff()); }

}  // namespace anju::server::staff
