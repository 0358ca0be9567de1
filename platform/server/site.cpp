// SPDX-License-Identifier: Apache-2.0
#include "platform/server/site.hpp"

#include <algorithm>

namespace anju::server {
namespace {

// The proxy appends the address that it saw: only the last one is its own word.
std::string_view last_of(std::string_view list) {
    const auto comma = list.rfind(',');
    if (comma != std::string_view::npos) list.remove_prefix(comma + 1);
    while (list.starts_with(' ')) list.remove_prefix(1);
    while (list.ends_with(' ')) list.remove_suffix(1);
    return list;
}

constexpr std::size_t kMaxAddress = 64;

}  // namespace

void Site::unwrap(Request& request) const {
    if (std::find(proxies.begin(), proxies.end(), request.address) != proxies.end()) {
        const auto address = last_of(request.header("X-Forwarded-For"));
        if (!address.empty() && address.size() <= kMaxAddress) request.address = address;
        if (const auto scheme = last_of(request.header("X-Forwarded-Proto")); !scheme.empty()) request.secure = same_word(scheme, "https");
        return;
    }
    // A proxy that names itself nowhere: what the public address says.
    if (!own_tls && public_url.starts_with("https://")) request.secure = true;
}

}  // namespace anju::server
