// SPDX-License-Identifier: Apache-2.0
// Where the platform is reached and which pages it shows.
#pragma once

#include <string>
#include <vector>

#include "platform/server/request.hpp"
#include "platform/server/static_pages.hpp"
#include "platform/server/turn.hpp"

namespace anju::server {

struct Site {
    std::string public_url = "http://127.0.0.1:8420";  // scheme, host and port; no slash at the end
    bool own_tls = false;              // one of the listeners speaks TLS
    std::vector<std::string> proxies;  // addresses whose X-Forwarded-For and X-Forwarded-Proto are believed
    StaticPages pages;
    Turn turn;

    // Who asks and how, as it was before a proxy passed it on. A header of anybody else counts for nothing.
    void unwrap(Request& request) const;
};

}  // namespace anju::server
