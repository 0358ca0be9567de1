// SPDX-License-Identifier: Apache-2.0
// Plain HTTP on a port of TLS: a person sees what the phone will warn of and how to go on; a program is sent to https.
// Nothing but static pages is ever answered without TLS. Pure.
#pragma once

#include "platform/server/request.hpp"
#include "platform/server/site.hpp"

namespace anju::server {

Response answer_stray(const Request& request, const Site& site);

}  // namespace anju::server
