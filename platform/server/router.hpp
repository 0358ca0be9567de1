// SPDX-License-Identifier: Apache-2.0
// Every request's answer. Pure but for the doors it is given; any thread, blocks while the repository does.
#pragma once

#include <cstddef>
#include <optional>

#include "platform/server/allowance.hpp"
#include "platform/server/event_hub.hpp"
#include "platform/server/import_desk.hpp"
#include "platform/server/repository.hpp"
#include "platform/server/request.hpp"
#include "platform/server/site.hpp"

namespace anju::server {

struct Context {
    Repository& repository;
    EventHub& hub;
    const Site& site;
    Time now;
    Allowance& allowance;
    ImportDesk& imports;
};

// How long a body may get at this address; needs the request's first line only.
std::size_t body_limit(const Request& head);
std::string_view body_limit_code(const Request& head);

// What can be said no to before the body has come: wrong address, method, caller, type or length.
std::optional<Response> refuse_early(const Request& head, std::optional<std::uint64_t> length, const Context&);

Response answer(const Request&, const Context&);
// The headers that every answer has.
void harden(Response&);

// The route's pattern, for logs and figures: addresses carry ids and codes.
std::string_view pattern_of(const Request&);

// Of a box that calls for help, or of the desk: its own workers answer it, however many others wait.
bool calls_for_help(const Request&);
bool reports_help(const Request&);  // of those the report itself, which is written
bool is_of_desk(const Request&);    // of those what the desk asks and does: it waits behind no report
// Of what writes, what is not put off while many call: who comes to the desk, talks with a home, answers from the way, and says that a box lives.
bool goes_ahead(const Request&);
// Is answered where it came in: whether the program lives must not wait for a database.
bool asks_for_life(const Request&);
// Is answered in time, by "it does not answer" if need be.
bool asks_for_readiness(const Request&);

}  // namespace anju::server
