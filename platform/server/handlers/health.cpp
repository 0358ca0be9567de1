// SPDX-License-Identifier: Apache-2.0
// For whoever watches the program: does it run, can it store.
#include "platform/server/handlers/handlers.hpp"

namespace anju::server::health {
namespace {

Response said(std::string_view line) {
    Response response;
    response.body = line;
    return response.with("Content-Type", "text/plain; charset=utf-8");
}

}  // namespace

Response alive(const Asked&) { return said("ok\n"); }

Response ready(const Asked& asked) {
    const auto state = asked.repository().ready(asked.now());
    return state ? said("ready\n") : refused(state.error());
}

}  // namespace anju::server::health
