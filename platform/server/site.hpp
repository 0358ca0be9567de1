// SPDX-License-Identifier: Apache-2.0
// Where the platform is reached and which pages it shows.
#pragma once

#include <string>

#include "platform/server/static_pages.hpp"
#include "platform/server/turn.hpp"

namespace anju::server {

struct Site {
    std::string public_url = "http://127.0.0.1:8420";  // scheme, host and port; no slash at the end
    StaticPages pages;
    Turn turn;

    bool secure() const { return public_url.starts_with("https://"); }
};

}  // namespace anju::server
