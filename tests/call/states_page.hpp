// SPDX-License-Identifier: Apache-2.0
// Every kind of state with every kind of event, and the page that says what comes of each pair.
#pragma once

#include <string>
#include <vector>

#include "media/call/call.hpp"

namespace anju::call {

struct NamedState { std::string name; State state; };
struct NamedEvent { std::string name; Event event; };

// The moment at which all of them stand.
Time page_now();
std::vector<NamedState> all_states();
std::vector<NamedEvent> all_events();

std::string states_page();

}  // namespace anju::call
