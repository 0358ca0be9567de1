// SPDX-License-Identifier: Apache-2.0
// The network interfaces of this machine, as they are this moment.
#pragma once

#include <string>
#include <vector>

#include "terminal/alarm/outs.hpp"

namespace anju::alarm {

std::vector<Link> links_now();
// From where the system would speak to these addresses. Sends nothing.
std::vector<std::string> own_addresses(const std::vector<std::string>& to);

}  // namespace anju::alarm
