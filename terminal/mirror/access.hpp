// SPDX-License-Identifier: Apache-2.0
// Who may look: the token of the URL, and a Host header that no foreign site can bring along. Pure.
#pragma once

#include <string>
#include <string_view>

namespace anju::mirror {

// 128 bits, base64url.
std::string make_token();

// Takes as long for a nearly right token as for a wrong one.
bool same_token(std::string_view given, std::string_view wanted);

// A name that someone else's DNS answers for is refused (DNS rebinding): only loopback's names.
bool host_allowed(std::string_view host);

struct Target {
    std::string path;
    std::string token;  // of the query
};
Target split_target(std::string_view target);

std::string cookie_value(std::string_view header, std::string_view name);

}  // namespace anju::mirror
