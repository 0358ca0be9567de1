// SPDX-License-Identifier: Apache-2.0
// What the program tells who started it as a service (systemd, Type=notify).
#pragma once

#include <string_view>

namespace anju::settings {

// "READY=1". Does nothing where NOTIFY_SOCKET is not set or nobody listens there.
void tell_service_manager(std::string_view news);

}  // namespace anju::settings
